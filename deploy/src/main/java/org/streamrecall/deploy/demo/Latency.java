package org.streamrecall.deploy.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * Time from sending a query to seeing its answer, in milliseconds.
 *
 * @param p50 half of the answers were seen within this
 * @param p95 likewise
 * @param p99 likewise
 */
record Latency(double p50, double p95, double p99) {
  /**
   * @param micros latencies in microseconds
   */
  static Latency of(Histogram micros) {
    return new Latency(at(micros, 50), at(micros, 95), at(micros, 99));
  }

  private static double at(Histogram micros, double percentile) {
    return micros.getValueAtPercentile(percentile) / 1000.0;
  }

  ObjectNode json() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("p50", p50);
    node.put("p95", p95);
    node.put("p99", p99);
    return node;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "p50 %.1f ms, p95 %.1f ms, p99 %.1f ms", p50, p95, p99);
  }
}
