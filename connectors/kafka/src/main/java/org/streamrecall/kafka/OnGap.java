package org.streamrecall.kafka;

import java.util.Locale;

/**
 * What becomes of a job whose input is no longer all there: records that Kafka deleted before they
 * were read, a topic that was made anew, a log that was cut.
 */
public enum OnGap {
  /**
   * Ends the job, without restarts, naming topic, partition and offsets: somebody must say that it
   * may go on without them.
   */
  FAIL,
  /**
   * Goes on with what is there, one line in the log for each partition: what is missing is in no
   * memory, and was not answered. Counted as {@code recall.gaps} and {@code recall.gapOffsets}.
   */
  COUNT;

  /** As on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
