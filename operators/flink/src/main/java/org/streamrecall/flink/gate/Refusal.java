package org.streamrecall.flink.gate;

import java.util.function.Supplier;

/**
 * One record's own fault, as against the job's: checked, so that a failing state backend or a
 * failing operator downstream can never be mistaken for it.
 */
public final class Refusal extends Exception {
  private static final long serialVersionUID = 1;

  public Refusal(String reason) {
    super(reason);
  }

  public Refusal(RuntimeException cause) {
    super(cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause);
  }

  /** What a step gives that fails only by the record's own fault. */
  public static <T> T guard(Supplier<T> step) throws Refusal {
    try {
      return step.get();
    } catch (RuntimeException e) {
      throw new Refusal(e);
    }
  }
}
