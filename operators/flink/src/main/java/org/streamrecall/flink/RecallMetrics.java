package org.streamrecall.flink;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/** What a subtask counts, in the metric group {@code recall}. */
final class RecallMetrics {
  /** The newest recalls that the histogram's quantiles are taken over. */
  private static final int WINDOW = 1024;

  final Counter tokens; // taken into a memory
  final Counter queries; // asked
  final Counter predictions; // answered
  final Counter refused; // tokens and queries that went to Recall.REFUSED
  final Counter outcomes; // joined to their events
  final Counter givenUp; // events and outcomes that waited too long for each other
  final Counter folds; // full batches packed
  final Counter forgets;
  final Counter modelSwaps; // on subtask 0 only, so that a job's sum is the number of models
  final Counter modelRefusals; // likewise
  final Histogram recallNanos; // state read, restore and attention of one query

  RecallMetrics(MetricGroup operator) {
    MetricGroup group = operator.addGroup("recall");
    tokens = group.counter("tokens");
    queries = group.counter("queries");
    predictions = group.counter("predictions");
    refused = group.counter("refused");
    outcomes = group.counter("outcomes");
    givenUp = group.counter("givenUp");
    folds = group.counter("folds");
    forgets = group.counter("forgets");
    modelSwaps = group.counter("modelSwaps");
    modelRefusals = group.counter("modelRefusals");
    recallNanos = group.histogram("recallNanos", new DescriptiveStatisticsHistogram(WINDOW));
  }
}
