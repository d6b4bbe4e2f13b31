package org.streamrecall.deploy.demo;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Time from when a query was due to be sent until its first answer was seen. Counting from when it
 * was due, not from when it was sent, keeps a slow sender from hiding delays.
 */
final class LatencyMeter {
  private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(10);
  private static final int DIGITS = 3;

  private final Map<String, Long> dueNanos = new ConcurrentHashMap<>();
  private final Histogram micros = new ConcurrentHistogram(LONGEST_MICROS, DIGITS);

  void due(String id, long nanos) {
    dueNanos.put(id, nanos);
  }

  /** Only the first sighting of an id that was due counts. */
  void seen(String id) {
    Long due = dueNanos.remove(id);
    if (due != null) {
      long waited = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - due);
      micros.recordValue(Math.max(0, Math.min(LONGEST_MICROS, waited)));
    }
  }

  Latency latency() {
    return Latency.of(micros);
  }
}
