package org.streamrecall.client.json;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.streamrecall.client.TimeDoubt;
import org.streamrecall.client.TokenRecord;
import org.streamrecall.client.WireFormat;
import org.streamrecall.events.Alarm;
import org.streamrecall.events.JudgedOutcome;
import org.streamrecall.events.Judgement;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.model.Fields;
import org.streamrecall.model.Prediction;
import org.streamrecall.model.Query;
import org.streamrecall.model.Token;

/** One JSON object a record. */
public enum JsonFormat implements WireFormat {
  INSTANCE;

  private static final String FORGET =
      "to make a memory forget a context send {\"context\":\"..\",\"type\":\"forget\"}";

  @Override
  public Function<byte[], TokenRecord> tokens(Fields fields) {
    TokenJson tokens = new TokenJson(fields);
    return value -> tokens.read(Json.requireValue(value, FORGET));
  }

  @Override
  public BiFunction<byte[], String, Query> queries(Fields fields) {
    QueryJson queries = new QueryJson(fields);
    return (value, replyTo) -> queries.read(Json.requireValue(value, FORGET), replyTo);
  }

  @Override
  public Events events(EventSchema schema, String id, Consumer<TimeDoubt> doubts) {
    return new EventJson(schema, id).doubting(doubts);
  }

  @Override
  public Function<byte[], Asked> questions(EventSchema schema) {
    return new EventQuestionJson(schema)::read;
  }

  @Override
  public Prediction prediction(byte[] value) {
    return PredictionJson.read(value);
  }

  @Override
  public String id(byte[] value) {
    return new JsonRecord(Json.object(value)).name("id", null);
  }

  @Override
  public List<String> names(byte[] event) {
    return Json.names(event);
  }

  @Override
  public byte[] token(Token token) {
    return TokenJson.write(token);
  }

  @Override
  public byte[] query(Query query) {
    return QueryJson.write(query);
  }

  @Override
  public byte[] forget(String context) {
    return TokenJson.forget(context);
  }

  @Override
  public byte[] answer(Prediction prediction, boolean readableTags) {
    return PredictionJson.write(prediction, readableTags);
  }

  @Override
  public byte[] answered(byte[] event, Judgement judgement, String model) {
    return JudgedJson.answered(event, judgement, model);
  }

  @Override
  public byte[] judged(JudgedOutcome judged, String key, String id) {
    return JudgedJson.judged(judged, key, id);
  }

  @Override
  public byte[] alarm(Alarm alarm, String key) {
    return AlarmJson.write(alarm, key);
  }

  @Override
  public byte[] refusal(String context, String kind, String id, String reason) {
    return RefusalJson.write(context, kind, id, reason);
  }
}
