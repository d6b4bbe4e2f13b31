package org.streamrecall.deploy;

import java.time.Duration;
import org.streamrecall.kafka.LateOutcomes;
import picocli.CommandLine.Option;

/** What events are known by, and outcomes on a topic of their own. */
final class OutcomeOptions {
  @Option(
      names = "--outcomes",
      paramLabel = "TOPIC",
      description =
          "What became of events, where it is not part of them: JSON objects with the events' key,"
              + " their --id, a time, and what --predict names.")
  private String topic;

  @Option(
      names = "--id",
      paramLabel = "FIELD",
      description =
          "The field that is an event's own: its outcomes are joined to it by this, and one that is"
              + " sent twice is known by it.")
  private String id;

  @Option(
      names = "--wait",
      paramLabel = "DURATION",
      converter = DurationText.class,
      defaultValue = "1d",
      description = "Longest time between an event and its outcome (default: ${DEFAULT-VALUE}).")
  private Duration longest;

  @Option(
      names = "--waiting",
      paramLabel = "N",
      converter = PositiveNumber.class,
      defaultValue = "32",
      description =
          "Events of one key that wait at once; room for them is part of --sketch-bytes (default:"
              + " ${DEFAULT-VALUE}).")
  private int most;

  /** Name of the field that holds an event's id, or null. */
  String id() {
    return id;
  }

  /** Null where outcomes come with the events. */
  String topic() {
    return topic;
  }

  /** Null where outcomes come with the events. */
  LateOutcomes outcomes() {
    return topic == null ? null : new LateOutcomes(topic, id, longest, most);
  }
}
