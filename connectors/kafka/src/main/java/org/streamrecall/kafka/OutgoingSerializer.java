package org.streamrecall.kafka;

import java.time.Duration;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Gives a record to the producer, with its event time as its timestamp where Kafka keeps it. */
final class OutgoingSerializer implements KafkaRecordSerializationSchema<Outgoing> {
  /**
   * Kafka refuses a timestamp an hour ahead of its clock, which would fail the job, and deletes by
   * timestamp, so that an answer about last month would be gone in minutes. Outside these bounds
   * the producer's clock stamps the record; the event time stands in the JSON in any case.
   */
  private static final long MOST_AHEAD = Duration.ofMinutes(30).toMillis();

  private static final long MOST_BEHIND = Duration.ofDays(1).toMillis();

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      Outgoing outgoing, KafkaSinkContext context, Long timestamp) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            outgoing.topic(),
            null,
            timestamp(outgoing.time(), System.currentTimeMillis()),
            outgoing.key(),
            outgoing.value());
    for (int i = 0; i < outgoing.headerNames().length; i++) {
      record.headers().add(outgoing.headerNames()[i], outgoing.headerValues()[i]);
    }
    return record;
  }

  static Long timestamp(long time, long now) {
    return time >= now - MOST_BEHIND && time <= now + MOST_AHEAD ? time : null;
  }
}
