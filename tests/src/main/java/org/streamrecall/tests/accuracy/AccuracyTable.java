package org.streamrecall.tests.accuracy;

import java.util.Locale;

/** Results as lines of text under one heading. */
final class AccuracyTable {
  private AccuracyTable() {}

  static String heading() {
    return String.format(
        "%-8s %5s %5s  %8s %8s %8s %6s %8s %8s  %8s %8s %8s %9s  %7s %9s %7s",
        "shape",
        "seed",
        "beta",
        "median",
        "p90",
        "p99",
        "recall",
        "coverage",
        "width",
        "x int8",
        "x f32",
        "x diag",
        "x centroid",
        "add ns",
        "recall ns",
        "bytes");
  }

  static String line(Accuracy accuracy) {
    Accuracy.Ratio ratio = accuracy.ratio();
    return String.format(
        Locale.ROOT,
        "%-8s %5s %5s  %8.5f %8.5f %8.5f %6.3f %8s %8s  %8.2f %8.2f %8.2f %10.2f  %7.0f %9.0f %7.0f",
        accuracy.shape(),
        accuracy.seeds(),
        plain(accuracy.beta()),
        accuracy.median(),
        accuracy.p90(),
        accuracy.p99(),
        accuracy.recall(),
        known("%.3f", accuracy.coverage()),
        known("%.5f", accuracy.width()),
        ratio.reservoirInt8(),
        ratio.reservoirF32(),
        ratio.diagonalCf(),
        ratio.centroids(),
        accuracy.addNanos(),
        accuracy.recallNanos(),
        accuracy.bytes());
  }

  private static String known(String format, double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
