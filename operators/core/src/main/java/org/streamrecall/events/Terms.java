package org.streamrecall.events;

import java.util.List;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.Log;

/** How long features are as vectors, and what numbers of an event they are made of. */
final class Terms {
  private static final double DAY = 86_400_000;
  private static final double HOUR = 3_600_000;

  /** Monday: 1970-01-01 was a Thursday. */
  private static final int FIRST_WEEKDAY = 3;

  static final int CIRCLE = 2;
  static final int DAYS = 7;

  /** Lengths, where a standardised number has 1: names tell moments apart, numbers shade them. */
  static final double NAME_LENGTH = 4;

  static final double CIRCLE_LENGTH = 2;
  static final double DAY_LENGTH = 3;

  private Terms() {}

  /** Numbers of a feature's vector. */
  static int width(Feature feature) {
    if (feature instanceof Feature.Category category) {
      return category.slots();
    }
    if (feature instanceof Feature.Letters letters) {
      return letters.slots();
    }
    if (feature instanceof Feature.Hour) {
      return CIRCLE;
    }
    if (feature instanceof Feature.Weekday) {
      return DAYS;
    }
    return feature instanceof Feature.Lag lag ? (lag.to() - lag.from() + 1) * width(lag.of()) : 1;
  }

  /**
   * The length that becomes 1 on the sphere: nearly all vectors are shorter. A standardised number
   * counts 1 on average and sometimes much more, a name always the same.
   */
  static double radius(List<Feature> like) {
    double numbers = 0;
    double square = 0;
    for (Feature feature : like) {
      int copies = feature instanceof Feature.Lag lag ? lag.to() - lag.from() + 1 : 1;
      Feature of = feature instanceof Feature.Lag lag ? lag.of() : feature;
      double length = length(of);
      numbers += length == 1 ? copies : 0;
      square += length == 1 ? 0 : 2 * copies * length * length;
    }
    return Math.sqrt(square + numbers + 4.5 * Math.sqrt(numbers));
  }

  private static double length(Feature feature) {
    if (feature instanceof Feature.Hour) {
      return CIRCLE_LENGTH;
    }
    if (feature instanceof Feature.Weekday) {
      return DAY_LENGTH;
    }
    return feature.isNumber() ? 1 : NAME_LENGTH;
  }

  /** One number of an event; NaN if it is missing. Reads the key's state, changes nothing. */
  interface Source {
    double value(Event event, KeyState key);
  }

  static Source number(int at) {
    return (event, key) -> event.numbers()[at];
  }

  static Source log(Source of) {
    return (event, key) -> {
      double x = of.value(event, key);
      return x > 0 && x < Double.POSITIVE_INFINITY
          ? Log.log(Math.max(x, Double.MIN_NORMAL))
          : Double.NaN;
    };
  }

  static Source time() {
    return (event, key) -> event.time() == Atom.NO_TIME ? Double.NaN : event.time();
  }

  /** Hours since midnight, UTC, of a time in milliseconds. */
  static Source hour(Source time) {
    return (event, key) -> {
      double t = time.value(event, key);
      return (t - DAY * Math.floor(t / DAY)) / HOUR;
    };
  }

  /** Days since Monday, whole. */
  static Source weekday(Source time) {
    return (event, key) -> {
      double days = Math.floor(time.value(event, key) / DAY) + FIRST_WEEKDAY;
      return days - DAYS * Math.floor(days / DAYS);
    };
  }

  static Source lag(int ring, int back) {
    return (event, key) -> key.rings.get(ring, back);
  }

  static Source less(Source now, Source then, double unit) {
    return (event, key) -> (now.value(event, key) - then.value(event, key)) / unit;
  }

  /** Seconds since the key's newest event; missing where time runs backwards. */
  static Source sinceLast() {
    return (event, key) ->
        key.lastTime == Atom.NO_TIME || event.time() < key.lastTime
            ? Double.NaN
            : (event.time() - key.lastTime) / 1000.0;
  }

  static Source name(int text, int dictionary) {
    return (event, key) -> key.names.find(dictionary, event.texts()[text]);
  }
}
