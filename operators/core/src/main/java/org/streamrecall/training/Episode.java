package org.streamrecall.training;

import java.util.List;
import org.streamrecall.model.Token;

/**
 * A context as it was, and questions asked of it: one training example of the measure, many of the
 * prediction. A question may be older than some of the tokens: it then sees the first ones only.
 *
 * @param name for messages
 * @param tokens in order; their context is not used
 * @param classes one a token, what the discriminant tag map shall tell apart across contexts (a
 *     language, a source); or null: then every (context, slot) is a class
 * @param queries with their targets
 * @param pasts one a query, how many of the first tokens it sees; or null: all of them
 */
public record Episode(
    String name,
    List<Token> tokens,
    List<String> classes,
    List<Labelled> queries,
    List<Integer> pasts) {
  /**
   * @throws EpisodeFault if there are no tokens or queries, not a class a token, or not a past of
   *     at least one token a query
   */
  public Episode {
    tokens = List.copyOf(tokens);
    queries = List.copyOf(queries);
    classes = classes == null ? null : List.copyOf(classes);
    pasts = pasts == null ? null : List.copyOf(pasts);
    if (tokens.isEmpty() || queries.isEmpty()) {
      throw new EpisodeFault(
          name,
          " has "
              + tokens.size()
              + " tokens and "
              + queries.size()
              + " queries; it needs at least one of each");
    }
    if (classes != null && classes.size() != tokens.size()) {
      throw new EpisodeFault(
          name,
          " has "
              + classes.size()
              + " classes for "
              + tokens.size()
              + " tokens; give every token one, or none");
    }
    if (pasts != null) {
      requirePasts(name, pasts, queries.size(), tokens.size());
    }
  }

  /** Every query sees every token. */
  public Episode(String name, List<Token> tokens, List<String> classes, List<Labelled> queries) {
    this(name, tokens, classes, queries, null);
  }

  private static void requirePasts(String name, List<Integer> pasts, int queries, int tokens) {
    if (pasts.size() != queries) {
      throw new EpisodeFault(
          name,
          " has "
              + pasts.size()
              + " pasts for "
              + queries
              + " queries; give every query one, or none");
    }
    for (int past : pasts) {
      if (past < 1 || past > tokens) {
        throw new EpisodeFault(
            name,
            " has a query that sees "
                + past
                + " of "
                + tokens
                + " tokens; it must see at least one, and none that is not there");
      }
    }
  }

  /** How many of the first tokens a query sees. */
  int past(int query) {
    return pasts == null ? tokens.size() : pasts.get(query);
  }

  /** The class of a token: its own, or its context and slot. */
  String classOf(int token) {
    return classes != null
        ? classes.get(token)
        : name + "/" + java.util.Arrays.toString(tokens.get(token).content());
  }
}
