package org.streamrecall.deploy.demo;

import java.util.Random;

/** A thread that works as the regime of the moment says. */
final class Workload implements AutoCloseable {
  private final Thread thread = new Thread(this::run, "workload");
  private volatile Regime regime = Regime.SLEEP;
  private volatile boolean ended;

  Workload() {
    thread.setDaemon(true);
    thread.start();
  }

  void become(Regime next) {
    regime = next;
  }

  private void run() {
    Random random = new Random(1);
    try {
      while (!ended) {
        regime.work(random);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  long threadId() {
    return thread.getId();
  }

  @Override
  public void close() {
    ended = true;
    thread.interrupt();
  }
}
