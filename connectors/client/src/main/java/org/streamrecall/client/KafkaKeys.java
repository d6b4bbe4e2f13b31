package org.streamrecall.client;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigException;

/** The properties of Kafka's clients: which there are, which are ours, which are secret. */
final class KafkaKeys {
  static final String SOURCE = "source.";
  static final String SINK = "sink.";

  static final Set<String> ADMIN = AdminClientConfig.configNames();
  static final Set<String> CONSUMER = ConsumerConfig.configNames();
  static final Set<String> PRODUCER = ProducerConfig.configNames();
  static final Set<String> OF_SOURCE = union(CONSUMER, ADMIN);
  static final Set<String> OF_SINK = union(PRODUCER, ADMIN);
  static final Set<String> ALL = union(OF_SOURCE, OF_SINK);

  private static final List<ConfigDef> DEFINITIONS =
      List.of(
          AdminClientConfig.configDef(), ConsumerConfig.configDef(), ProducerConfig.configDef());

  private static final String PROVIDERS = "config.providers";
  private static final String READER_METRICS = "register.consumer.metrics"; // the connector's

  /** Of a property that no client defines, and one of the user's classes may. */
  private static final Pattern SECRET =
      Pattern.compile("password|passphrase|secret|token|credential|jaas");

  /** Classes of the user's that may have properties of their own. */
  private static final Pattern PLUGGED =
      Pattern.compile(
          "interceptor\\.classes|metric\\.reporters|partitioner\\.class|security\\.providers"
              + "|partition\\.assignment\\.strategy|ssl\\.engine\\.factory\\.class"
              + "|sasl\\..*\\.class");

  /** What the job sets, by the option that says it, or none. */
  private static final Map<String, String> OWNED = owned();

  private KafkaKeys() {}

  private static Map<String, String> owned() {
    Map<String, String> owned = new TreeMap<>();
    owned.put("bootstrap.servers", "--bootstrap-servers");
    owned.put("group.id", "--name");
    owned.put("transactional.id", "--name");
    owned.put("client.id", "--name");
    owned.put("client.id.prefix", "--name");
    owned.put("transaction.timeout.ms", "--transaction-timeout");
    owned.put("max.request.size", "--max-request-size");
    owned.put("acks", "--delivery");
    owned.put("enable.idempotence", "--delivery");
    owned.put("auto.offset.reset", "--start");
    owned.put("partition.discovery.interval.ms", "--discover-partitions");
    for (String key :
        List.of(
            "key.serializer",
            "value.serializer",
            "key.deserializer",
            "value.deserializer",
            "isolation.level",
            "enable.auto.commit",
            "commit.offsets.on.checkpoint",
            "group.protocol",
            "group.instance.id",
            "transaction.two.phase.commit.enable")) {
      owned.put(key, "");
    }
    return owned;
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    Set<String> all = new HashSet<>(one);
    all.addAll(other);
    return Set.copyOf(all);
  }

  static boolean isPlain(String key) {
    return !key.startsWith(SOURCE) && !key.startsWith(SINK);
  }

  private static String name(String key) {
    return isPlain(key) ? key : key.substring(key.indexOf('.') + 1);
  }

  static boolean isSecret(String key) {
    String name = name(key);
    return ALL.contains(name)
        ? DEFINITIONS.stream()
            .map(definition -> definition.configKeys().get(name))
            .anyMatch(known -> known != null && known.type == ConfigDef.Type.PASSWORD)
        : SECRET.matcher(name.toLowerCase(Locale.ROOT)).find();
  }

  static void require(String key, String value) {
    String name = name(key);
    if (name.isBlank()) {
      throw new IllegalArgumentException(
          "a Kafka property has no name; write it as in security.protocol=SASL_SSL");
    }
    String option = OWNED.get(name);
    if (option != null) {
      throw new IllegalArgumentException(
          "the Kafka property "
              + key
              + " is not taken: "
              + (option.isEmpty()
                  ? "the job sets it itself; leave it out"
                  : "it is the job's own; use " + option + " instead"));
    }
    if (!isSecret(key) && !value.contains("${")) {
      requireValue(key, name, value);
    }
  }

  /** One that a provider of values will fill in is not known yet. */
  private static void requireValue(String key, String name, String value) {
    for (ConfigDef definition : DEFINITIONS) {
      ConfigKey known = definition.configKeys().get(name);
      if (known != null) {
        try {
          Object parsed = ConfigDef.parseType(name, value, known.type);
          if (known.validator != null) {
            known.validator.ensureValid(name, parsed);
          }
        } catch (ConfigException e) {
          throw new IllegalArgumentException(
              "the Kafka property " + key + " is not taken: " + e.getMessage() + "; correct it", e);
        }
      }
    }
  }

  /**
   * Those that no client knows, in their order. One with a dot may be of a class of the user's, if
   * there is any.
   */
  static Set<String> unknown(Set<String> keys) {
    boolean plugged = keys.stream().anyMatch(key -> PLUGGED.matcher(name(key)).matches());
    Set<String> unknown = new TreeSet<>();
    for (String key : keys) {
      Set<String> known = key.startsWith(SOURCE) ? OF_SOURCE : key.startsWith(SINK) ? OF_SINK : ALL;
      String name = name(key);
      boolean passes =
          known.contains(name)
              || name.equals(PROVIDERS)
              || name.startsWith(PROVIDERS + ".")
              || name.equals(READER_METRICS)
              || plugged && name.indexOf('.') > 0;
      if (!passes) {
        unknown.add(key);
      }
    }
    return unknown;
  }
}
