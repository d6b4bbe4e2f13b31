package org.streamrecall.kafka;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where gaps are said and counted, or end the job. */
final class GapReport {
  private static final Logger LOG = LoggerFactory.getLogger(GapReport.class);

  private final OnGap onGap;
  private final Counter gaps;
  private final Counter offsets;

  GapReport(OnGap onGap, MetricGroup metrics) {
    this.onGap = onGap;
    MetricGroup group = metrics.addGroup("recall");
    gaps = group.counter("gaps");
    offsets = group.counter("gapOffsets");
  }

  /**
   * @throws SuppressRestartsException naming all, unless the job is to go on
   */
  void say(List<Gap> found) {
    if (found.isEmpty()) {
      return;
    }
    if (onGap == OnGap.FAIL) {
      throw new SuppressRestartsException(new IllegalStateException(failure(found)));
    }
    for (Gap gap : found) {
      gaps.inc();
      offsets.inc(gap.offsets());
      LOG.warn("{}; {}", gap.sentence(), gap.consequence());
    }
  }

  private static String failure(List<Gap> found) {
    return found.stream().map(Gap::sentence).collect(Collectors.joining("; "))
        + "; to go on without that start again with --on-gap count";
  }
}
