package org.streamrecall.events.feature;

import java.time.ZoneId;
import java.time.ZoneOffset;

/** The time of day of a time where a zone's clocks show it, on a circle. */
public record Hour(String field, ZoneId zone) implements Clocked {
  static final String WORD = "hour";

  private static final double TURN = 2 * Math.PI / Clock.HOURS;
  private static final double LENGTH = 2;

  public Hour {
    zone = Clock.canonical(zone);
  }

  /** UTC. */
  public Hour(String field) {
    this(field, ZoneOffset.UTC);
  }

  static Feature parse(FeatureParser text) {
    return text.ofTime(WORD, Hour::new);
  }

  @Override
  public int width() {
    return 2;
  }

  @Override
  public double turns(double scalar) {
    return scalar / Clock.HOURS;
  }

  @Override
  public double name(double scalar) {
    return Math.floor(scalar);
  }

  @Override
  public int slots(int usual) {
    return Clock.HOURS;
  }

  @Override
  public double length() {
    return LENGTH;
  }

  @Override
  public Source source(Sources sources) {
    Source time = Clock.local(sources.time(field), zone);
    return (moment, past) -> Clock.hour(time.value(moment, past));
  }

  @Override
  public void encode(float x, float[] vector, int at) {
    vector[at] = (float) (LENGTH * StrictMath.sin(TURN * x));
    vector[at + 1] = (float) (LENGTH * StrictMath.cos(TURN * x));
  }

  @Override
  public String toString() {
    return WORD + "(" + FeatureParser.quoted(field) + Zones.written(zone) + ")";
  }
}
