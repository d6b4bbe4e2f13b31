package org.streamrecall.model;

/**
 * The fixed lift e: R^dz -> R^De of a token's content, chosen before any training so that a memory
 * never depends on weights.
 */
public sealed interface Lift permits Lift.Identity, Lift.OneHot, CosineLift, ConcatLift {
  /** De. */
  int dims();

  /**
   * @param content raw content
   * @return e(z), (dims)
   * @throws IllegalArgumentException if the content does not fit
   */
  float[] apply(float[] content);

  /**
   * The same with the first features alone.
   *
   * @param features of those that the lift has, at least 1
   * @throws IllegalStateException if it has none
   */
  default Lift first(int features) {
    throw new IllegalStateException("a lift without features has no first ones");
  }

  /** e(z) = (z - mean) / scale: numbers, standardised. Copies of both go in and come out. */
  record Identity(double[] mean, double[] scale) implements Lift {
    public Identity {
      mean = mean.clone();
      scale = scale.clone();
    }

    @Override
    public double[] mean() {
      return mean.clone();
    }

    @Override
    public double[] scale() {
      return scale.clone();
    }

    /** Numbers as they are. */
    public static Identity of(int dims) {
      double[] ones = new double[dims];
      java.util.Arrays.fill(ones, 1);
      return new Identity(new double[dims], ones);
    }

    @Override
    public int dims() {
      return mean.length;
    }

    @Override
    public float[] apply(float[] content) {
      Schema.requireNumbers("content", content, mean.length);
      float[] e = new float[mean.length];
      for (int i = 0; i < e.length; i++) {
        e[i] = (float) ((content[i] - mean[i]) / scale[i]);
      }
      return e;
    }
  }

  /** e(z) = the unit vector of slot z: categories. */
  record OneHot(int dims) implements Lift {
    @Override
    public float[] apply(float[] content) {
      if (content.length != 1) {
        throw new IllegalArgumentException(
            "content has "
                + content.length
                + " numbers; a category is its slot's index alone: [slot]");
      }
      float[] e = new float[dims];
      e[slot("content", content[0])] = 1;
      return e;
    }

    /** Checks a slot's index, as content or as target. */
    public int slot(String name, float value) {
      int slot = (int) value;
      if (slot != value || slot < 0 || slot >= dims) {
        throw new IllegalArgumentException(
            name
                + "=["
                + value
                + "] is not a slot; with content="
                + dims
                + " in the schema a slot is a whole number from 0 to "
                + (dims - 1));
      }
      return slot;
    }
  }
}
