package org.streamrecall.deploy.demo;

import java.util.ArrayDeque;
import java.util.Deque;

/** What must be closed, in the reverse order of opening, and all of it even if a close fails. */
final class Opened implements AutoCloseable {
  private final Deque<Runnable> closes = new ArrayDeque<>();

  void onClose(Runnable close) {
    closes.push(close);
  }

  /** Throws the first failure, with the later ones suppressed. */
  @Override
  public void close() {
    RuntimeException failure = null;
    while (!closes.isEmpty()) {
      try {
        closes.pop().run();
      } catch (RuntimeException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
