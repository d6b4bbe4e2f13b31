package org.streamrecall.kafka;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A record as it came from Kafka, to go back with its answer. Nobody writes into the arrays.
 *
 * @param key the record's, or null
 * @param value the record's, or null
 * @param timestamp the record's, in milliseconds since the epoch, or -1
 * @param headerNames in their order
 * @param headerValues of the same
 */
public record KafkaEvent(
    byte[] key,
    byte[] value,
    String topic,
    int partition,
    long offset,
    long timestamp,
    String[] headerNames,
    byte[][] headerValues) {
  static KafkaEvent of(ConsumerRecord<byte[], byte[]> record) {
    List<String> names = new ArrayList<>();
    List<byte[]> values = new ArrayList<>();
    for (Header header : record.headers()) {
      names.add(header.key());
      values.add(header.value());
    }
    return new KafkaEvent(
        record.key(),
        record.value(),
        record.topic(),
        record.partition(),
        record.offset(),
        record.timestamp(),
        names.toArray(new String[0]),
        values.toArray(new byte[0][]));
  }

  /**
   * What a person finds it by again, at most 32 bytes: topic-partition-offset, or without topic.
   */
  public String ref() {
    String place = partition + "-" + offset;
    String whole = topic + "-" + place;
    return whole.length() <= 32 ? whole : place; // topics' names are ASCII
  }
}
