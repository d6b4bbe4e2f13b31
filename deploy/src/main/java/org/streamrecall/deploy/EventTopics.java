package org.streamrecall.deploy;

import java.util.Arrays;
import java.util.List;
import org.streamrecall.kafka.KafkaAlarms;
import org.streamrecall.kafka.LateOutcomes;

/**
 * Where a job's events are, and what is said of them.
 *
 * @param in topic that is read
 * @param out topic that answered events are written to
 * @param outcomes null where they come with the events
 * @param id name of the field that holds an event's id, or null
 * @param alarms that keys open and close, or null for none
 * @param quantiles levels of those that answers have; none for none
 */
public record EventTopics(
    String in,
    String out,
    LateOutcomes outcomes,
    String id,
    KafkaAlarms alarms,
    List<Double> quantiles) {
  /** Of events that bring their outcomes. */
  public EventTopics(String in, String out) {
    this(in, out, null, null);
  }

  /** Without alarms and quantiles. */
  public EventTopics(String in, String out, LateOutcomes outcomes, String id) {
    this(in, out, outcomes, id, null, List.of());
  }

  public EventTopics withAlarms(KafkaAlarms alarms) {
    return new EventTopics(in, out, outcomes, id, alarms, quantiles);
  }

  public EventTopics withQuantiles(double... levels) {
    return new EventTopics(in, out, outcomes, id, alarms, Arrays.stream(levels).boxed().toList());
  }
}
