package org.streamrecall.deploy;

import java.time.Duration;
import org.streamrecall.flink.EventTime;
import org.streamrecall.kafka.KafkaTime;
import picocli.CommandLine.Option;

/** In which order records count. */
final class TimeOptions {
  /** The words on the command line. */
  enum Order {
    ARRIVAL,
    TIME
  }

  @Option(
      names = "--order",
      paramLabel = "ORDER",
      defaultValue = "ARRIVAL",
      description =
          "A query or event is answered from what came before it (ARRIVAL), or from exactly what has"
              + " times up to its own (TIME), once that is sure to be there (default:"
              + " ${DEFAULT-VALUE}).")
  private Order order;

  @Option(
      names = "--lateness",
      paramLabel = "DURATION",
      converter = DurationText.class,
      defaultValue = "1s",
      description =
          "With --order TIME: how far behind the newest of its partition a record may be and be in"
              + " time (default: ${DEFAULT-VALUE}).")
  private Duration lateness;

  @Option(
      names = "--late",
      defaultValue = "FOLD",
      description =
          "What becomes of tokens and events that are later than that: ${COMPLETION-CANDIDATES} (default:"
              + " ${DEFAULT-VALUE}).")
  private EventTime.Late late;

  @Option(
      names = "--idle",
      paramLabel = "DURATION",
      converter = DurationText.class,
      defaultValue = "10s",
      description =
          "A partition that is silent for so long is waited for no more (default:"
              + " ${DEFAULT-VALUE}).")
  private Duration idle;

  @Option(
      names = "--max-ahead",
      paramLabel = "DURATION",
      converter = DurationText.class,
      defaultValue = "1m",
      description =
          "A record whose time is further ahead of its Kafka timestamp is refused; with --order"
              + " ARRIVAL a query may ask about any time (default: ${DEFAULT-VALUE}).")
  private Duration maxAhead;

  @Option(
      names = "--max-wait",
      paramLabel = "DURATION",
      converter = DurationText.class,
      description =
          "With --order TIME: answer after so long by the clock from what is there, as provisional"
              + " (default: wait).")
  private Duration maxWait;

  @Option(
      names = "--pending-bytes",
      paramLabel = "N",
      converter = PositiveNumber.class,
      defaultValue = "1048576",
      description =
          "Bytes that wait in one key, beyond which the oldest are taken early (default:"
              + " ${DEFAULT-VALUE}).")
  private int pendingBytes;

  KafkaTime time() {
    return order == Order.ARRIVAL
        ? KafkaTime.arrival(maxAhead)
        : new KafkaTime(new EventTime(late, pendingBytes, maxWait), lateness, idle, maxAhead);
  }
}
