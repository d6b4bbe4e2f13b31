package org.streamrecall.kafka;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a reader's consumer has come to, beyond its last record. The markers of transactions, what
 * was taken back and what was compacted stand there, and are no records: the connector keeps the
 * offset after the last record, and once Kafka has deleted the rest, that would look like a gap.
 */
final class Positions implements AutoCloseable {
  /** The consumer's property that names whose positions it tells. */
  private static final String READER = "streamrecall.reader";

  private static final Map<String, Positions> OPEN = new ConcurrentHashMap<>();

  private final String reader = UUID.randomUUID().toString();
  private final Map<TopicPartition, Position> positions = new ConcurrentHashMap<>();

  /**
   * @param after the last record's offset and one
   * @param next what is read next
   */
  private record Position(long after, long next) {}

  Positions() {
    OPEN.put(reader, this);
  }

  /** What the consumer is to be told, to tell its positions. */
  Map<String, String> properties() {
    return Map.of("interceptor.classes", Told.class.getName(), READER, reader);
  }

  /** A partition is read from here on. */
  void begin(TopicPartition partition, long offset) {
    positions.put(partition, new Position(offset, offset));
  }

  /**
   * @param offset after the last record that was passed on
   * @return the same, or if nothing but what is no record follows it, what is read next
   */
  long beyond(TopicPartition partition, long offset) {
    Position position = positions.get(partition);
    return position != null && position.after == offset ? position.next : offset;
  }

  private void read(ConsumerRecords<?, ?> polled) {
    polled.nextOffsets().forEach((partition, next) -> read(polled, partition, next.offset()));
  }

  private void read(ConsumerRecords<?, ?> polled, TopicPartition partition, long next) {
    List<? extends ConsumerRecord<?, ?>> records = polled.records(partition);
    if (records.isEmpty()) {
      positions.computeIfPresent(partition, (key, last) -> new Position(last.after, next));
    } else {
      positions.put(partition, new Position(records.get(records.size() - 1).offset() + 1, next));
    }
  }

  @Override
  public void close() {
    OPEN.remove(reader);
  }

  /** Made by the consumer, by its name. */
  public static final class Told implements ConsumerInterceptor<Object, Object> {
    private Positions told; // null once its reader has closed

    @Override
    public void configure(Map<String, ?> properties) {
      told = OPEN.get(String.valueOf(properties.get(READER)));
    }

    @Override
    public ConsumerRecords<Object, Object> onConsume(ConsumerRecords<Object, Object> polled) {
      if (told != null) {
        told.read(polled);
      }
      return polled;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
      // Only what is read counts.
    }

    @Override
    public void close() {
      told = null;
    }
  }
}
