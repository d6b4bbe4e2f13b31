package org.streamrecall.deploy.demo;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.streamrecall.client.KafkaAccess;
import org.streamrecall.client.Topics;

/** Sends tokens and queries, keyed by context; a failed send is reported by the next call. */
final class Sender implements AutoCloseable {
  private final Topics topics;
  private final KafkaProducer<String, byte[]> producer;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  Sender(KafkaAccess access, Topics topics) {
    this.topics = topics;
    this.producer =
        new KafkaProducer<>(
            access.producer(
                Map.of(ProducerConfig.ACKS_CONFIG, "all", ProducerConfig.LINGER_MS_CONFIG, 0)),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  void tell(String context, byte[] json) {
    send(topics.tokens(), context, json);
  }

  void ask(String context, byte[] json) {
    send(topics.queries(), context, json);
  }

  private void send(String topic, String context, byte[] json) {
    check();
    producer.send(
        new ProducerRecord<>(topic, context, json),
        (metadata, e) -> {
          if (e != null) {
            failure.compareAndSet(null, e);
          }
        });
  }

  /** Returns once the broker has all that was sent. */
  void flush() {
    producer.flush();
    check();
  }

  private void check() {
    Exception e = failure.get();
    if (e != null) {
      throw new IllegalStateException("sending to Kafka failed: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
