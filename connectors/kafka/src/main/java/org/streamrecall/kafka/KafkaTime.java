package org.streamrecall.kafka;

import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.metrics.Counter;
import org.streamrecall.flink.EventTime;
import org.streamrecall.flink.KeyedInput;
import org.streamrecall.measure.Atom;

/**
 * In which order records count, and how answers wait for those that come out of order.
 *
 * @param rules what becomes of late records, and how much and how long waits; null for order of
 *     arrival
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

  /**
   * In order of arrival, where only {@link #maxAhead} counts: what is learned with a time that is
   * far off would make all else of its key old.
   */
  public static KafkaTime arrival(Duration maxAhead) {
    return new KafkaTime(null, Duration.ZERO, Duration.ZERO, maxAhead);
  }

  /** In order of arrival, a minute ahead. */
  public static final KafkaTime ARRIVAL = arrival(DEFAULTS.maxAhead());

  /** Partitions that are further ahead of the others wait for them: what is pending stays small. */
  private static final Duration DRIFT = Duration.ofMinutes(1);

  public KafkaTime {
    Objects.requireNonNull(lateness, "lateness");
    Objects.requireNonNull(idle, "idle");
    Objects.requireNonNull(maxAhead, "maxAhead");
  }

  /** What a record was read as. */
  interface Input<T> extends Function<T, KeyedInput>, Serializable {}

  /** Whether answers wait for what has earlier times. */
  public boolean isOrder() {
    return rules != null;
  }

  /**
   * @param of of a record; null if it could not be read
   */
  <T> WatermarkStrategy<T> watermarks(String group, Input<T> of) {
    if (!isOrder()) {
      return WatermarkStrategy.noWatermarks();
    }
    return WatermarkStrategy.<T>forGenerator(
            context ->
                new CappedWatermarks<>(
                    lateness, idle, context.getInputActivityClock(), System::currentTimeMillis))
        .withTimestampAssigner((record, timestamp) -> time(of.apply(record), timestamp))
        .withWatermarkAlignment(group, lateness.plus(DRIFT));
  }

  /** Its own time, else Kafka's; none of a record that could not be read. */
  private static long time(KeyedInput input, long timestamp) {
    if (input == null || input.role() == KeyedInput.Role.REFUSED) {
      return Long.MIN_VALUE;
    }
    return input.time() == Atom.NO_TIME ? timestamp : input.time();
  }

  /**
   * Lets an input pass whose time is not too far ahead of its record. In order of arrival what only
   * asks may ask about any time.
   *
   * @param timestamp Kafka's, or negative for none
   * @param refused counts those that do not pass
   * @throws IllegalArgumentException naming both times
   */
  void require(KeyedInput input, long timestamp, Counter refused) {
    long time = input.time();
    if (time == Atom.NO_TIME
        || timestamp < 0
        || time - timestamp <= maxAhead.toMillis()
        || !isOrder() && !input.role().tells()) {
      return;
    }
    refused.inc();
    throw new IllegalArgumentException(
        "time="
            + time
            + " is more than "
            + maxAhead.toMillis()
            + " ms ahead of the record's own timestamp "
            + timestamp
            + "; correct the clock that it was sent by, or allow more");
  }
}
