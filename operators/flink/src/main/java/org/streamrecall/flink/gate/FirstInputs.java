package org.streamrecall.flink.gate;

import java.util.function.Consumer;

/**
 * Says once, loudly, that a subtask could take in none of its first inputs: an extractor or a
 * schema that fits nothing would else be an empty output of a job that runs.
 */
public final class FirstInputs {
  static final int FEW = 100;

  private final Consumer<String> say;
  private int refused;
  private boolean over; // one was taken in, or it has been said

  /**
   * @param say where the line goes
   */
  public FirstInputs(Consumer<String> say) {
    this.say = say;
  }

  /** One was learned, answered or waits. */
  public void taken() {
    over = true;
  }

  /**
   * @param reason with its remedy
   */
  public void refused(String reason) {
    if (over || ++refused < FEW) {
      return;
    }
    over = true;
    say.accept(
        "Each of the first %d inputs of this subtask was refused, the last one because %s. What is refused leaves by the side output, counted as recall.refused"
            .formatted(FEW, reason));
  }
}
