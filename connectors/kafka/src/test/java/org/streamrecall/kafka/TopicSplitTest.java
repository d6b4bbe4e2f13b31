package org.streamrecall.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class TopicSplitTest {
  private static final TopicPartition PARTITION = new TopicPartition("orders", 3);
  private final TopicSplitSerializer serializer = new TopicSplitSerializer();

  @Test
  void shouldComeBackWithItsTopic() throws IOException {
    Uuid topic = Uuid.randomUuid();
    KafkaPartitionSplit back = again(new TopicSplit(PARTITION, 17, topic));
    assertThat(back).isEqualTo(new KafkaPartitionSplit(PARTITION, 17));
    assertThat(TopicSplit.topicOf(back)).isEqualTo(topic);
  }

  @Test
  void shouldComeBackWithoutOne() throws IOException {
    for (long offset : new long[] {0, 5, KafkaPartitionSplit.EARLIEST_OFFSET}) {
      KafkaPartitionSplit back = again(new KafkaPartitionSplit(PARTITION, offset));
      assertThat(back).isEqualTo(new KafkaPartitionSplit(PARTITION, offset));
      assertThat(TopicSplit.topicOf(back)).isNull();
    }
  }

  /** What jobs kept before topics had ids. */
  @Test
  void shouldReadWhatTheConnectorWrote() throws IOException {
    KafkaPartitionSplitSerializer plain = new KafkaPartitionSplitSerializer();
    KafkaPartitionSplit kept = new KafkaPartitionSplit(PARTITION, 4);
    KafkaPartitionSplit back = serializer.deserialize(plain.getVersion(), plain.serialize(kept));
    assertThat(back).isEqualTo(kept);
    assertThat(TopicSplit.topicOf(back)).isNull();
  }

  private KafkaPartitionSplit again(KafkaPartitionSplit split) throws IOException {
    return serializer.deserialize(serializer.getVersion(), serializer.serialize(split));
  }
}
