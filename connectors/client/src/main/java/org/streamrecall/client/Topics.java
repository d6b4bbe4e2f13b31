package org.streamrecall.client;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The Kafka topics of one memory. The record key is the context everywhere, which keeps a context
 * in order.
 *
 * @param tokens what contexts say
 * @param queries what they are asked
 * @param predictions the answers
 * @param shadow what another model would have answered, where one is tried beside
 * @param models models by name, compacted
 * @param deadLetters what could not be read, with its origin and the reason
 * @param format of the records of all but models, and of what the job's own events are; both the
 *     job and who asks it must have the same
 */
public record Topics(
    String tokens,
    String queries,
    String predictions,
    String shadow,
    String models,
    String deadLetters,
    WireFormat format)
    implements java.io.Serializable {
  /** What they are for, in their order. */
  private static final List<String> KINDS =
      List.of("tokens", "queries", "predictions", "shadow predictions", "models", "dead letters");

  private static final String NAME = "[a-zA-Z0-9._-]{1,249}";

  /**
   * @throws IllegalArgumentException if a name is not a topic's or is given twice
   */
  public Topics {
    List<String> names = List.of(tokens, queries, predictions, shadow, models, deadLetters);
    names.forEach(name -> requireName("topic", name));
    Set<String> distinct = new TreeSet<>(names);
    if (distinct.size() != names.size()) {
      throw new IllegalArgumentException(
          "topics=" + names + " name one topic twice; give each stream a topic of its own");
    }
  }

  /** The same of records that are JSON. */
  public Topics(
      String tokens,
      String queries,
      String predictions,
      String shadow,
      String models,
      String deadLetters) {
    this(tokens, queries, predictions, shadow, models, deadLetters, WireFormats.JSON);
  }

  /** The same topics, of records in another format. */
  public Topics withFormat(WireFormat other) {
    return new Topics(tokens, queries, predictions, shadow, models, deadLetters, other);
  }

  /** {@code recall.tokens}, {@code recall.queries} and so on. */
  public static Topics defaults() {
    return withPrefix("recall");
  }

  /** The usual names behind another prefix, so that two memories can share a Kafka cluster. */
  public static Topics withPrefix(String prefix) {
    return new Topics(
        prefix + ".tokens",
        prefix + ".queries",
        prefix + ".predictions",
        prefix + ".shadow",
        prefix + ".models",
        prefix + ".dead-letters");
  }

  /**
   * Checks that a topic which a job reads or writes beside these is none of them: it would hear
   * itself, or its answers would be read as something else.
   *
   * @param what names the setting in the message
   * @throws IllegalArgumentException naming the setting, the topic and what it is for
   */
  public String requireOther(String what, String name) {
    List<String> names = List.of(tokens, queries, predictions, shadow, models, deadLetters);
    int at = names.indexOf(requireName(what, name));
    if (at >= 0) {
      throw new IllegalArgumentException(
          what
              + "=\""
              + name
              + "\" is the job's own topic of "
              + KINDS.get(at)
              + "; name another, or have its own begin with another --topics PREFIX");
    }
    return name;
  }

  /**
   * Checks a topic's name by Kafka's own rule.
   *
   * @param what names the setting in the message
   * @throws IllegalArgumentException naming the setting, the value and the rule
   */
  public static String requireName(String what, String name) {
    if (!name.matches(NAME) || name.equals(".") || name.equals("..")) {
      throw new IllegalArgumentException(
          what
              + "=\""
              + name
              + "\" is not a topic's name; use 1 to 249 of the characters a-z A-Z 0-9 . _ -");
    }
    return name;
  }
}
