package org.streamrecall.flink.operator;

import java.io.Serializable;
import java.util.function.BiFunction;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.streamrecall.flink.RecallInput;
import org.streamrecall.flink.Refused;
import org.streamrecall.flink.gate.Refusal;
import org.streamrecall.model.Query;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.Schema;
import org.streamrecall.model.Token;

/** Applies the schema's frozen maps once, before keying; what does not fit is refused. */
public final class Embed<T> extends RichMapFunction<T, RecallInput> {
  private static final long serialVersionUID = 1;

  private final byte[] model; // carries the schema, which is not serializable itself
  private final Embedding<T> embedding;
  private final Refusing<T> refusing;
  private transient Schema schema;

  private interface Embedding<T> extends BiFunction<Schema, T, RecallInput>, Serializable {}

  private interface Refusing<T> extends BiFunction<T, String, Refused>, Serializable {}

  private Embed(byte[] model, Embedding<T> embedding, Refusing<T> refusing) {
    this.model = model;
    this.embedding = embedding;
    this.refusing = refusing;
  }

  public static Embed<Token> tokens(byte[] model) {
    return new Embed<>(
        model,
        RecallInput::of,
        (token, reason) -> new Refused(token.context(), Refused.TOKEN, null, reason));
  }

  public static Embed<Query> queries(byte[] model) {
    return new Embed<>(
        model,
        RecallInput::of,
        (query, reason) -> new Refused(query.context(), Refused.QUERY, query.id(), reason));
  }

  @Override
  public void open(OpenContext context) {
    schema = RecallModel.fromBytes(model).schema();
  }

  @Override
  public RecallInput map(T value) {
    try {
      return embedding.apply(schema, value);
    } catch (RuntimeException e) {
      return refusing.apply(value, new Refusal(e).getMessage());
    }
  }
}
