package org.streamrecall.events.feature;

import java.util.List;
import java.util.stream.IntStream;

/** What another feature was at the key's earlier events, {@code from} to {@code to} ago. */
public record Lag(Scalar of, int from, int to) implements Feature {
  static final String WORD = "lag";

  private static final int NEAR = 5;

  /** The longest. */
  private static final int LONGEST = 1000;

  static Lag parse(FeatureParser text) {
    Feature of = text.ofPast();
    text.require(',');
    int start = text.skip();
    int[] steps = text.range(LONGEST);
    if (!(of instanceof Lag lag)) {
      return new Lag((Scalar) of, steps[0], steps[1]);
    }
    text.requireRange(start, lag.from + steps[0], lag.to + steps[1], LONGEST);
    return new Lag(lag.of, lag.from + steps[0], lag.to + steps[1]);
  }

  /** Whether it is of a season, or of long ago, rather than of the last few events. */
  public boolean isFar() {
    return from > NEAR;
  }

  @Override
  public String field() {
    return of.field();
  }

  @Override
  public void use(FieldUse fields) {
    of.use(fields);
  }

  @Override
  public boolean readsNow() {
    return false;
  }

  @Override
  public List<Feature> parts() {
    return IntStream.rangeClosed(from, to).<Feature>mapToObj(i -> new Lag(of, i, i)).toList();
  }

  @Override
  public int width() {
    return (to - from + 1) * of.width();
  }

  @Override
  public Kind kind() {
    return of.kind();
  }

  @Override
  public int scalars() {
    return to - from + 1;
  }

  @Override
  public Reader reader(Sources sources) {
    int ring = sources.ring(of, to);
    return (moment, past, scalars, at) -> {
      for (int back = from; back <= to; back++) {
        scalars[at + back - from] = past.ago(ring, back);
      }
    };
  }

  @Override
  public String toString() {
    return WORD + "(" + of + "," + (from == to ? "" + from : from + ".." + to) + ")";
  }
}
