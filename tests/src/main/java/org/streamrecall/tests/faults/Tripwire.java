package org.streamrecall.tests.faults;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.functions.MapFunction;
import org.streamrecall.model.Prediction;

/**
 * What a builder may well add behind the predictions, and what may fail: on command, at the next
 * answer. Its arm is the process's, for tasks in it are started anew from bytes.
 */
record Tripwire() implements MapFunction<Prediction, Prediction> {
  private static final AtomicBoolean ARMED = new AtomicBoolean();

  static void arm() {
    ARMED.set(true);
  }

  static boolean isArmed() {
    return ARMED.get();
  }

  @Override
  public Prediction map(Prediction prediction) {
    if (ARMED.compareAndSet(true, false)) {
      throw new IllegalStateException("a failure on purpose, at query " + prediction.id());
    }
    return prediction;
  }
}
