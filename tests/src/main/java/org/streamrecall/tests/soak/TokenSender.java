package org.streamrecall.tests.soak;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.streamrecall.client.json.TokenJson;
import org.streamrecall.model.Token;

/** Sends tokens at a steady rate, on a thread of its own. */
final class TokenSender implements AutoCloseable {
  private final String topic;
  private final long count;
  private final double perSecond;
  private final SoakStream stream;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Thread thread;
  private volatile Exception failure;
  private volatile boolean closed;

  TokenSender(String servers, String topic, long count, double perSecond, SoakStream stream) {
    this.topic = topic;
    this.count = count;
    this.perSecond = perSecond;
    this.stream = stream;
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", servers,
                "linger.ms", "20",
                "batch.size", "131072",
                "compression.type", "lz4"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    thread = new Thread(this::send, "send tokens");
    thread.setDaemon(true);
    thread.start();
  }

  private void send() {
    Pace pace = new Pace(perSecond);
    for (long i = 0; i < count && failure == null && !closed; i++) {
      pace.await();
      Token token = stream.token(System.currentTimeMillis());
      producer.send(
          new ProducerRecord<>(
              topic, token.context().getBytes(StandardCharsets.UTF_8), TokenJson.write(token)),
          (metadata, e) -> {
            if (e != null) {
              failure = e;
            }
          });
    }
    producer.flush();
  }

  /**
   * @throws IllegalStateException if one could not be sent
   */
  void requireSound() {
    if (failure != null) {
      throw new IllegalStateException("a token could not be sent: " + failure, failure);
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close();
  }
}
