package org.streamrecall.kafka;

import java.util.HashMap;
import java.util.Map;
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
    KafkaDelivery delivery = settings.delivery();
    Map<String, String> own = new HashMap<>();
    own.put(ProducerConfig.LINGER_MS_CONFIG, linger);
    own.put(ProducerConfig.BATCH_SIZE_CONFIG, batch);
    own.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    own.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(delivery.maxRequestSize()));
    KafkaSinkBuilder<Outgoing> builder =
        KafkaSink.<Outgoing>builder()
            .setDeliveryGuarantee(delivery.guarantee())
            .setRecordSerializer(
                new OutgoingSerializer(settings.badRecords(), settings.topics().deadLetters()));
    if (delivery.guarantee() == DeliveryGuarantee.EXACTLY_ONCE) {
      builder.setTransactionalIdPrefix(delivery.transactionPrefix());
      String timeout = Long.toString(delivery.transactionTimeout().toMillis());
      own.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, timeout);
    }
    builder.setKafkaProducerConfig(settings.access().sink(own));
    return new WatchedSink(builder.build(), settings.access(), delivery);
  }
}
