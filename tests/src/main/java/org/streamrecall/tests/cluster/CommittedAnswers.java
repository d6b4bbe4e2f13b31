package org.streamrecall.tests.cluster;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.streamrecall.client.json.PredictionJson;
import org.streamrecall.tests.CommittedTopic;

/** What a reader of committed records sees of a topic, from its beginning. */
final class CommittedAnswers implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<String, String> consumer;
  private final Map<String, List<String>> byId = new HashMap<>();

  CommittedAnswers(String bootstrapServers, String topic) {
    consumer =
        CommittedTopic.read(
            bootstrapServers, topic, new StringDeserializer(), new StringDeserializer());
  }

  /** Reads on until so many different queries are answered, and a little longer. */
  void await(int queries, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (byId.size() < queries && System.nanoTime() < deadline) {
      poll();
    }
    poll();
  }

  private void poll() {
    for (ConsumerRecord<String, String> record : consumer.poll(POLL)) {
      String id = PredictionJson.read(record.value().getBytes(StandardCharsets.UTF_8)).id();
      byId.computeIfAbsent(id, absent -> new ArrayList<>()).add(record.value());
    }
  }

  int size() {
    return byId.size();
  }

  /** All that was committed under the id of each query. */
  Map<String, List<String>> byId() {
    return byId;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
