package org.streamrecall.measure;

import java.util.Arrays;

/**
 * Exponents and logarithms that many clusters wait for, taken all at once: a vector unit is slow to
 * answer and quick to take the next question.
 */
final class Batch {
  double[] exponents = new double[Kernels.LANES];
  double[] logs = new double[Kernels.LANES];
  private int waiting;
  private int waitingLogs;

  void clear() {
    waiting = 0;
    waitingLogs = 0;
  }

  /** Place of so many exponents, a multiple of {@link Kernels#FEW}. */
  int exponents(int n) {
    int at = waiting;
    waiting += n;
    if (exponents.length < waiting) {
      exponents = Arrays.copyOf(exponents, 2 * waiting);
    }
    return at;
  }

  void raise() {
    Kernels.ACTIVE.exp(exponents, waiting);
  }

  /** Place of a number whose logarithm is wanted; a positive one. */
  int log(double x) {
    if (waitingLogs == logs.length) {
      logs = Arrays.copyOf(logs, 2 * waitingLogs);
    }
    logs[waitingLogs] = x;
    return waitingLogs++;
  }

  void takeLogs() {
    int padded = Kernels.padded(waitingLogs);
    Arrays.fill(logs, waitingLogs, padded, 1);
    Kernels.ACTIVE.log(logs, padded);
  }
}
