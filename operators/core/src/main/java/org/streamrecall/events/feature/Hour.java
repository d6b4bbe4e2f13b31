package org.streamrecall.events.feature;

import java.time.ZoneId;
import java.time.ZoneOffset;

/** The time of day of a time where a zone's clocks show it, on a circle. */
public record Hour(String field, ZoneId zone) implements Clocked {
  static final String WORD = "hour";

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
  public Source source(Sources sources) {
    Source time = Clock.local(sources.time(field), zone);
    return (moment, past) -> Clock.hour(time.value(moment, past));
  }

  @Override
  public String toString() {
    return WORD + "(" + FeatureParser.quoted(field) + Zones.written(zone) + ")";
  }
}
