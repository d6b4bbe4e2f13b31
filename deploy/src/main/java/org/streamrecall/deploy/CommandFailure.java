package org.streamrecall.deploy;

/** Why a command cannot go on, as one sentence with the remedy: what its user reads. */
public final class CommandFailure extends RuntimeException {
  private final int status;

  /** Ends the command with status 1. */
  public CommandFailure(String sentence) {
    this(sentence, 1, null);
  }

  /** Ends the command with status 1; the cause is shown with --verbose. */
  public CommandFailure(String sentence, Throwable cause) {
    this(sentence, 1, cause);
  }

  /**
   * @param status what the command ends with, not 0
   */
  public CommandFailure(String sentence, int status, Throwable cause) {
    super(sentence, cause);
    this.status = status;
  }

  int status() {
    return status;
  }
}
