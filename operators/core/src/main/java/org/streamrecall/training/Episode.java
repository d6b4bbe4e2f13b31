package org.streamrecall.training;

import java.util.List;
import org.streamrecall.model.Token;

/**
 * A context as it was, and questions asked of it: one training example of the measure, many of the
 * prediction.
 *
 * @param name for messages
 * @param tokens in order; their context is not used
 * @param classes one a token, what the discriminant tag map shall tell apart across contexts (a
 *     language, a source); or null: then every (context, slot) is a class
 * @param queries with their targets
 */
public record Episode(
    String name, List<Token> tokens, List<String> classes, List<Labelled> queries) {
  /**
   * @throws IllegalArgumentException if there are no tokens or queries, or not a class a token
   */
  public Episode {
    tokens = List.copyOf(tokens);
    queries = List.copyOf(queries);
    classes = classes == null ? null : List.copyOf(classes);
    if (tokens.isEmpty() || queries.isEmpty()) {
      throw new IllegalArgumentException(
          "episode "
              + name
              + " has "
              + tokens.size()
              + " tokens and "
              + queries.size()
              + " queries; it needs at least one of each");
    }
    if (classes != null && classes.size() != tokens.size()) {
      throw new IllegalArgumentException(
          "episode "
              + name
              + " has "
              + classes.size()
              + " classes for "
              + tokens.size()
              + " tokens; give every token one, or none");
    }
  }

  /** The class of a token: its own, or its context and slot. */
  String classOf(int token) {
    return classes != null
        ? classes.get(token)
        : name + "/" + java.util.Arrays.toString(tokens.get(token).content());
  }
}
