package org.streamrecall.events.feature;

/** One number of a moment; NaN if it is missing. Changes nothing. */
@FunctionalInterface
public interface Source {
  double value(Moment moment, Past past);

  /** This less another, in a unit. */
  default Source less(Source then, double unit) {
    return (moment, past) -> (value(moment, past) - then.value(moment, past)) / unit;
  }
}
