package org.streamrecall.kafka;

import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * A partition and the offset that is read next, with the id of the topic that it is an offset of:
 * of a topic that was made anew under its old name it is none.
 */
final class TopicSplit extends KafkaPartitionSplit {
  private final Uuid topic; // null if it is not known

  TopicSplit(TopicPartition partition, long offset, Uuid topic) {
    super(partition, offset);
    this.topic = topic;
  }

  /** Null where it is not known: of what was only found so far, or kept by a former version. */
  static Uuid topicOf(KafkaPartitionSplit split) {
    return split instanceof TopicSplit known ? known.topic : null;
  }
}
