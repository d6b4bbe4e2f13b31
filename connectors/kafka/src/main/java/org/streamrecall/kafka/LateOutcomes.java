package org.streamrecall.kafka;

import java.time.Duration;
import java.util.Objects;
import org.streamrecall.client.Topics;

/**
 * Outcomes that come on a topic of their own.
 *
 * @param topic JSON objects with the events' key, their id, a time and what is to be foretold
 * @param id name of the field that events and outcomes are joined by
 * @param longest between an event and its outcome, by their times
 * @param most events of one key that wait at once, and as many outcomes
 */
public record LateOutcomes(String topic, String id, Duration longest, int most) {
  public LateOutcomes {
    Topics.requireName("outcomes topic", topic);
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(longest, "longest");
  }
}
