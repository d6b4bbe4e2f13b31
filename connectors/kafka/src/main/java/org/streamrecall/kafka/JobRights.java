package org.streamrecall.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InvalidTxnTimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.streamrecall.client.KafkaAccess;
import org.streamrecall.client.KafkaRight;
import org.streamrecall.client.TopicsSeen;

/**
 * What a job cannot do without: to read its sources, to commit how far, and to write to its sinks.
 * Without a look at its start a job would be refused after every restart.
 */
record JobRights(KafkaSettings settings, Set<String> read, Set<String> written) {
  private static final Duration PATIENCE = Duration.ofSeconds(9);

  /**
   * @throws IllegalStateException naming all that is missing, and how it is granted
   */
  void require(Admin admin) {
    KafkaAccess sources = settings.access().ofSources();
    KafkaAccess sinks = settings.access().ofSinks();
    List<KafkaRight> ofSources = ask(admin, sources, this::ofSources);
    List<KafkaRight> ofSinks = ask(admin, sinks, this::ofSinks);
    if (sources.equals(sinks)) {
      ofSources.addAll(ofSinks);
      ofSinks.clear();
    }
    List<String> refusals = new ArrayList<>();
    if (!ofSources.isEmpty()) {
      refusals.add(KafkaRight.refusal(sources, ofSources));
    }
    if (!ofSinks.isEmpty()) {
      refusals.add(KafkaRight.refusal(sinks, ofSinks));
    }
    if (!refusals.isEmpty()) {
      throw new IllegalStateException(String.join("; ", refusals));
    }
  }

  private interface Question {
    List<KafkaRight> missing(Admin admin);
  }

  /** By the admin client that there is, unless this side has properties of its own. */
  private List<KafkaRight> ask(Admin admin, KafkaAccess side, Question question) {
    if (side.equals(settings.access())) {
      return question.missing(admin);
    }
    try (Admin own = side.connect("--bootstrap-servers")) {
      return question.missing(own);
    }
  }

  private List<KafkaRight> ofSources(Admin admin) {
    Set<String> all = new TreeSet<>(read);
    all.add(settings.topics().models());
    TopicsSeen seen = TopicsSeen.of(admin, all);
    List<KafkaRight> missing = seen.missing(AclOperation.READ, all);
    Set<String> open = new TreeSet<>(seen.present().keySet());
    missing.forEach(right -> open.remove(right.name()));
    if (!open.isEmpty() && !mayCommit(admin, open.iterator().next())) {
      missing.add(KafkaRight.group(settings.groupId()));
    }
    return missing;
  }

  /** Kafka looks at the group's rights first, and then finds that there is no such partition. */
  private boolean mayCommit(Admin admin, String topic) {
    TopicPartition none = new TopicPartition(topic, Integer.MAX_VALUE);
    try {
      Broker.get(
          "take the group's offsets",
          admin
              .alterConsumerGroupOffsets(settings.groupId(), Map.of(none, new OffsetAndMetadata(0)))
              .partitionResult(none));
      return true;
    } catch (IllegalStateException e) {
      return !(e.getCause() instanceof GroupAuthorizationException);
    }
  }

  private List<KafkaRight> ofSinks(Admin admin) {
    Set<String> all = new TreeSet<>(written);
    all.add(settings.topics().deadLetters());
    List<KafkaRight> missing = TopicsSeen.of(admin, all).missing(AclOperation.WRITE, all);
    KafkaDelivery delivery = settings.delivery();
    if (delivery.guarantee() == DeliveryGuarantee.EXACTLY_ONCE && !mayBegin(delivery)) {
      missing.add(KafkaRight.transactions(delivery.transactionPrefix() + "-"));
    }
    return missing;
  }

  /** Under an id of the job's that none of its writers has: whose are open stay so. */
  private boolean mayBegin(KafkaDelivery delivery) {
    Map<String, Object> own = new HashMap<>();
    own.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, delivery.transactionPrefix() + "-rights");
    own.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, delivery.transactionTimeout().toMillis());
    own.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE.toMillis());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            settings.access().sink(own), new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      return true;
    } catch (AuthorizationException e) {
      return false;
    } catch (InvalidTxnTimeoutException e) {
      throw new IllegalStateException(
          "the transaction time-out of "
              + delivery.transactionTimeout().toMillis()
              + " ms is above the broker's transaction.max.timeout.ms, which this user may not read;"
              + " lower --transaction-timeout or raise the broker's",
          e);
    } catch (KafkaException e) {
      throw new IllegalStateException(
          "Kafka does not begin a transaction: "
              + e.getMessage()
              + "; see whether its brokers are well, and try again",
          e);
    }
  }
}
