package org.streamrecall.flink;

import org.streamrecall.model.Query;
import org.streamrecall.model.Schema;
import org.streamrecall.model.Token;

/**
 * One step of a context's story, with its tag already mapped by the schema: what the operator is
 * keyed by and folds. The order in which a context's inputs arrive is the order in which they
 * count.
 */
public sealed interface RecallInput extends KeyedInput permits Tell, Question, Forget, Refused {
  /** The key; null only for a {@link Refused} whose record did not say. */
  String context();

  @Override
  default String key() {
    return context() == null ? "" : context();
  }

  /**
   * The token as its context's memory takes it in.
   *
   * @throws IllegalArgumentException naming the field, the value, the rule and the remedy
   */
  static RecallInput of(Schema schema, Token token) {
    return of(schema, token, null);
  }

  /** The same, with where it was read from. */
  static RecallInput of(Schema schema, Token token, Origin origin) {
    return new Tell(token.context(), schema.embed(token), origin);
  }

  /**
   * The query as its context's memory is asked.
   *
   * @throws IllegalArgumentException naming the field, the value, the rule and the remedy
   */
  static RecallInput of(Schema schema, Query query) {
    return of(schema, query, null);
  }

  /** The same, with where it was read from. */
  static RecallInput of(Schema schema, Query query, Origin origin) {
    return new Ask(
        query.id(),
        query.context(),
        schema.embed(query),
        query.inputs(),
        query.time(),
        query.replyTo(),
        origin);
  }
}
