package org.streamrecall.deploy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.streamrecall.client.KafkaAccess;
import org.streamrecall.client.TopicsSeen;

/** Reads topics from their oldest records to where they end at that moment. */
final class TopicSurvey implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final KafkaAccess access;
  private final Admin admin;

  TopicSurvey(KafkaAccess access) {
    this.access = access;
    this.admin = Admin.create(access.admin(Map.of()));
  }

  /** Which of them exist, and what may be done there. */
  TopicsSeen seen(List<String> topics) {
    return TopicsSeen.of(admin, topics);
  }

  /** What a topic holds of a kind of records; how long, if its settings may be read. */
  RemainingRecords remaining(String topic, Predicate<ConsumerRecord<byte[], byte[]>> kind) {
    Found all = read(topic, "read_uncommitted", kind);
    Found committed = read(topic, "read_committed", kind);
    Config config = settings(topic);
    return new RemainingRecords(
        topic,
        all.records,
        Math.max(0, all.records - committed.records),
        all.records == 0 ? null : Instant.ofEpochMilli(all.oldest),
        all.records == 0 ? null : Instant.ofEpochMilli(all.newest),
        config == null ? null : config.get("cleanup.policy").value(),
        config == null ? 0 : Long.parseLong(config.get("retention.ms").value()));
  }

  /** Null if they may not be read. */
  private Config settings(String topic) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try {
      return get("read the settings of " + topic, admin.describeConfigs(List.of(resource)).all())
          .get(resource);
    } catch (CommandFailure e) {
      if (FirstCause.of(e) instanceof AuthorizationException) {
        return null;
      }
      throw e;
    }
  }

  private static final class Found {
    long records;
    long oldest = Long.MAX_VALUE;
    long newest = Long.MIN_VALUE;

    void add(ConsumerRecord<byte[], byte[]> record) {
      records++;
      oldest = Math.min(oldest, record.timestamp());
      newest = Math.max(newest, record.timestamp());
    }
  }

  private Found read(
      String topic, String isolation, Predicate<ConsumerRecord<byte[], byte[]>> kind) {
    Found found = new Found();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(isolation)) {
      List<TopicPartition> left = new ArrayList<>();
      consumer
          .partitionsFor(topic)
          .forEach(info -> left.add(new TopicPartition(topic, info.partition())));
      consumer.assign(left);
      consumer.seekToBeginning(left);
      Map<TopicPartition, Long> ends = consumer.endOffsets(left);
      long last = System.nanoTime();
      while (!left.isEmpty()) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          TopicPartition partition = new TopicPartition(topic, record.partition());
          if (record.offset() < ends.get(partition) && kind.test(record)) {
            found.add(record);
          }
          last = System.nanoTime();
        }
        if (left.removeIf(partition -> consumer.position(partition) >= ends.get(partition))) {
          last = System.nanoTime();
          consumer.assign(left);
        }
        if (System.nanoTime() - last > PATIENCE.toNanos()) {
          throw new CommandFailure(
              "the topic "
                  + topic
                  + " could not be read to its end: nothing came for "
                  + PATIENCE.toSeconds()
                  + " s; see whether its brokers are there, and try again");
        }
      }
    }
    return found;
  }

  private KafkaConsumer<byte[], byte[]> consumer(String isolation) {
    return new KafkaConsumer<>(
        access.consumer(
            Map.of(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                isolation,
                // What was deleted meanwhile is passed over.
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest")),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private static <T> T get(String what, KafkaFuture<T> future) {
    try {
      return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
      throw new CommandFailure("Kafka would not " + what + ": " + cause + "; ask its operator", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("interrupted while waiting for Kafka", e);
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(5));
  }
}
