package org.streamrecall.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** An operator's metrics, of which nothing but the counters of the group recall are asked for. */
final class CountedGroup extends UnregisteredMetricsGroup {
  private final Map<String, Counter> counters = new TreeMap<>();

  /** What has been counted, by name. */
  Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    counters.forEach((name, counter) -> counts.put(name, counter.getCount()));
    return counts;
  }

  @Override
  public MetricGroup addGroup(String name) {
    assertThat(name).isEqualTo("recall");
    return this;
  }

  @Override
  public Counter counter(String name) {
    return counters.computeIfAbsent(name, any -> new SimpleCounter());
  }
}
