package org.streamrecall.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what is written to a topic from now on, uncommitted too, on a thread of its own. */
final class TopicTail implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicTail.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Consumer<ConsumerRecord<byte[], byte[]>> sink;
  private final Consumer<Throwable> failed;
  private final Thread thread;

  /**
   * @param name of the thread
   * @param sink takes in each record, and throws nothing for what is wrong with one alone
   * @param failed told what ended the reading, after which nothing more will be seen
   */
  TopicTail(
      KafkaAccess access,
      String topic,
      String name,
      Consumer<ConsumerRecord<byte[], byte[]>> sink,
      Consumer<Throwable> failed) {
    this.sink = sink;
    this.failed = failed;
    this.consumer =
        new KafkaConsumer<>(
            access.consumer(
                Map.of(
                    ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                    "read_uncommitted",
                    ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                    100)),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    try {
      List<PartitionInfo> found = consumer.partitionsFor(topic, PATIENCE);
      List<TopicPartition> partitions =
          found.stream().map(p -> new TopicPartition(p.topic(), p.partition())).toList();
      if (partitions.isEmpty()) {
        throw new IllegalStateException(
            "the topic " + topic + " does not exist; start the job first, it creates its topics");
      }
      consumer.assign(partitions);
      consumer.seekToEnd(partitions);
      // seekToEnd is lazy: what is written before the first poll would be missed.
      partitions.forEach(partition -> consumer.position(partition, PATIENCE));
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
    thread = new Thread(this::read, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void read() {
    try (consumer) {
      while (true) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
          sink.accept(record);
        }
      }
    } catch (WakeupException e) {
      LOG.debug("closed");
    } catch (RuntimeException e) {
      failed.accept(e);
    } catch (Error e) { // this thread ends, and those who wait must not wait for ever
      failed.accept(e);
      throw e;
    }
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      thread.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
