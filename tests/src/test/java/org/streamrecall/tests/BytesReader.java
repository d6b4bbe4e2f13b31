package org.streamrecall.tests;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** All that a topic holds for a reader of committed records, keys as they are. */
final class BytesReader implements AutoCloseable {
  private static final Duration QUIET = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final KafkaConsumer<byte[], byte[]> consumer;

  BytesReader(String bootstrapServers, String topic) {
    consumer =
        CommittedTopic.read(
            bootstrapServers, topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Until so many of a kind have come, and then nothing more for a while. */
  List<ConsumerRecord<byte[], byte[]>> until(
      Predicate<ConsumerRecord<byte[], byte[]>> kind, int count) {
    List<ConsumerRecord<byte[], byte[]>> seen = new ArrayList<>();
    long last = System.nanoTime();
    int found = 0;
    while (found < count || System.nanoTime() - last < QUIET.toNanos()) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
        seen.add(record);
        found += kind.test(record) ? 1 : 0;
        last = System.nanoTime();
      }
      if (System.nanoTime() - last > PATIENCE.toNanos()) {
        throw new AssertionError("only " + found + " of " + count + " came, and nothing more");
      }
    }
    return seen;
  }

  /** Until nothing more comes for a while. */
  List<ConsumerRecord<byte[], byte[]>> all() {
    return until(any -> true, 0);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
