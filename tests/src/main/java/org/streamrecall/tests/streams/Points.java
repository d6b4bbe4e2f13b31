package org.streamrecall.tests.streams;

import java.util.Arrays;

/** Where events stand for whoever looks for the nearest. */
final class Points {
  private static final double CLOCK = 1.5; // how much it counts beside numbers and names

  private Points() {}

  /**
   * @param numbers (events, numbers), which stand in units of their fading deviations
   * @param others (events, columns), as they are
   * @param clock (events, clock)
   * @param first events that deviations start from
   * @param asked the event whose deviations are taken
   * @return (events, columns)
   */
  static double[][] of(
      double[][] numbers, double[][] others, double[][] clock, int first, int asked) {
    int n = numbers.length;
    int wide = numbers[0].length;
    double[] units = new double[wide];
    for (int c = 0; c < wide; c++) {
      units[c] = Deviations.of(Features.column(numbers, c), first)[asked];
    }
    double[][] points = new double[n][];
    for (int i = 0; i < n; i++) {
      points[i] = Arrays.copyOf(numbers[i], wide + others[i].length + clock[i].length);
      for (int c = 0; c < wide; c++) {
        points[i][c] /= units[c];
      }
      System.arraycopy(others[i], 0, points[i], wide, others[i].length);
      for (int c = 0; c < clock[i].length; c++) {
        points[i][wide + others[i].length + c] = CLOCK * clock[i][c];
      }
    }
    return points;
  }

  /** Columns of both, side by side. */
  static double[][] beside(double[][] left, double[][] right) {
    double[][] both = new double[left.length][];
    for (int i = 0; i < both.length; i++) {
      both[i] = Arrays.copyOf(left[i], left[i].length + right[i].length);
      System.arraycopy(right[i], 0, both[i], left[i].length, right[i].length);
    }
    return both;
  }
}
