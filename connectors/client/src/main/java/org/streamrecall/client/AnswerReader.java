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
import org.streamrecall.model.Prediction;

/** Reads every prediction written from now on, uncommitted ones too, on a thread of its own. */
final class AnswerReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AnswerReader.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Consumer<Prediction> sink;
  private final Consumer<RuntimeException> failed;
  private final Thread thread;

  /**
   * @param failed told what ended the reading, after which no answer will be seen
   */
  AnswerReader(
      String bootstrapServers,
      String topic,
      Consumer<Prediction> sink,
      Consumer<RuntimeException> failed) {
    this.sink = sink;
    this.failed = failed;
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_uncommitted",
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                100),
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
      // seekToEnd is lazy: an answer written before the first poll would be missed.
      partitions.forEach(partition -> consumer.position(partition, PATIENCE));
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
    thread = new Thread(this::read, "recall-answers");
    thread.setDaemon(true);
    thread.start();
  }

  private void read() {
    try (consumer) {
      while (true) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
          accept(record);
        }
      }
    } catch (WakeupException e) {
      LOG.debug("closed");
    } catch (RuntimeException e) {
      failed.accept(e);
    }
  }

  /** Others may write to the topic too: what is no prediction cannot be an answer of ours. */
  private void accept(ConsumerRecord<byte[], byte[]> record) {
    try {
      sink.accept(PredictionJson.read(record.value()));
    } catch (IllegalArgumentException e) {
      LOG.warn(
          "{}-{} offset {} is not a prediction: {}",
          record.topic(),
          record.partition(),
          record.offset(),
          e.getMessage());
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
