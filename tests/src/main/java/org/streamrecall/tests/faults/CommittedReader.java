package org.streamrecall.tests.faults;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.streamrecall.tests.CommittedTopic;

/**
 * Reads what is committed to topics, from its beginning, on a thread of its own; while there is no
 * broker it waits for one.
 */
final class CommittedReader implements AutoCloseable {
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Function<ConsumerRecord<byte[], byte[]>, String> identity;
  private final Function<ConsumerRecord<byte[], byte[]>, byte[]> content;
  private final Map<String, byte[]> first = new HashMap<>();
  private final Thread thread;
  private long repeated;
  private RuntimeException failure;

  /**
   * @param topics that are read; none: there is nothing to see
   * @param identity by which a record is known when it comes again
   * @param content of a record, that is compared
   */
  CommittedReader(
      String servers,
      List<String> topics,
      Function<ConsumerRecord<byte[], byte[]>, String> identity,
      Function<ConsumerRecord<byte[], byte[]>, byte[]> content) {
    this.identity = identity;
    this.content = content;
    consumer =
        CommittedTopic.read(
            servers, topics, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    thread = new Thread(this::read, "read " + topics);
    thread.setDaemon(true);
    thread.start();
  }

  private void read() {
    try (consumer) {
      while (!consumer.assignment().isEmpty()) {
        consumer.poll(Duration.ofMillis(200)).forEach(this::see);
      }
    } catch (WakeupException e) {
      return; // closed
    } catch (RuntimeException e) {
      synchronized (this) {
        failure = e;
      }
    }
  }

  private synchronized void see(ConsumerRecord<byte[], byte[]> record) {
    if (first.putIfAbsent(identity.apply(record), content.apply(record)) != null) {
      repeated++;
    }
  }

  /** Different ones so far. */
  synchronized int count() {
    requireReading();
    return first.size();
  }

  private void requireReading() {
    if (failure != null) {
      throw new IllegalStateException("reading what is committed failed: " + failure, failure);
    }
  }

  synchronized boolean has(String one) {
    requireReading();
    return first.containsKey(one);
  }

  synchronized Committed seen() {
    return new Committed(Map.copyOf(first), repeated);
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
