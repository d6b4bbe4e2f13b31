package org.streamrecall.tests.soak;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * How the job stands at one moment.
 *
 * @param seconds since the first token
 * @param tokens taken into memories
 * @param heapMb in use after a full collection, of the whole process: cluster, job, sender, clients
 * @param stateBytes of the newest checkpoint
 * @param p50 milliseconds of the queries since the sample before
 * @param p99 likewise
 * @param perSecond tokens taken in since the sample before
 */
record Sample(
    double seconds,
    long tokens,
    double heapMb,
    long stateBytes,
    double p50,
    double p99,
    double perSecond) {
  static final String HEAD =
      "   time     tokens    heap   state  bytes/context    p50     p99  tokens/s";

  static Sample of(
      double seconds, Sample before, long stateBytes, double heapMb, Histogram micros) {
    long tokens = TakenIn.tokens();
    double perSecond =
        before == null ? tokens / seconds : (tokens - before.tokens) / (seconds - before.seconds);
    return new Sample(
        seconds,
        tokens,
        heapMb,
        stateBytes,
        micros.getValueAtPercentile(50) / 1000.0,
        micros.getValueAtPercentile(99) / 1000.0,
        perSecond);
  }

  String line(int contexts) {
    return String.format(
        Locale.ROOT,
        "%5.0f s %,10d %4.0f MB %4.0f MB %14d %3.1f ms %4.0f ms %,9.0f",
        seconds,
        tokens,
        heapMb,
        stateBytes / 1e6,
        stateBytes / contexts,
        p50,
        p99,
        perSecond);
  }
}
