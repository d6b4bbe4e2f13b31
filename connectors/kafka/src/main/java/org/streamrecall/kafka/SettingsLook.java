package org.streamrecall.kafka;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.streamrecall.client.KafkaAccess;
import org.streamrecall.client.KafkaRight;

/**
 * The settings of topics and broker, as far as their user may read them: they are read to warn of
 * what would fail later, so that who may not is not warned, and goes on.
 */
final class SettingsLook {
  private final Admin admin;
  private final KafkaAccess access;
  private final SortedSet<String> closed = new TreeSet<>(); // topics
  private final List<String> unchecked = new ArrayList<>();

  SettingsLook(Admin admin, KafkaAccess access) {
    this.admin = admin;
    this.access = access;
  }

  /**
   * Reads those of topics.
   *
   * @param topics that exist
   * @param purpose what is not checked where they may not be read, after "it is not checked"
   * @return of those that may be read
   */
  Map<String, Config> of(Collection<String> topics, String purpose) {
    List<ConfigResource> resources =
        topics.stream().map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name)).toList();
    Map<String, Config> configs = new TreeMap<>();
    SortedSet<String> refused = new TreeSet<>();
    admin
        .describeConfigs(resources)
        .values()
        .forEach(
            (resource, config) -> {
              try {
                configs.put(resource.name(), Broker.get("read the topics' settings", config));
              } catch (IllegalStateException e) {
                if (!(e.getCause() instanceof AuthorizationException)) {
                  throw e;
                }
                refused.add(resource.name());
              }
            });
    if (!refused.isEmpty()) {
      closed.addAll(refused);
      unchecked.add(purpose.formatted(String.join(", ", refused)));
    }
    return configs;
  }

  /** One of the broker's, or nothing if it has none or may not be asked. */
  OptionalLong limit(String name) {
    String broker =
        Broker.get("name its brokers", admin.describeCluster().nodes())
            .iterator()
            .next()
            .idString();
    ConfigResource resource = new ConfigResource(ConfigResource.Type.BROKER, broker);
    try {
      ConfigEntry entry =
          Broker.get("read the broker's settings", admin.describeConfigs(List.of(resource)).all())
              .get(resource)
              .get(name);
      return entry == null || entry.value() == null
          ? OptionalLong.empty()
          : OptionalLong.of(Long.parseLong(entry.value()));
    } catch (IllegalStateException e) {
      if (e.getCause() instanceof AuthorizationException) {
        return OptionalLong.empty();
      }
      throw e;
    }
  }

  /** What was not checked, and the right that is missing for it: a sentence, or none. */
  List<String> unchecked() {
    return closed.isEmpty()
        ? List.of()
        : List.of(
            "it is not checked "
                + String.join(", and ", unchecked)
                + ": "
                + KafkaRight.refusal(
                    access,
                    closed.stream()
                        .map(topic -> KafkaRight.topic(AclOperation.DESCRIBE_CONFIGS, topic))
                        .toList()));
  }
}
