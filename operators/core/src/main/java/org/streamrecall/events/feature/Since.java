package org.streamrecall.events.feature;

import org.streamrecall.measure.Atom;

/** Seconds since the key's newest event; missing for its first, and where time runs backwards. */
public record Since(String field) implements Numeric, Nameable {
  static final String WORD = "since";

  private static final double SECOND = 1000;

  static Since parse(FeatureParser text) {
    return new Since(text.time(WORD));
  }

  @Override
  public void use(FieldUse fields) {
    fields.time(field);
  }

  @Override
  public Source source(Sources sources) {
    return sources.isTime(field)
        ? Since::lastEvent
        : sources.number(field).less(sources.ago(new Plain(field), 1), SECOND);
  }

  private static double lastEvent(Moment moment, Past past) {
    return past.lastTime() == Atom.NO_TIME || moment.time() < past.lastTime()
        ? Double.NaN
        : (moment.time() - past.lastTime()) / SECOND;
  }

  @Override
  public String toString() {
    return WORD + "(" + FeatureParser.quoted(field) + ")";
  }
}
