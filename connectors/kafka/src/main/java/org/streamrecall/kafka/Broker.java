package org.streamrecall.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.streamrecall.client.KafkaAccess;
import org.streamrecall.client.KafkaRight;
import org.streamrecall.client.TopicsSeen;

/** The Kafka a job is about to use, asked before the job starts what it would fail on later. */
public final class Broker implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(9);
  private static final String CLEANUP = "cleanup.policy";
  private static final String MAX_BYTES = "max.message.bytes";
  private static final String TIMESTAMPS = "message.timestamp.type";
  private static final String APPENDED = "LogAppendTime";
  private static final String MAX_TIMEOUT = "transaction.max.timeout.ms";

  /** A model with a fitted tag map is longer than the megabyte that Kafka allows a record. */
  private static final String MODEL_BYTES = "33554432";

  /** What a topic takes unless its broker is told otherwise. */
  private static final long USUAL_BYTES = 1048588;

  private final Admin admin;
  private final KafkaAccess access;
  private final SettingsLook look;

  private Broker(Admin admin, KafkaAccess access) {
    this.admin = admin;
    this.access = access;
    look = new SettingsLook(admin, access);
  }

  /**
   * @throws IllegalStateException if no broker answers within 9 s
   */
  public static Broker connect(String bootstrapServers) {
    return connect(KafkaAccess.of(bootstrapServers));
  }

  /**
   * @throws IllegalStateException if no broker answers within 9 s, or one refuses the login or
   *     speaks another protocol: it says which property to set
   */
  public static Broker connect(KafkaAccess access) {
    return new Broker(access.connect("--bootstrap-servers"), access);
  }

  /**
   * Creates those topics of the settings that do not exist.
   *
   * @param partitions of each, but one of the models topic, whose order counts
   * @throws IllegalStateException if one is missing and may not be created: it says how that is
   *     granted
   */
  public void createMissing(KafkaSettings settings, int partitions) {
    List<String> names = new ArrayList<>(settings.replyTopics());
    names.add(settings.topics().tokens());
    names.add(settings.topics().queries());
    names.add(settings.topics().predictions());
    createMissing(settings, names, Set.of(), partitions);
  }

  /**
   * The same with other topics beside those of models and dead letters.
   *
   * @param stamped those of them whose records Kafka gives its own time, not their sender's
   */
  public void createMissing(
      KafkaSettings settings, Collection<String> names, Set<String> stamped, int partitions) {
    List<NewTopic> missing = new ArrayList<>();
    String models = settings.topics().models();
    Set<String> all = new LinkedHashSet<>(names); // their order is that of their making
    all.add(settings.topics().deadLetters());
    TopicsSeen seen = seen(Stream.concat(all.stream(), Stream.of(models)).toList());
    all.removeIf(name -> isKnown(name, seen));
    all.forEach(name -> missing.add(topic(name, partitions)));
    int most = settings.delivery().maxRequestSize();
    boolean large = !all.isEmpty() && most > look.limit("message.max.bytes").orElse(USUAL_BYTES);
    for (NewTopic topic : missing) {
      Map<String, String> configs = new TreeMap<>();
      if (large) {
        configs.put(MAX_BYTES, Integer.toString(most));
      }
      if (stamped.contains(topic.name())) {
        configs.put(TIMESTAMPS, APPENDED);
      }
      topic.configs(configs);
    }
    if (!isKnown(models, seen)) {
      missing.add(topic(models, 1).configs(Map.of(CLEANUP, "compact", MAX_BYTES, MODEL_BYTES)));
    }
    new TopicMaking(admin, access).make(missing);
  }

  /** What may not be seen is said by whoever needs it. */
  static boolean isKnown(String name, TopicsSeen seen) {
    return seen.present().containsKey(name) || seen.hidden().contains(name);
  }

  private static NewTopic topic(String name, int partitions) {
    return new NewTopic(name, Optional.of(partitions), Optional.empty());
  }

  /**
   * Checks that the topics that there are take what the job may write; those that {@link
   * #createMissing} makes do.
   *
   * @param written by the job
   * @throws IllegalStateException naming one that does not, and what to change
   */
  public void requireWritable(KafkaSettings settings, Collection<String> written) {
    Set<String> names = new TreeSet<>(written);
    String letters = settings.topics().deadLetters();
    names.add(letters);
    int most = settings.delivery().maxRequestSize();
    look.of(
            seen(names).present().keySet(),
            "whether %s take records of "
                + most
                + " bytes ("
                + MAX_BYTES
                + "), and the dead letters such without a key ("
                + CLEANUP
                + ")")
        .forEach(
            (topic, config) -> {
              String limit = config.get(MAX_BYTES).value();
              if (Long.parseLong(limit) < most) {
                throw new IllegalStateException(
                    "the topic "
                        + topic
                        + " takes records of "
                        + MAX_BYTES
                        + "="
                        + limit
                        + ", the job may write ones of "
                        + most
                        + "; raise the topic's, or lower --max-request-size");
              }
              if (topic.equals(letters) && isCompacted(config)) {
                throw new IllegalStateException(
                    "the topic "
                        + topic
                        + " is compacted, which takes no record without a key, and a dead letter may"
                        + " have none; set its "
                        + CLEANUP
                        + "=delete");
              }
            });
  }

  /**
   * How many partitions those of some topics have that exist, by name.
   *
   * @throws IllegalStateException if it may not be known of one whether it exists
   */
  public SortedMap<String, Integer> partitions(Set<String> topics) {
    TopicsSeen seen = seen(topics);
    List<KafkaRight> missing = seen.missing(AclOperation.DESCRIBE, topics);
    if (!missing.isEmpty()) {
      throw new IllegalStateException(KafkaRight.refusal(access, missing));
    }
    SortedMap<String, Integer> partitions = new TreeMap<>();
    seen.present().forEach((name, topic) -> partitions.put(name, topic.partitions().size()));
    return partitions;
  }

  /** Whether a topic that exists takes no record without a key; not, where that may not be seen. */
  public boolean isCompacted(String topic) {
    Set<String> there = seen(Set.of(topic)).present().keySet();
    return look
        .of(there, "whether %s is compacted, where a record without a key would end the job")
        .values()
        .stream()
        .anyMatch(Broker::isCompacted);
  }

  /** Those topics, of these that exist, whose records are seen to have their senders' times. */
  public Set<String> stampedBySenders(Set<String> topics) {
    Map<String, Config> configs =
        look.of(
            seen(topics).present().keySet(),
            "whether the times of records in %s are Kafka's own (" + TIMESTAMPS + ")");
    configs.values().removeIf(config -> config.get(TIMESTAMPS).value().equals(APPENDED));
    return configs.keySet();
  }

  private static boolean isCompacted(Config config) {
    return config.get(CLEANUP).value().contains("compact");
  }

  private TopicsSeen seen(Collection<String> topics) {
    return TopicsSeen.of(admin, topics);
  }

  /**
   * What could not be checked so far, and the right that is missing for it: a sentence, or none.
   */
  public List<String> unchecked() {
    return look.unchecked();
  }

  /**
   * Checks that Kafka's access control lists let a job do what it cannot do without.
   *
   * @param read topics of its sources, beside that of the models
   * @param written topics of its sinks, beside that of the dead letters
   * @throws IllegalStateException naming each right that is missing, and how it is granted; or if a
   *     side that has properties of its own does not get in
   */
  public void requireRights(KafkaSettings settings, Set<String> read, Set<String> written) {
    new JobRights(settings, read, written).require(admin);
  }

  /**
   * Checks that an exactly-once transaction can live from one checkpoint to the end of the next.
   *
   * @param interval between the starts of checkpoints
   * @param checkpointTimeout after which a checkpoint is given up
   * @throws IllegalStateException saying which of the three durations to change
   */
  public void requireTransactionTimeout(
      KafkaSettings settings, Duration interval, Duration checkpointTimeout) {
    if (settings.delivery().guarantee() != DeliveryGuarantee.EXACTLY_ONCE) {
      return;
    }
    long timeout = settings.delivery().transactionTimeout().toMillis();
    long needed = interval.plus(checkpointTimeout).toMillis();
    if (timeout <= needed) {
      throw new IllegalStateException(
          "the transaction time-out of "
              + timeout
              + " ms is not above the "
              + needed
              + " ms that a checkpoint interval of "
              + interval.toMillis()
              + " ms can take, and answers would be lost; checkpoint more often or raise"
              + " --transaction-timeout");
    }
    long limit = look.limit(MAX_TIMEOUT).orElse(Long.MAX_VALUE);
    if (timeout > limit) {
      throw new IllegalStateException(
          "the transaction time-out of "
              + timeout
              + " ms is above the broker's "
              + MAX_TIMEOUT
              + "="
              + limit
              + "; lower --transaction-timeout or raise the broker's");
    }
  }

  /** Whether a consumer group has members; not, where that may not be seen. */
  boolean isInhabited(String group) {
    var described = admin.describeConsumerGroups(List.of(group)).describedGroups().get(group);
    try {
      return !get("describe the group " + group, described).members().isEmpty();
    } catch (IllegalStateException e) {
      if (e.getCause() instanceof GroupIdNotFoundException
          || e.getCause() instanceof AuthorizationException) {
        return false;
      }
      throw e;
    }
  }

  /** Those that are open. */
  public Transactions transactions() {
    return new Transactions(admin);
  }

  static <T> T get(String what, KafkaFuture<T> future) {
    try {
      return await(future);
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "Kafka would not " + what + ": " + e.getCause().getMessage() + "; ask its operator",
          e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "Kafka did not " + what + " within " + PATIENCE.toSeconds() + " s; try again", e);
    }
  }

  private static <T> T await(KafkaFuture<T> future) throws ExecutionException, TimeoutException {
    try {
      return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for Kafka", e);
    }
  }

  /** At once: whatever was asked is answered. */
  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
