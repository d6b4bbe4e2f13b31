package org.streamrecall.flink.operator;

import org.apache.flink.api.common.functions.MapFunction;
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
public abstract class Embed<T> extends RichMapFunction<T, RecallInput> {
  private final byte[] model; // carries the schema, which is not serializable itself
  private transient Schema schema;

  private Embed(byte[] model) {
    this.model = model;
  }

  public static MapFunction<Token, RecallInput> tokens(byte[] model) {
    return new Tokens(model);
  }

  public static MapFunction<Query, RecallInput> queries(byte[] model) {
    return new Queries(model);
  }

  abstract RecallInput embed(Schema schema, T value);

  abstract Refused refuse(T value, String reason);

  @Override
  public void open(OpenContext context) {
    schema = RecallModel.fromBytes(model).schema();
  }

  @Override
  public RecallInput map(T value) {
    try {
      return embed(schema, value);
    } catch (RuntimeException e) {
      return refuse(value, new Refusal(e).getMessage());
    }
  }

  private static final class Tokens extends Embed<Token> {
    private Tokens(byte[] model) {
      super(model);
    }

    @Override
    RecallInput embed(Schema schema, Token token) {
      return RecallInput.of(schema, token);
    }

    @Override
    Refused refuse(Token token, String reason) {
      return new Refused(token.context(), Refused.TOKEN, null, reason);
    }
  }

  private static final class Queries extends Embed<Query> {
    private Queries(byte[] model) {
      super(model);
    }

    @Override
    RecallInput embed(Schema schema, Query query) {
      return RecallInput.of(schema, query);
    }

    @Override
    Refused refuse(Query query, String reason) {
      return new Refused(query.context(), Refused.QUERY, query.id(), reason);
    }
  }
}
