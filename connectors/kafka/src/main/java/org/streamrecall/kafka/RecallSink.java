package org.streamrecall.kafka;

import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The one sink of a recall: answers and dead letters of a checkpoint are committed together. */
final class RecallSink {
  private RecallSink() {}

  /** Answers that somebody waits for leave at once. */
  static KafkaSink<Outgoing> of(KafkaSettings settings) {
    return of(settings, "1", "16384");
  }

  /** A stream of answers leaves in batches: a broker's work is by request. */
  static KafkaSink<Outgoing> batched(KafkaSettings settings) {
    return of(settings, "20", "131072");
  }

  private static KafkaSink<Outgoing> of(KafkaSettings settings, String linger, String batch) {
    KafkaSinkBuilder<Outgoing> builder =
        KafkaSink.<Outgoing>builder()
            .setBootstrapServers(settings.bootstrapServers())
            .setDeliveryGuarantee(settings.guarantee())
            .setRecordSerializer(new OutgoingSerializer())
            .setProperty(ProducerConfig.LINGER_MS_CONFIG, linger)
            .setProperty(ProducerConfig.BATCH_SIZE_CONFIG, batch)
            .setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    if (settings.guarantee() == DeliveryGuarantee.EXACTLY_ONCE) {
      builder
          .setTransactionalIdPrefix(settings.transactionPrefix())
          .setProperty(
              ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
              Long.toString(settings.transactionTimeout().toMillis()));
    }
    return builder.build();
  }
}
