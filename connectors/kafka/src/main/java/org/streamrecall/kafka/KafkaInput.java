package org.streamrecall.kafka;

import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;

/**
 * How topics are watched while they are read.
 *
 * @param onGap what becomes of the job if records are gone before it has read them
 * @param discovery how often topics are looked at for new partitions, and for having been made anew
 */
public record KafkaInput(OnGap onGap, Duration discovery) implements Serializable {
  private static final Duration SHORTEST = Duration.ofMillis(100);

  /** Ends at a gap, looks every 10 s. */
  public static final KafkaInput DEFAULTS = new KafkaInput(OnGap.FAIL, Duration.ofSeconds(10));

  /**
   * @throws IllegalArgumentException if it would look more often than ten times a second
   */
  public KafkaInput {
    Objects.requireNonNull(onGap, "onGap");
    if (discovery.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException(
          "looking for new partitions every "
              + discovery.toMillis()
              + " ms is too often for a broker; say 100 ms or more, 10s is usual");
    }
  }

  public KafkaInput withOnGap(OnGap onGap) {
    return new KafkaInput(onGap, discovery);
  }
}
