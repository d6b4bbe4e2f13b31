package org.streamrecall.flink;

import java.util.Objects;

/**
 * Where an input was read from: what its refusal names, so that it can be found and sent again.
 *
 * @param topic or what else a source calls a place
 * @param partition of the topic
 * @param offset in the partition
 * @param timestamp the record's, in milliseconds since the epoch, or -1
 */
public record Origin(String topic, int partition, long offset, long timestamp) {
  public Origin {
    Objects.requireNonNull(topic, "topic");
  }
}
