package org.streamrecall.kafka;

import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The one sink of a recall: answers and dead letters of a checkpoint are committed together. */
final class RecallSink {
  private RecallSink() {}

  static KafkaSink<Outgoing> of(KafkaSettings settings) {
    KafkaSinkBuilder<Outgoing> builder =
        KafkaSink.<Outgoing>builder()
            .setBootstrapServers(settings.bootstrapServers())
            .setDeliveryGuarantee(settings.guarantee())
            .setRecordSerializer(new OutgoingSerializer())
            .setProperty(ProducerConfig.LINGER_MS_CONFIG, "1")
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
