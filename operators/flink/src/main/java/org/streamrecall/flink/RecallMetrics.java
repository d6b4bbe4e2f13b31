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
  final Counter expired; // contexts forgotten because they had been silent
  final Counter duplicates; // tokens whose reference their context had heard
  final Counter skipped; // queries of before the time from which on they are answered
  final Counter shadowFailures; // answers that the shadow model did not give
  final Counter late; // tokens and queries whose context had gone on to a later time
  final Counter early; // taken before the watermark, for want of room
  final Counter provisional; // answered before the watermark, for want of time
  final Counter modelSwaps; // on subtask 0 only, so that a job's sum is the number of models
  final Counter modelRefusals; // likewise
  final Counter lateModels; // likewise: effective from a time that queries had gone beyond
  final Histogram recallNanos; // state read, restore and attention of one query
  final Histogram waitMillis; // of a query, by the clock, until its answer in order of time
  final Histogram pendingBytes; // in a context, as something comes to wait there
  final Histogram contextBytes; // of a context's memory, as it is folded

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
    expired = group.counter("expired");
    duplicates = group.counter("duplicates");
    skipped = group.counter("skipped");
    shadowFailures = group.counter("shadowFailures");
    late = group.counter("late");
    early = group.counter("early");
    provisional = group.counter("provisional");
    modelSwaps = group.counter("modelSwaps");
    modelRefusals = group.counter("modelRefusals");
    lateModels = group.counter("lateModels");
    recallNanos = histogram(group, "recallNanos");
    waitMillis = histogram(group, "waitMillis");
    pendingBytes = histogram(group, "pendingBytes");
    contextBytes = histogram(group, "contextBytes");
  }

  private static Histogram histogram(MetricGroup group, String name) {
    return group.histogram(name, new DescriptiveStatisticsHistogram(WINDOW));
  }
}
