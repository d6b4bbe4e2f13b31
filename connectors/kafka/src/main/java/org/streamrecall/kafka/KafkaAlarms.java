package org.streamrecall.kafka;

import java.io.Serializable;
import java.util.Objects;
import org.streamrecall.client.Topics;
import org.streamrecall.events.AlarmRule;

/**
 * Alarms that keys of events open and close, on a topic of their own.
 *
 * @param topic one record when an alarm opens and one when it closes, under the events' key
 * @param rule when an alarm rings
 */
public record KafkaAlarms(String topic, AlarmRule rule) implements Serializable {
  /**
   * @throws IllegalArgumentException if the name is not a topic's
   */
  public KafkaAlarms {
    Topics.requireName("alarms topic", topic);
    Objects.requireNonNull(rule, "rule");
  }
}
