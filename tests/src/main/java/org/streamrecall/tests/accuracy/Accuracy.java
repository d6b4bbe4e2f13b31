package org.streamrecall.tests.accuracy;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one memory was measured at, for one stream (or the mean of several) and one beta. Errors and
 * widths are in units of the values' spread; a number that does not exist is NaN.
 *
 * @param seeds the seed, or the range whose mean this is
 * @param median of |answer - exact| over the queries, and its 90th and 99th percentile
 * @param recall share of the queries whose answer is nearest to the same component as the exact one
 * @param coverage share of the queries whose error is within the stated bound
 * @param width median of the stated bound
 * @param ratio median error of what else fits the bytes, over ours
 * @param addNanos CPU of one add, packing included, over the whole stream
 * @param recallNanos CPU of one warm recall
 * @param bytes of the memory, at the end of the stream
 */
record Accuracy(
    String shape,
    String seeds,
    double beta,
    double median,
    double p90,
    double p99,
    double recall,
    double coverage,
    double width,
    Ratio ratio,
    double addNanos,
    double recallNanos,
    double bytes) {

  /** Above 1 the sketch is the nearer one. */
  record Ratio(double reservoirInt8, double reservoirF32, double diagonalCf, double centroids) {}

  /** The plain mean of every number, ratios included. */
  static Accuracy mean(List<Accuracy> all, String seeds) {
    return new Accuracy(
        all.get(0).shape(),
        seeds,
        all.get(0).beta(),
        mean(all, Accuracy::median),
        mean(all, Accuracy::p90),
        mean(all, Accuracy::p99),
        mean(all, Accuracy::recall),
        mean(all, Accuracy::coverage),
        mean(all, Accuracy::width),
        new Ratio(
            mean(all, one -> one.ratio().reservoirInt8()),
            mean(all, one -> one.ratio().reservoirF32()),
            mean(all, one -> one.ratio().diagonalCf()),
            mean(all, one -> one.ratio().centroids())),
        mean(all, Accuracy::addNanos),
        mean(all, Accuracy::recallNanos),
        mean(all, Accuracy::bytes));
  }

  private static double mean(List<Accuracy> all, ToDoubleFunction<Accuracy> number) {
    return all.stream().mapToDouble(number).average().orElse(Double.NaN);
  }
}
