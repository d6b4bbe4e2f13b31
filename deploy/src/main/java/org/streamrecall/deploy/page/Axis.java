package org.streamrecall.deploy.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * From where to where an axis goes, and where it has numbers.
 *
 * @param logarithmic whether equal factors are equally far apart
 */
record Axis(double from, double to, List<Double> ticks, boolean logarithmic) {
  private static final double FEW_DECADES = 2.2;
  private static final double ROOM = 1.12; // beside what is drawn, a factor

  /** One that holds two numbers; from 0 on where they are not far from it. */
  static Axis over(double least, double most, int ticks) {
    double low = least > 0 && least < 0.6 * most ? 0 : least;
    double high = most > low ? most : low + 1;
    double step = step((high - low) / ticks);
    double first = Math.floor(low / step);
    double last = Math.ceil(high / step - 1e-9);
    List<Double> at = new ArrayList<>();
    for (double i = first; i <= last; i++) {
      at.add(i * step + 0.0); // no -0
    }
    return new Axis(first * step, last * step, at, false);
  }

  /**
   * A logarithmic one that holds two positive numbers: ticks at powers of ten, and at 2 and 5 times
   * these where there are few.
   */
  static Axis logarithmic(double least, double most) {
    double from = least / ROOM;
    double to = most * ROOM;
    double decades = Math.log10(to / from);
    double[] within = decades < FEW_DECADES ? new double[] {1, 2, 5} : new double[] {1};
    List<Double> at = new ArrayList<>();
    for (int power = (int) Math.floor(Math.log10(from)); power <= Math.log10(to); power++) {
      for (double unit : within) {
        double tick = unit * Math.pow(10, power);
        if (tick >= from && tick <= to) {
          at.add(tick);
        }
      }
    }
    if (at.size() < 2) { // a span without two round numbers shows its ends
      at = List.of(least, Math.max(most, least * ROOM));
      to = Math.max(to, at.get(1));
    }
    return new Axis(from, to, at, true);
  }

  /** The least of 1, 2, 5, 10, 20, .. and of their tenths that is not below a number. */
  private static double step(double least) {
    double unit = 1;
    while (unit > least) {
      unit /= 10;
    }
    while (10 * unit <= least) {
      unit *= 10;
    }
    return least <= unit
        ? unit
        : least <= 2 * unit ? 2 * unit : least <= 5 * unit ? 5 * unit : 10 * unit;
  }

  /** A tick with as many digits as tell it from the next. */
  String label(double tick) {
    if (logarithmic) {
      return Figures.number(tick);
    }
    double step = ticks.get(1) - ticks.get(0);
    int digits = 0;
    for (double unit = 1; unit > 1.001 * step && digits < 9; unit /= 10) {
      digits++;
    }
    return String.format(Locale.ROOT, "%,." + digits + "f", tick + 0.0);
  }

  /** Where a number stands, 0 to 1. */
  double part(double at) {
    return logarithmic ? Math.log(at / from) / Math.log(to / from) : (at - from) / (to - from);
  }
}
