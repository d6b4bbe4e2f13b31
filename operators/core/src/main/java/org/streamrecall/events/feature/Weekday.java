package org.streamrecall.events.feature;

import java.time.ZoneId;
import java.time.ZoneOffset;

/** The day of the week of a time by a zone's calendar, on a circle. */
public record Weekday(String field, ZoneId zone) implements Clocked {
  static final String WORD = "weekday";

  public Weekday {
    zone = Clock.canonical(zone);
  }

  /** UTC. */
  public Weekday(String field) {
    this(field, ZoneOffset.UTC);
  }

  static Feature parse(FeatureParser text) {
    return text.ofTime(WORD, Weekday::new);
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
  public int slots(int usual) {
    return Clock.DAYS;
  }

  @Override
  public Source source(Sources sources) {
    Source time = Clock.local(sources.time(field), zone);
    return (moment, past) -> Clock.weekday(time.value(moment, past));
  }

  @Override
  public String toString() {
    return WORD + "(" + FeatureParser.quoted(field) + Zones.written(zone) + ")";
  }
}
