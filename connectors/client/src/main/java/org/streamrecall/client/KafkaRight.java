package org.streamrecall.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.SecurityUtils;

/**
 * A right that Kafka's access control lists give a user, or do not.
 *
 * @param operation what may be done
 * @param type of what it is done to
 * @param name of that
 * @param pattern whether it is the whole name, or its beginning
 */
public record KafkaRight(
    AclOperation operation, ResourceType type, String name, PatternType pattern) {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.,:/@%+=-]+");

  public static KafkaRight topic(AclOperation operation, String name) {
    return new KafkaRight(operation, ResourceType.TOPIC, name, PatternType.LITERAL);
  }

  /** To commit where a consumer group has come to. */
  public static KafkaRight group(String name) {
    return new KafkaRight(AclOperation.READ, ResourceType.GROUP, name, PatternType.LITERAL);
  }

  /**
   * To write in transactions.
   *
   * @param prefix of their ids
   */
  public static KafkaRight transactions(String prefix) {
    return new KafkaRight(
        AclOperation.WRITE, ResourceType.TRANSACTIONAL_ID, prefix, PatternType.PREFIXED);
  }

  /**
   * What is refused, and the lines of Kafka's own tool that grant it.
   *
   * @param access whose user lacks them
   * @param missing one at least
   */
  public static String refusal(KafkaAccess access, List<KafkaRight> missing) {
    // Those of one kind stand in one line.
    Map<KafkaRight, List<String>> kinds = new LinkedHashMap<>();
    for (KafkaRight right : missing) {
      KafkaRight kind = new KafkaRight(right.operation, right.type, "", right.pattern);
      kinds.computeIfAbsent(kind, any -> new ArrayList<>()).add(right.name);
    }
    List<String> refused = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    kinds.forEach(
        (kind, names) -> {
          refused.add(kind.words(names));
          lines.add(kind.line(access, names));
        });
    String user = access.user();
    return "Kafka at "
        + access.bootstrapServers()
        + " refuses "
        + (user == null ? "this user" : "User:" + user)
        + " "
        + String.join(" and ", refused)
        + "; its operator grants it with: "
        + String.join(" && ", lines);
  }

  /**
   * Why a record was not taken, if it is that a right is missing; else the failure itself.
   *
   * @param topic that it was sent to
   */
  public static Exception explained(Exception failure, KafkaAccess access, String topic) {
    // A user who may write to no topic at all is refused the cluster.
    return failure instanceof AuthorizationException
        ? new IllegalStateException(
            refusal(access, List.of(topic(AclOperation.WRITE, topic))), failure)
        : failure;
  }

  private String words(List<String> names) {
    boolean several = names.size() > 1 || pattern == PatternType.PREFIXED;
    return SecurityUtils.operationName(operation)
        + " on the "
        + type.name().toLowerCase(Locale.ROOT).replace('_', ' ')
        + (several ? "s " : " ")
        + String.join(", ", names)
        + (pattern == PatternType.PREFIXED ? "*" : "");
  }

  private String line(KafkaAccess access, List<String> names) {
    String option = " --" + type.name().toLowerCase(Locale.ROOT).replace('_', '-') + " ";
    return "kafka-acls --bootstrap-server "
        + access.bootstrapServers()
        + " --command-config ADMIN.properties --add --allow-principal "
        + word("User:" + (access.user() == null ? "NAME" : access.user()))
        + " --operation "
        + SecurityUtils.operationName(operation)
        + names.stream().map(name -> option + word(name)).collect(Collectors.joining())
        + (pattern == PatternType.PREFIXED ? " --resource-pattern-type prefixed" : "");
  }

  /** One of a shell's. */
  private static String word(String text) {
    return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
