package org.streamrecall.model;

import java.util.Arrays;

/**
 * The content's numbers, standardised, and the cosine features beside them.
 *
 * @param plain of the same content numbers as the features
 * @param features beside them
 */
public record ConcatLift(Lift.Identity plain, CosineLift features) implements Lift {
  @Override
  public int dims() {
    return plain.dims() + features.dims();
  }

  @Override
  public ConcatLift first(int count) {
    return new ConcatLift(plain, features.first(count));
  }

  @Override
  public float[] apply(float[] content) {
    float[] numbers = plain.apply(content);
    float[] lifted = features.apply(content);
    float[] e = Arrays.copyOf(numbers, dims());
    System.arraycopy(lifted, 0, e, numbers.length, lifted.length);
    return e;
  }
}
