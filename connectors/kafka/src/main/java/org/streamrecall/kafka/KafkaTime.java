package org.streamrecall.kafka;

import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.streamrecall.flink.EventTime;
import org.streamrecall.measure.Atom;

/**
 * How answers wait for tokens whose records come out of order.
 *
 * @param rules what becomes of late tokens, and how much and how long waits
 * @param lateness how far behind the newest record of its partition one may be and be in time
 * @param idle after which a partition that brings nothing is waited for no more
 * @param maxAhead how far ahead of its Kafka timestamp a record's time may be: one clock that is
 *     wrong must not make all other records late
 */
public record KafkaTime(EventTime rules, Duration lateness, Duration idle, Duration maxAhead)
    implements Serializable {
  /** A second late, ten idle, a minute ahead. */
  public static final KafkaTime DEFAULTS =
      new KafkaTime(
          EventTime.DEFAULTS, Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofMinutes(1));

  /** Partitions that are further ahead of the others wait for them: what is pending stays small. */
  private static final Duration DRIFT = Duration.ofMinutes(1);

  public KafkaTime {
    Objects.requireNonNull(rules, "rules");
    Objects.requireNonNull(lateness, "lateness");
    Objects.requireNonNull(idle, "idle");
    Objects.requireNonNull(maxAhead, "maxAhead");
  }

  WatermarkStrategy<Incoming> watermarks(String group) {
    return WatermarkStrategy.<Incoming>forBoundedOutOfOrderness(lateness)
        .withTimestampAssigner(KafkaTime::time)
        .withIdleness(idle)
        .withWatermarkAlignment(group, lateness.plus(DRIFT));
  }

  /** Its own time, else Kafka's; none of a record that could not be read. */
  private static long time(Incoming incoming, long timestamp) {
    if (!(incoming instanceof Incoming.Parsed parsed)) {
      return Long.MIN_VALUE;
    }
    long own = parsed.input().time();
    return own == Atom.NO_TIME ? timestamp : own;
  }

  /**
   * @param time of the record itself, or Atom.NO_TIME
   * @param timestamp Kafka's, or negative for none
   * @return why the one is too far ahead of the other, or null
   */
  String fault(long time, long timestamp) {
    if (time == Atom.NO_TIME || timestamp < 0 || time - timestamp <= maxAhead.toMillis()) {
      return null;
    }
    return "time="
        + time
        + " is more than "
        + maxAhead.toMillis()
        + " ms ahead of the record's own timestamp "
        + timestamp
        + "; correct the clock that it was sent by, or allow more";
  }
}
