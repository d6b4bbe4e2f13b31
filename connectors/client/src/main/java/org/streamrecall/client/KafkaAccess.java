package org.streamrecall.client;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.SaslConfigs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a Kafka is and how its clients get in: what each consumer, producer and admin client is
 * configured from. Its text hides what is secret.
 *
 * @param bootstrapServers host:port, several separated by commas
 * @param properties of Kafka's clients, such as {@code security.protocol}. Each reaches the clients
 *     that know it; with {@code source.} before it only a job's sources, with {@code sink.} only
 *     its sinks, and there before the same one without
 */
public record KafkaAccess(String bootstrapServers, Map<String, String> properties)
    implements Serializable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaAccess.class);
  private static final Set<String> WARNED = ConcurrentHashMap.newKeySet();

  /** In the words of a login; what a provider of values fills in is none that is known here. */
  private static final Pattern USER =
      Pattern.compile("\\busername\\s*=\\s*(?:\"([^\"$]+)\"|'([^'$]+)'|([^\"';\\s$]+)(?=[;\\s]))");

  /**
   * Checks them; what no client of Kafka knows is only warned of, once.
   *
   * @throws IllegalArgumentException if a property is the job's own or has no value that Kafka
   *     takes, or a password stands among the servers; it names the property, never a secret
   */
  public KafkaAccess {
    requireServers(bootstrapServers);
    SortedMap<String, String> sorted = new TreeMap<>();
    properties.forEach(
        (key, value) -> {
          KafkaKeys.require(key, Objects.requireNonNull(value, key));
          sorted.put(key, value);
        });
    properties = Collections.unmodifiableSortedMap(sorted);
    for (String key : KafkaKeys.unknown(properties.keySet())) {
      if (WARNED.add(key)) {
        LOG.warn("No client of Kafka knows the property {}: see whether it is misspelt", key);
      }
    }
  }

  /** Plain text, and nobody is asked who he is. */
  public static KafkaAccess of(String bootstrapServers) {
    return new KafkaAccess(bootstrapServers, Map.of());
  }

  /** The same with more properties, before those that there are. */
  public KafkaAccess with(Map<String, String> more) {
    Map<String, String> all = new TreeMap<>(properties);
    all.putAll(more);
    return new KafkaAccess(bootstrapServers, all);
  }

  /** Checks a property as the constructor does. */
  public static void require(String key, String value) {
    KafkaKeys.require(key, value);
  }

  /** Checks servers as the constructor does. */
  public static void requireServers(String bootstrapServers) {
    if (Objects.requireNonNull(bootstrapServers, "bootstrapServers").indexOf('@') >= 0) {
      throw new IllegalArgumentException(
          "the bootstrap servers hold an @, and Kafka takes no user or password there; name"
              + " host:port alone, and the login in the property sasl.jaas.config"
              + " (--kafka-config FILE)");
    }
  }

  /** Whether a property's value must not be shown, nor stand on a command line. */
  public static boolean isSecret(String key) {
    return KafkaKeys.isSecret(key);
  }

  /**
   * Configures an admin client.
   *
   * @param own what is so unless the properties say otherwise
   */
  public Properties admin(Map<String, ?> own) {
    return configuration(own, KafkaKeys.ADMIN, null);
  }

  /** The same for a consumer. */
  public Properties consumer(Map<String, ?> own) {
    return configuration(own, KafkaKeys.CONSUMER, null);
  }

  /** The same for a producer. */
  public Properties producer(Map<String, ?> own) {
    return configuration(own, KafkaKeys.PRODUCER, null);
  }

  /** The same for a job's source: its consumers and admin clients. */
  public Properties source(Map<String, ?> own) {
    return configuration(own, KafkaKeys.OF_SOURCE, KafkaKeys.SOURCE);
  }

  /** The same for a job's sink: its producers and admin clients. */
  public Properties sink(Map<String, ?> own) {
    return configuration(own, KafkaKeys.OF_SINK, KafkaKeys.SINK);
  }

  private Properties configuration(Map<String, ?> own, Set<String> known, String prefix) {
    Properties all = new Properties();
    own.forEach((key, value) -> all.setProperty(key, value.toString()));
    properties.forEach(
        (key, value) -> {
          if (KafkaKeys.isPlain(key) && (known.contains(key) || !KafkaKeys.ALL.contains(key))) {
            all.setProperty(key, value);
          }
        });
    properties.forEach(
        (key, value) -> {
          if (prefix != null && key.startsWith(prefix)) {
            all.setProperty(key.substring(prefix.length()), value);
          }
        });
    all.setProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    return all;
  }

  /**
   * Opens an admin client that a broker has answered, within some nine seconds; a login over TLS
   * may take 27. What it is asked for then has nine.
   *
   * @param named what the servers are called where they are given, for the message
   * @throws IllegalStateException saying in a sentence why none answers, and what to change
   */
  public Admin connect(String named) {
    return new Connecting(this, admin(Map.of()), named).open();
  }

  /** What a job's sources get in with: the same, unless some properties are theirs alone. */
  public KafkaAccess ofSources() {
    return side(KafkaKeys.SOURCE);
  }

  /** The same of its sinks. */
  public KafkaAccess ofSinks() {
    return side(KafkaKeys.SINK);
  }

  private KafkaAccess side(String prefix) {
    Map<String, String> own = new TreeMap<>();
    properties.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            own.put(key.substring(prefix.length()), value);
          }
        });
    return own.isEmpty() ? this : with(own);
  }

  /** Who logs in by name and password, or null of anybody else. */
  String user() {
    Matcher name = USER.matcher(properties.getOrDefault(SaslConfigs.SASL_JAAS_CONFIG, ""));
    return name.find()
        ? Stream.of(1, 2, 3).map(name::group).filter(Objects::nonNull).findFirst().get()
        : null;
  }

  @Override
  public String toString() {
    Map<String, String> shown = new TreeMap<>(properties);
    shown.replaceAll((key, value) -> isSecret(key) ? "[hidden]" : value);
    return "KafkaAccess[" + bootstrapServers + ", " + shown + "]";
  }
}
