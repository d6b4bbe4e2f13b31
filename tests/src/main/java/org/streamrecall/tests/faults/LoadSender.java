package org.streamrecall.tests.faults;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends a load at a steady rate on a thread of its own. It outlives the broker: idempotent and
 * patient, it leaves the same records at the same offsets, however often the broker dies.
 *
 * <p>What ends the load is held back until it is asked for: a job that is restored after a
 * partition's last record hears nothing of that partition, and waits until it counts as idle.
 */
final class LoadSender implements AutoCloseable {
  private static final int PATIENCE = (int) Duration.ofMinutes(10).toMillis();

  private final Load load;
  private final Predicate<String> refused;
  private final long nanosEach;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Thread thread;
  private final CountDownLatch ending = new CountDownLatch(1);
  private volatile int sent;
  private volatile Exception failure;

  /**
   * @param perSecond records; 0 for as fast as it goes
   * @param refused whether the dead letter of a model is committed
   */
  LoadSender(String servers, Load load, double perSecond, Predicate<String> refused) {
    this.load = load;
    this.refused = refused;
    this.nanosEach = perSecond == 0 ? 0 : (long) (1e9 / perSecond);
    producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                servers,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                PATIENCE,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                PATIENCE,
                ProducerConfig.LINGER_MS_CONFIG,
                5),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    thread = new Thread(this::send, "send the load");
    thread.setDaemon(true);
    thread.start();
  }

  private void send() {
    try {
      long due = System.nanoTime();
      int gate = 0;
      for (int i = 0; i < load.records().size(); i++) {
        if (gate < load.gates().size() && load.gates().get(gate).place() == i) {
          awaitRefused(load.gates().get(gate++).refused());
        }
        if (i == load.end()) {
          ending.await();
        }
        // After a halt it goes on at its rate, rather than to make up for it in one burst.
        due = Math.max(due + nanosEach, System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(50));
        LockSupport.parkNanos(due - System.nanoTime());
        producer.send(
            load.records().get(i),
            (metadata, e) -> {
              if (e != null) {
                failure = e;
              }
            });
        sent = i + 1;
      }
      producer.flush();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  private void awaitRefused(String model) throws InterruptedException {
    while (!refused.test(model)) {
      Thread.sleep(20);
    }
  }

  /**
   * Waits until so many records have been handed to the producer.
   *
   * @throws IllegalStateException if one could not be sent
   */
  void awaitSent(int records) throws InterruptedException {
    while (sent < records && failure == null && thread.isAlive()) {
      Thread.sleep(10);
    }
    if (failure != null) {
      throw new IllegalStateException("the load could not be sent: " + failure, failure);
    }
  }

  /** Sends the end too, and waits until all of it is acknowledged. */
  void awaitEnd() throws InterruptedException {
    ending.countDown();
    awaitSent(load.records().size());
    thread.join();
    awaitSent(load.records().size());
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close(Duration.ZERO);
  }
}
