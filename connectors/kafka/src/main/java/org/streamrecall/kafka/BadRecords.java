package org.streamrecall.kafka;

import java.util.Locale;

/**
 * What becomes of a record that cannot be taken in, and of one whose answer cannot be written. A
 * model that is refused never fails the job, for the one before it serves on.
 */
public enum BadRecords {
  /**
   * Written to the dead-letter topic with origin and reason, and counted as {@code
   * recall.deadLetters}: nothing is lost and nothing stands still, but somebody must look there.
   */
  DEAD_LETTER,
  /**
   * Counted as {@code recall.dropped} and gone: for records whose sender will never correct them,
   * or whose bytes may not be kept. Whoever waits for an answer is not told.
   */
  DROP,
  /**
   * Ends the job, without restarts, which would only meet the record again: for pipelines that
   * would rather stand still than go past one record. Its offset is not committed; to go on, start
   * the job from its last checkpoint with one of the others. A late token is bad only where late
   * ones are refused rather than folded.
   */
  FAIL;

  /** As on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
