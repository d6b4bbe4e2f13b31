package org.streamrecall.kafka;

import java.time.Duration;
import java.util.ArrayList;
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
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.streamrecall.client.KafkaAccess;

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

  private final Admin admin;
  private final Node node;

  private Broker(Admin admin, Node node) {
    this.admin = admin;
    this.node = node;
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
    Admin admin = access.connect("--bootstrap-servers");
    try {
      return new Broker(
          admin, get("name its brokers", admin.describeCluster().nodes()).iterator().next());
    } catch (RuntimeException e) {
      admin.close(Duration.ZERO);
      throw e;
    }
  }

  /**
   * Creates those topics of the settings that do not exist.
   *
   * @param partitions of each, but one of the models topic, whose order counts
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
      KafkaSettings settings, List<String> names, Set<String> stamped, int partitions) {
    List<NewTopic> missing = new ArrayList<>();
    Set<String> present = get("list the topics", admin.listTopics().names());
    names.forEach(name -> missing.add(topic(name, partitions)));
    missing.add(topic(settings.topics().deadLetters(), partitions));
    int most = settings.delivery().maxRequestSize();
    boolean large = most > brokerLimit("message.max.bytes");
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
    missing.add(
        topic(settings.topics().models(), 1)
            .configs(Map.of(CLEANUP, "compact", MAX_BYTES, MODEL_BYTES)));
    missing.removeIf(topic -> present.contains(topic.name()));
    for (Map.Entry<String, KafkaFuture<Void>> created :
        admin.createTopics(missing).values().entrySet()) {
      try {
        get("create the topic " + created.getKey(), created.getValue());
      } catch (IllegalStateException e) {
        // Another job was faster.
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
    }
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
  public void requireWritable(KafkaSettings settings, List<String> written) {
    Set<String> names = new TreeSet<>(written);
    String letters = settings.topics().deadLetters();
    names.add(letters);
    int most = settings.delivery().maxRequestSize();
    topicConfigs(names)
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

  /** How many partitions those of some topics have that exist, by name. */
  public SortedMap<String, Integer> partitions(Set<String> topics) {
    SortedMap<String, Integer> partitions = new TreeMap<>();
    get("describe the topics", admin.describeTopics(present(topics)).allTopicNames())
        .forEach((name, topic) -> partitions.put(name, topic.partitions().size()));
    return partitions;
  }

  /** Whether a topic that exists takes no record without a key. */
  public boolean isCompacted(String topic) {
    return topicConfigs(Set.of(topic)).values().stream().anyMatch(Broker::isCompacted);
  }

  /** Those topics, of these that exist, whose records have their senders' times. */
  public Set<String> stampedBySenders(Set<String> topics) {
    Map<String, Config> configs = topicConfigs(topics);
    configs.values().removeIf(config -> config.get(TIMESTAMPS).value().equals(APPENDED));
    return configs.keySet();
  }

  private static boolean isCompacted(Config config) {
    return config.get(CLEANUP).value().contains("compact");
  }

  /** Those that exist. */
  private Set<String> present(Set<String> topics) {
    Set<String> names = new TreeSet<>(topics);
    names.retainAll(get("list the topics", admin.listTopics().names()));
    return names;
  }

  /** Of those that exist. */
  private Map<String, Config> topicConfigs(Set<String> topics) {
    List<ConfigResource> resources =
        present(topics).stream()
            .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
            .toList();
    Map<String, Config> configs = new TreeMap<>();
    get("read the topics' settings", admin.describeConfigs(resources).all())
        .forEach((resource, config) -> configs.put(resource.name(), config));
    return configs;
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
    long limit = brokerLimit(MAX_TIMEOUT);
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

  private long brokerLimit(String name) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.BROKER, node.idString());
    ConfigEntry entry =
        get("read the broker's settings", admin.describeConfigs(List.of(resource)).all())
            .get(resource)
            .get(name);
    return entry == null || entry.value() == null ? Long.MAX_VALUE : Long.parseLong(entry.value());
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

  @Override
  public void close() {
    admin.close(PATIENCE);
  }
}
