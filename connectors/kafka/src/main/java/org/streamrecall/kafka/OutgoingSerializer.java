package org.streamrecall.kafka;

import java.time.Duration;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Gives a record to the producer, with its event time as its timestamp where Kafka keeps it. The
 * one place that all dead letters pass: here they are counted, dropped, or fail the job.
 */
final class OutgoingSerializer implements KafkaRecordSerializationSchema<Outgoing> {
  /**
   * Kafka refuses a timestamp an hour ahead of its clock, which would fail the job, and deletes by
   * timestamp, so that an answer about last month would be gone in minutes. Outside these bounds
   * the producer's clock stamps the record; the event time stands in the JSON in any case.
   */
  private static final long MOST_AHEAD = Duration.ofMinutes(30).toMillis();

  private static final long MOST_BEHIND = Duration.ofDays(1).toMillis();

  private final BadRecords badRecords;
  private final String deadLetterTopic;
  private transient Counter deadLetters;
  private transient Counter dropped;

  OutgoingSerializer(BadRecords badRecords, String deadLetterTopic) {
    this.badRecords = badRecords;
    this.deadLetterTopic = deadLetterTopic;
  }

  @Override
  public void open(
      SerializationSchema.InitializationContext context, KafkaSinkContext sinkContext) {
    MetricGroup group = context.getMetricGroup().addGroup("recall");
    deadLetters = group.counter("deadLetters");
    dropped = group.counter("dropped");
  }

  /**
   * @return null for what is dropped
   */
  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      Outgoing outgoing, KafkaSinkContext context, Long timestamp) {
    if (outgoing.topic().equals(deadLetterTopic) && !isWritten(outgoing)) {
      return null;
    }
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

  private boolean isWritten(Outgoing letter) {
    if (badRecords == BadRecords.DROP) {
      dropped.inc();
      return false;
    }
    if (badRecords == BadRecords.FAIL && DeadLetter.isFatal(letter)) {
      throw new SuppressRestartsException(new IllegalStateException(DeadLetter.failure(letter)));
    }
    deadLetters.inc();
    return true;
  }

  static Long timestamp(long time, long now) {
    return time >= now - MOST_BEHIND && time <= now + MOST_AHEAD ? time : null;
  }
}
