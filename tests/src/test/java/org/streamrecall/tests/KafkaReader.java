package org.streamrecall.tests;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Collects what a reader of committed records sees on one topic, from its beginning. */
final class KafkaReader implements AutoCloseable {
  private final KafkaConsumer<String, byte[]> consumer;
  private final List<ConsumerRecord<String, byte[]>> seen = new ArrayList<>();

  KafkaReader(String bootstrapServers, String topic) {
    consumer =
        CommittedTopic.read(
            bootstrapServers, topic, new StringDeserializer(), new ByteArrayDeserializer());
  }

  /** Reads on until enough was seen; a little longer, to see what should not come. */
  List<ConsumerRecord<String, byte[]>> await(
      Predicate<List<ConsumerRecord<String, byte[]>>> enough) {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!enough.test(seen)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("after 60 s only " + seen.size() + " records were seen: " + seen);
      }
      poll(Duration.ofMillis(100));
    }
    poll(Duration.ofMillis(300));
    return seen;
  }

  List<ConsumerRecord<String, byte[]>> await(int records) {
    return await(all -> all.size() >= records);
  }

  private void poll(Duration patience) {
    consumer.poll(patience).forEach(seen::add);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
