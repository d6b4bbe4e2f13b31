package org.streamrecall.flink;

/**
 * One record's own fault, as against the job's: checked, so that a failing state backend or a
 * failing operator downstream can never be mistaken for it.
 */
final class Refusal extends Exception {
  Refusal(String reason) {
    super(reason);
  }

  Refusal(RuntimeException cause) {
    super(cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause);
  }
}
