package org.streamrecall.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.SecurityUtils;

/** The lines that users paste, as Kafka's own tool reads them. */
final class AclLines {
  private AclLines() {}

  /** Those of a file. */
  static List<AclBinding> read(Path file) throws IOException {
    List<AclBinding> all = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (!line.isBlank() && !line.startsWith("#") && !line.startsWith("ACLS=")) {
        all.addAll(of(line));
      }
    }
    return all;
  }

  /** Those of one line, every operation on every resource. */
  static List<AclBinding> of(String line) {
    List<String> words = List.of(line.strip().split(" +"));
    String user = null;
    PatternType pattern = PatternType.LITERAL;
    List<AclOperation> operations = new ArrayList<>();
    List<Resource> resources = new ArrayList<>();
    int i = words.indexOf("--allow-principal");
    while (i < words.size()) {
      String option = words.get(i++);
      if (option.equals("--cluster")) {
        resources.add(new Resource(ResourceType.CLUSTER, Resource.CLUSTER_NAME));
        continue;
      }
      String value = words.get(i++).replace("'", "");
      switch (option) {
        case "--allow-principal" -> user = value;
        case "--operation" -> operations.add(SecurityUtils.operation(value));
        case "--topic" -> resources.add(new Resource(ResourceType.TOPIC, value));
        case "--group" -> resources.add(new Resource(ResourceType.GROUP, value));
        case "--transactional-id" ->
            resources.add(new Resource(ResourceType.TRANSACTIONAL_ID, value));
        case "--resource-pattern-type" ->
            pattern = PatternType.fromString(value.toUpperCase(Locale.ROOT));
        default -> throw new IllegalArgumentException("kafka-acls has no " + option + ": " + line);
      }
    }
    List<AclBinding> bindings = new ArrayList<>();
    for (Resource resource : resources) {
      for (AclOperation operation : operations) {
        bindings.add(
            new AclBinding(
                new ResourcePattern(resource.resourceType(), resource.name(), pattern),
                new AccessControlEntry(user, "*", operation, AclPermissionType.ALLOW)));
      }
    }
    return bindings;
  }

  /** The lines that a refusal names. */
  static List<AclBinding> granting(String refusal) {
    return List.of(refusal.substring(refusal.indexOf("grants it with: ") + 16).split(" && "))
        .stream()
        .map(String::strip)
        .flatMap(line -> of(line).stream())
        .collect(Collectors.toList());
  }
}
