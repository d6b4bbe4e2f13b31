package org.streamrecall.events.score;

import java.util.ArrayList;
import java.util.List;
import org.streamrecall.panel.Deviations;

/**
 * Two lines through the same inputs: one that forgets nothing, one of which .998 is left at each
 * next event. Numbers stand in units of their fading deviations, from an origin that follows them,
 * so that neither a first value nor a drift can blind a line; and what a line learns is bounded by
 * what is usual, as soon as that is known.
 */
final class Lines {
  /** How many. */
  static final int COUNT = 2;

  private static final double FADING = 0.998;
  private static final double LARGEST = 20; // units that an input counts at most
  private static final int FIRST = 8; // outcomes that say what is usual
  private static final double APART = 4; // times a unit must be wrong, or an origin away

  private final boolean[] numbers;
  private final Deviations strays; // of the numbers
  private final double[] origins;
  private final double[] units; // 0 until a number has moved
  private final Line[] lines;
  private final Deviations outcomes = new Deviations(1);
  private final List<double[]> firstInputs = new ArrayList<>();
  private final List<Double> firstOutcomes = new ArrayList<>();
  private double origin; // of what is foretold

  /**
   * @param numbers which inputs are numbers of any unit; the others are used as they are
   */
  Lines(boolean[] numbers) {
    this.numbers = numbers.clone();
    strays = new Deviations(numbers.length);
    origins = new double[numbers.length];
    units = new double[numbers.length];
    lines = new Line[COUNT];
    start();
  }

  private void start() {
    int inputs = numbers.length + 1;
    lines[0] = new Line(inputs, 1);
    lines[1] = new Line(inputs, FADING);
  }

  /**
   * Notes how inputs stray, before anything is foretold from them.
   *
   * @param raw (inputs), NaN where missing
   */
  void see(double[] raw) {
    for (int i = 0; i < numbers.length; i++) {
      if (!numbers[i]) {
        continue;
      }
      strays.add(i, raw[i]);
      double unit = strays.get(i);
      if (units[i] == 0) {
        origins[i] = strays.level(i);
        units[i] = unit;
      } else if (unit > APART * units[i] || unit < units[i] / APART && unit > 0) {
        for (Line line : lines) {
          line.measure(i, unit / units[i]);
        }
        units[i] = unit;
      }
      double away = units[i] > 0 ? (strays.level(i) - origins[i]) / units[i] : 0;
      if (Math.abs(away) > APART) {
        for (Line line : lines) {
          line.lower(i, away);
        }
        origins[i] = strays.level(i);
      }
    }
  }

  /** What each line says, (lines). */
  double[] foretell(double[] raw) {
    double[] x = x(raw);
    double[] said = new double[lines.length];
    for (int l = 0; l < said.length; l++) {
      said[l] = origin + lines[l].foretell(x);
    }
    return said;
  }

  /** Whether anything has been learned. */
  boolean isEmpty() {
    return firstOutcomes.isEmpty();
  }

  /** The first outcomes are learned once more, when it is known what is usual. */
  void learn(double[] raw, double y) {
    outcomes.add(0, y);
    if (firstOutcomes.size() == FIRST) {
      fit(raw, y);
      return;
    }
    firstInputs.add(raw);
    firstOutcomes.add(y);
    start();
    origin = outcomes.level(0);
    for (int i = 0; i < firstOutcomes.size(); i++) {
      fit(firstInputs.get(i), firstOutcomes.get(i));
    }
    if (firstOutcomes.size() == FIRST) {
      firstInputs.clear();
    }
  }

  private void fit(double[] raw, double y) {
    double[] x = x(raw);
    double most = LARGEST * outcomes.get(0);
    double away = y - outcomes.level(0);
    double usual = most > 0 ? outcomes.level(0) + Math.max(-most, Math.min(most, away)) : y;
    for (Line line : lines) {
      line.learn(x, usual - origin);
    }
  }

  private double[] x(double[] raw) {
    double[] x = new double[raw.length + 1];
    for (int i = 0; i < raw.length; i++) {
      if (!numbers[i]) {
        x[i] = Double.isNaN(raw[i]) ? 0 : raw[i];
      } else if (units[i] > 0) {
        double known = Double.isNaN(raw[i]) ? strays.level(i) : raw[i];
        x[i] = Math.max(-LARGEST, Math.min(LARGEST, (known - origins[i]) / units[i]));
      }
    }
    x[raw.length] = 1;
    return x;
  }
}
