package org.streamrecall.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.streamrecall.client.KafkaAccess;
import org.streamrecall.client.KafkaRight;

/**
 * A job's name, held by the process that answers under it: a member of the consumer group {@code
 * NAME.owner}, which reads nothing. Kafka forgets one that was killed after six seconds.
 */
public final class NameHeld implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NameHeld.class);
  private static final String GROUP = ".owner";
  private static final Duration SESSION = Duration.ofSeconds(6);
  private static final Duration BETWEEN_POLLS = Duration.ofSeconds(1);

  private final KafkaAccess access;
  private final KafkaConsumer<byte[], byte[]> member;
  private final String group;
  private final Thread thread;

  private NameHeld(KafkaAccess access, KafkaConsumer<byte[], byte[]> member, String name) {
    this.access = access;
    this.member = member;
    group = name + GROUP;
    thread = new Thread(this::stay, "hold the name " + name);
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Takes a job's name, once whoever held it is gone.
   *
   * @param broker that is asked who holds it
   * @throws IllegalStateException if somebody still holds it after ten seconds
   */
  public static NameHeld take(KafkaSettings settings, Broker broker) throws InterruptedException {
    String name = settings.delivery().transactionPrefix();
    long deadline = System.nanoTime() + SESSION.plusSeconds(4).toNanos();
    while (broker.isInhabited(name + GROUP)) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "a job \"%s\" is running, and its transactions would be taken from it; end it, or give this one a --name of its own"
                .formatted(name));
      }
      Thread.sleep(200);
    }
    KafkaConsumer<byte[], byte[]> member =
        new KafkaConsumer<>(
            configuration(settings.access(), name + GROUP),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    member.subscribe(List.of(settings.topics().models()), new Reading(member));
    return new NameHeld(settings.access(), member, name);
  }

  private static Properties configuration(KafkaAccess access, String group) {
    Properties properties =
        access.consumer(
            Map.of(
                ConsumerConfig.GROUP_ID_CONFIG,
                group,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false));
    // Whatever the job's own: whoever takes the name next waits for so long.
    String session = Long.toString(SESSION.toMillis());
    String beat = Long.toString(SESSION.toMillis() / 3);
    properties.setProperty(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, session);
    properties.setProperty(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, beat);
    return properties;
  }

  private void stay() {
    try {
      while (true) {
        member.poll(BETWEEN_POLLS);
      }
    } catch (WakeupException e) {
      return; // let go
    } catch (GroupAuthorizationException e) {
      LOG.warn(
          "The job's name is not held, and another of its name is only refused while this one has"
              + " transactions open: {}",
          KafkaRight.refusal(access, List.of(KafkaRight.group(group))));
    } catch (KafkaException e) {
      LOG.warn("The job's name is not held any more: another of its name would not be refused", e);
    } finally {
      member.close();
    }
  }

  @Override
  public void close() {
    member.wakeup();
    try {
      thread.join(SESSION.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** None: it is a member, and no more. */
  private record Reading(KafkaConsumer<?, ?> member) implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      member.pause(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}
  }
}
