package org.streamrecall.deploy;

import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Failures of a job with no whole checkpoint between them. Flink starts a job anew for ever, and a
 * full disk or heap is as full the next time: each is said in a line, and the last one ends it.
 * What Kafka's absence does is not counted, for Kafka comes back; what it refuses ends it at once.
 */
final class FailuresInRow {
  /** Those of one moment are one. */
  private static final long APART_MILLIS = 1000;

  private final int most;
  private final Path folder;
  private final String after;
  private final Consumer<String> say;
  private long checkpoint;
  private long last = Long.MIN_VALUE / 2;
  private int count;

  /**
   * @param most after so many the job ends
   * @param folder where checkpoints are written
   * @param after what a new start does then, as the end of a sentence
   * @param say where lines go
   */
  FailuresInRow(int most, Path folder, String after, Consumer<String> say) {
    this.most = most;
    this.folder = folder;
    this.after = after;
    this.say = say;
  }

  /** The newest whole checkpoint; a newer one than before ends a row. */
  void completed(long number) {
    if (number > checkpoint) {
      checkpoint = number;
      count = 0;
    }
  }

  /**
   * The job or a checkpoint has failed.
   *
   * @param millis when
   * @param what has, as the beginning of a sentence
   * @throws IllegalStateException if that was once too often, with the remedy
   */
  void failed(long millis, String what, Throwable failure) {
    Ailment ailment = Ailment.of(failure);
    if (ailment == Ailment.KAFKA) {
      count = 0;
      return;
    }
    if (ailment == Ailment.REFUSED) { // as it would be the next time
      throw new IllegalStateException(
          what + " failed: " + said(failure) + "; " + ailment.remedy(folder) + ", and " + after);
    }
    if (millis - last < APART_MILLIS) {
      return;
    }
    last = millis;
    count++;
    String why = what + " failed: " + said(failure) + "; " + ailment.remedy(folder);
    if (count >= most) {
      throw new IllegalStateException(
          why
              + ", then start it again; it has failed "
              + (count == 1 ? "" : count + " times in a row ")
              + "without a whole checkpoint, and "
              + after);
    }
    say.accept(why + "; tried again, " + count + " of " + most + " times");
  }

  private static String said(Throwable failure) {
    String text = FirstCause.text(failure).strip().replaceAll("\\.$", "");
    String name = FirstCause.of(failure).getClass().getSimpleName();
    return name.endsWith("AccessDeniedException") ? "access denied to " + text : text;
  }
}
