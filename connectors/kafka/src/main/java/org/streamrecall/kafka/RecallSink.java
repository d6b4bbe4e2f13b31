package org.streamrecall.kafka;

import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The one sink of a recall: answers and dead letters of a checkpoint are committed together. */
final class RecallSink {
  private RecallSink() {}

  /** Answers that somebody waits for leave at once. */
  static Sink<Outgoing> of(KafkaSettings settings) {
    return of(settings, "1", "16384");
  }

  /** A stream of answers leaves in batches: a broker's work is by request. */
  static Sink<Outgoing> batched(KafkaSettings settings) {
    return of(settings, "20", "131072");
  }

  private static Sink<Outgoing> of(KafkaSettings settings, String linger, String batch) {
    KafkaSinkBuilder<Outgoing> builder =
        KafkaSink.<Outgoing>builder()
            .setBootstrapServers(settings.bootstrapServers())
            .setDeliveryGuarantee(settings.delivery().guarantee())
            .setRecordSerializer(
                new OutgoingSerializer(settings.badRecords(), settings.topics().deadLetters()))
            .setProperty(ProducerConfig.LINGER_MS_CONFIG, linger)
            .setProperty(ProducerConfig.BATCH_SIZE_CONFIG, batch)
            .setProperty(
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                Integer.toString(settings.delivery().maxRequestSize()))
            .setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    if (settings.delivery().guarantee() == DeliveryGuarantee.EXACTLY_ONCE) {
      builder
          .setTransactionalIdPrefix(settings.delivery().transactionPrefix())
          .setProperty(
              ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
              Long.toString(settings.delivery().transactionTimeout().toMillis()));
    }
    return new WatchedSink(builder.build(), settings.bootstrapServers(), settings.delivery());
  }
}
