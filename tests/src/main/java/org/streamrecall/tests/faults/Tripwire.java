package org.streamrecall.tests.faults;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.functions.MapFunction;

/**
 * What a builder may well add behind the answers, and what may fail: on command, at the next
 * answer. Its arm is the process's, for tasks in it are started anew from bytes.
 */
record Tripwire<T>() implements MapFunction<T, T> {
  private static final AtomicBoolean ARMED = new AtomicBoolean();

  static void arm() {
    ARMED.set(true);
  }

  static boolean isArmed() {
    return ARMED.get();
  }

  @Override
  public T map(T said) {
    if (ARMED.compareAndSet(true, false)) {
      throw new IllegalStateException("a failure on purpose");
    }
    return said;
  }
}
