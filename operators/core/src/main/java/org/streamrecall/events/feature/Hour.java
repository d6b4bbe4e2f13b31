package org.streamrecall.events.feature;

/** The time of day of a time, UTC, on a circle. */
public record Hour(String field) implements Clocked {
  static final String WORD = "hour";

  private static final double TURN = 2 * Math.PI / 24;
  private static final double LENGTH = 2;

  static Hour parse(FeatureParser text) {
    return new Hour(text.name());
  }

  @Override
  public int width() {
    return 2;
  }

  @Override
  public double turns(double scalar) {
    return scalar / 24;
  }

  @Override
  public double length() {
    return LENGTH;
  }

  @Override
  public Source source(Sources sources) {
    Source time = sources.time(field);
    return (moment, past) -> Clock.hour(time.value(moment, past));
  }

  @Override
  public void encode(float x, float[] vector, int at) {
    vector[at] = (float) (LENGTH * StrictMath.sin(TURN * x));
    vector[at + 1] = (float) (LENGTH * StrictMath.cos(TURN * x));
  }

  @Override
  public String toString() {
    return WORD + "(" + FeatureParser.quoted(field) + ")";
  }
}
