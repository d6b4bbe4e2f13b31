package org.streamrecall.deploy;

import org.streamrecall.kafka.LateOutcomes;

/**
 * Where a job's events are.
 *
 * @param in topic that is read
 * @param out topic that answered events are written to
 * @param outcomes null where they come with the events
 * @param id name of the field that holds an event's id, or null
 */
public record EventTopics(String in, String out, LateOutcomes outcomes, String id) {
  /** Of events that bring their outcomes. */
  public EventTopics(String in, String out) {
    this(in, out, null, null);
  }
}
