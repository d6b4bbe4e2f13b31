package org.streamrecall.tests.streams;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What simple methods foretell of the category of one key, each event before it is learned. A
 * probability is a count and a half over all counts; of the last category it is its hit rate so
 * far, and all others share the rest.
 */
final class CategoryBaselines {
  /** By their names in the results. */
  enum Method {
    LAST,
    MAJORITY,
    MARKOV,
    NEAREST
  }

  private static final double HALF = 0.5;
  private static final int NEIGHBOURS = 10;
  private static final int LAGS = 2;
  private static final int MEASURED = 64; // events that numbers are measured by

  private final int[] classes; // (events)
  private final int count; // of classes
  private final int ahead;
  private final int delay;
  private final double[][] points; // (events, columns)
  private final int from; // first event that is scored

  /**
   * @param classes (events)
   * @param count of the set's classes
   * @param from first event that is scored
   */
  CategoryBaselines(Series series, Reading reading, int[] classes, int count, int from) {
    this.classes = classes;
    this.count = count;
    this.from = from;
    ahead = reading.set().farthest();
    delay = reading.set().delay();
    points = points(series, reading);
  }

  private double[][] points(Series series, Reading reading) {
    int n = classes.length;
    int first = Math.max(1, Math.min(MEASURED, n / 3));
    OtherFields others = new OtherFields(series, reading.numbers(), reading.names(), first);
    double[][] last = new double[n][LAGS * OtherFields.NAMES];
    for (int l = 0; l < LAGS; l++) {
      List<String> names = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        int back = known(i) - l;
        names.add(back < 0 ? null : Integer.toString(classes[back]));
      }
      OtherFields.addNames(names, last, l);
    }
    double[][] clock = new double[n][];
    for (int i = 0; i < n; i++) {
      clock[i] = Features.clock(series.times()[i], reading.set());
    }
    return Points.of(others.numbers, Points.beside(others.names, last), clock, first, from);
  }

  /** The newest event whose category is known when this one is asked at; -1 before the first. */
  private int known(int event) {
    return ahead == 0 ? event - 1 : event;
  }

  /** What each method foretells at the events from the first that is scored on. */
  Map<Method, List<Said>> foretell() {
    Map<Method, List<Said>> all = new EnumMap<>(Method.class);
    for (Method method : Method.values()) {
      all.put(method, new ArrayList<>());
    }
    double[] shares = new double[count];
    double[][] followers = new double[count][]; // by the last category, as they come
    double hits = 0;
    double tries = 0;
    int learned = 0;
    for (int i = 0; i + ahead < classes.length; i++) {
      if (known(i) >= 0) {
        shares[classes[known(i)]]++;
      }
      for (; learned <= i - delay; learned++) {
        if (known(learned) >= 0) {
          int before = classes[known(learned)];
          int after = classes[learned + ahead];
          followers[before] = followers[before] == null ? new double[count] : followers[before];
          followers[before][after]++;
          hits += before == after ? 1 : 0;
          tries++;
        }
      }
      if (i >= from) {
        int truth = classes[i + ahead];
        int last = known(i) < 0 ? -1 : classes[known(i)];
        all.get(Method.LAST).add(last(last, (hits + HALF) / (tries + 2 * HALF), truth));
        all.get(Method.MAJORITY).add(counted(shares, shares, truth));
        boolean followed = last >= 0 && followers[last] != null;
        double[] after = followed ? followers[last] : new double[count];
        all.get(Method.MARKOV).add(counted(after, shares, truth));
        all.get(Method.NEAREST).add(nearest(i, shares, truth));
      }
    }
    return all;
  }

  private Said last(int last, double rate, int truth) {
    if (last < 0 || count < 2) {
      return new Said(last >= 0, 1.0 / count);
    }
    return new Said(last == truth, last == truth ? rate : (1 - rate) / (count - 1));
  }

  /**
   * @param counts of each class
   * @param ties what decides between equals, the same for all
   */
  private Said counted(double[] counts, double[] ties, int truth) {
    int best = -1;
    for (int c = 0; c < count; c++) {
      boolean more = best >= 0 && counts[c] > counts[best];
      boolean tied = best >= 0 && counts[c] == counts[best] && ties[c] > ties[best];
      best = best < 0 || more || tied ? c : best;
    }
    boolean known = Arrays.stream(ties).sum() > 0;
    double sum = Arrays.stream(counts).sum();
    return new Said(known && best == truth, (counts[truth] + HALF) / (sum + HALF * count));
  }

  private Said nearest(int event, double[] shares, int truth) {
    int[] nearest = Neighbours.of(points, event, Math.max(0, event - delay + 1), NEIGHBOURS);
    double[] votes = new double[count];
    for (int neighbour : nearest) {
      votes[classes[neighbour + ahead]]++;
    }
    return counted(votes, shares, truth);
  }
}
