package org.streamrecall.kafka;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.kafka.common.Uuid;

/**
 * The bytes of a partition in a checkpoint: 16 of its topic's id (zeros if that is not known), then
 * the connector's own. Reads what the connector wrote before, without an id.
 */
final class TopicSplitSerializer implements SimpleVersionedSerializer<KafkaPartitionSplit> {
  /** Far above the connector's own versions, which may rise; its newest is added. */
  private static final int WITH_ID = 1 << 16;

  private static final int ID_BYTES = 16;

  private final KafkaPartitionSplitSerializer plain = new KafkaPartitionSplitSerializer();

  @Override
  public int getVersion() {
    return WITH_ID + plain.getVersion();
  }

  @Override
  public byte[] serialize(KafkaPartitionSplit split) throws IOException {
    Uuid topic = TopicSplit.topicOf(split);
    Uuid written = topic == null ? Uuid.ZERO_UUID : topic;
    byte[] rest = plain.serialize(split);
    return ByteBuffer.allocate(ID_BYTES + rest.length)
        .putLong(written.getMostSignificantBits())
        .putLong(written.getLeastSignificantBits())
        .put(rest)
        .array();
  }

  @Override
  public KafkaPartitionSplit deserialize(int version, byte[] serialized) throws IOException {
    if (version < WITH_ID) {
      return plain.deserialize(version, serialized);
    }
    ByteBuffer bytes = ByteBuffer.wrap(serialized);
    Uuid topic = new Uuid(bytes.getLong(), bytes.getLong());
    byte[] rest = new byte[bytes.remaining()];
    bytes.get(rest);
    KafkaPartitionSplit split = plain.deserialize(version - WITH_ID, rest);
    return Uuid.ZERO_UUID.equals(topic)
        ? split
        : new TopicSplit(split.getTopicPartition(), split.getStartingOffset(), topic);
  }
}
