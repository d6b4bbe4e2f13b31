package org.streamrecall.tests.soak;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.streamrecall.client.RecallClient;
import org.streamrecall.client.Topics;

/**
 * Asks at a steady rate, on a thread of its own, and measures from when a query was due until its
 * client has the answer: the first that a reader of uncommitted records sees.
 */
final class Questions implements AutoCloseable {
  private static final int DIGITS = 3;

  private final SoakStream stream;
  private final double perSecond;
  private final RecallClient client;
  private final Recorder micros = new Recorder(DIGITS);
  private final AtomicLong waiting = new AtomicLong();
  private final Thread thread;
  private volatile boolean resting;
  private volatile boolean closed;

  Questions(String servers, Topics topics, double perSecond, SoakStream stream) {
    this.stream = stream;
    this.perSecond = perSecond;
    client = RecallClient.connect(servers, topics);
    thread = new Thread(this::ask, "ask");
    thread.setDaemon(true);
    thread.start();
  }

  private void ask() {
    Pace pace = new Pace(perSecond);
    while (!closed) {
      long due = pace.await();
      if (resting) {
        continue;
      }
      waiting.incrementAndGet();
      client
          .ask(stream.query())
          .thenAccept(
              prediction -> {
                waiting.decrementAndGet();
                micros.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - due));
              });
    }
  }

  /** Nobody asks until {@link #goOn}: what is done meanwhile is not the job's doing. */
  void rest() throws InterruptedException {
    resting = true;
    for (int i = 0; i < 100 && waiting.get() > 0; i++) {
      Thread.sleep(10);
    }
  }

  void goOn() {
    resting = false;
  }

  /** Of the queries answered since the last call, in microseconds. */
  Histogram latencies() {
    return micros.getIntervalHistogram();
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    client.close();
  }
}
