package org.streamrecall.events.feature;

/** The day of the week of a time, UTC, each on an axis of its own. */
public record Weekday(String field) implements Clocked {
  static final String WORD = "weekday";

  private static final double LENGTH = 3;

  static Weekday parse(FeatureParser text) {
    return new Weekday(text.name());
  }

  @Override
  public int width() {
    return Clock.DAYS;
  }

  @Override
  public double turns(double scalar) {
    return scalar / Clock.DAYS;
  }

  @Override
  public double length() {
    return LENGTH;
  }

  @Override
  public Source source(Sources sources) {
    Source time = sources.time(field);
    return (moment, past) -> Clock.weekday(time.value(moment, past));
  }

  @Override
  public void encode(float x, float[] vector, int at) {
    vector[at + (int) x] = (float) LENGTH;
  }

  @Override
  public String toString() {
    return WORD + "(" + FeatureParser.quoted(field) + ")";
  }
}
