package org.streamrecall.tests.soak;

import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/**
 * Tokens that memories have taken in, by the job's own counters {@code recall.tokens}: a reporter
 * of metrics inside the process.
 */
public final class TakenIn implements MetricReporter, MetricReporterFactory {
  private static final List<Counter> COUNTERS = new CopyOnWriteArrayList<>();

  /** What makes a cluster report to it. */
  static Configuration configuration() {
    Configuration configuration = new Configuration();
    configuration.setString("metrics.reporter.taken.factory.class", TakenIn.class.getName());
    return configuration;
  }

  static long tokens() {
    return COUNTERS.stream().mapToLong(Counter::getCount).sum();
  }

  @Override
  public MetricReporter createMetricReporter(Properties properties) {
    return this;
  }

  @Override
  public void open(MetricConfig config) {}

  @Override
  public void close() {}

  @Override
  public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
    String[] scope = group.getScopeComponents();
    if (name.equals("tokens")
        && scope[scope.length - 1].equals("recall")
        && metric instanceof Counter counter) {
      COUNTERS.add(counter);
    }
  }

  @Override
  public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {}
}
