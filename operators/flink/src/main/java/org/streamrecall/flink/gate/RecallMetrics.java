package org.streamrecall.flink.gate;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/** What a subtask counts, in the metric group {@code recall}. */
public final class RecallMetrics {
  /** The newest recalls that the histogram's quantiles are taken over. */
  private static final int WINDOW = 1024;

  public final Counter tokens; // taken into a memory
  public final Counter queries; // asked
  public final Counter predictions; // answered
  public final Counter refused; // tokens and queries that went to Recall.REFUSED
  public final Counter outcomes; // joined to their events
  public final Counter givenUp; // events and outcomes that waited too long for each other
  public final Counter alarms; // that opened for what was odd
  public final Counter silences; // that opened for what did not come
  public final Counter folds; // full batches packed
  public final Counter forgets;
  public final Counter expired; // contexts forgotten because they had been silent
  public final Counter duplicates; // tokens whose reference their context had heard
  public final Counter skipped; // queries of before the time from which on they are answered
  public final Counter shadowFailures; // answers that the shadow model did not give
  public final Counter late; // tokens and queries whose context had gone on to a later time
  public final Counter early; // taken before the watermark, for want of room
  public final Counter provisional; // answered before the watermark, for want of time
  public final Counter modelSwaps; // on subtask 0 only, so that a job's sum is the number of models
  public final Counter modelRefusals; // likewise
  public final Counter lateModels; // likewise: effective from a time that queries had gone beyond
  public final Histogram recallNanos; // state read, restore and attention of one query
  public final Histogram waitMillis; // of a query, by the clock, until its answer in order of time
  public final Histogram pendingBytes; // in a context, as something comes to wait there
  public final Histogram contextBytes; // of a context's memory, as it is folded

  public RecallMetrics(MetricGroup operator) {
    MetricGroup group = operator.addGroup("recall");
    tokens = group.counter("tokens");
    queries = group.counter("queries");
    predictions = group.counter("predictions");
    refused = group.counter("refused");
    outcomes = group.counter("outcomes");
    givenUp = group.counter("givenUp");
    alarms = group.counter("alarms");
    silences = group.counter("silences");
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
