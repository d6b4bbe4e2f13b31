package org.streamrecall.deploy.demo;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.streamrecall.client.KafkaAccess;

/** Reads a whole topic, from its first record on, in a thread of its own until closed. */
final class TopicReader implements AutoCloseable {
  /** How a record is seen: as soon as it is there, or once its transaction is committed. */
  enum Isolation {
    READ_UNCOMMITTED,
    READ_COMMITTED
  }

  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Consumer<ConsumerRecord<byte[], byte[]>> sink;
  private final Thread thread;
  private volatile boolean open = true;
  private volatile Map<TopicPartition, Long> read = Map.of();
  private volatile RuntimeException failure;

  TopicReader(
      KafkaAccess access,
      String topic,
      Isolation isolation,
      Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    this.sink = sink;
    this.consumer =
        new KafkaConsumer<>(
            access.consumer(
                Map.of(
                    ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                    isolation.name().toLowerCase(java.util.Locale.ROOT),
                    ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                    "earliest",
                    ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                    false)),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    try {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
    this.thread = new Thread(this::read, "demo-reader-" + topic + "-" + isolation);
    thread.setDaemon(true);
    thread.start();
  }

  private void read() {
    try (consumer) {
      while (open) {
        consumer.poll(POLL).forEach(sink);
        read =
            consumer.assignment().stream()
                .collect(Collectors.toMap(Function.identity(), consumer::position));
      }
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  /**
   * Whether everything before these offsets has gone to the sink. A reader of committed records
   * gets past an offset only once no transaction before it is open.
   */
  boolean hasRead(Map<TopicPartition, Long> ends) {
    Map<TopicPartition, Long> now = read;
    return ends.entrySet().stream()
        .allMatch(end -> now.getOrDefault(end.getKey(), 0L) >= end.getValue());
  }

  /** Throws what stopped the reader, if anything did. */
  void check() {
    if (failure != null) {
      throw new IllegalStateException("reading answers failed: " + failure.getMessage(), failure);
    }
  }

  @Override
  public void close() {
    open = false;
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
