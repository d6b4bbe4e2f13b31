package org.streamrecall.client.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import org.streamrecall.client.TokenRecord;
import org.streamrecall.model.Fields;
import org.streamrecall.model.Kind;
import org.streamrecall.model.Lift;
import org.streamrecall.model.Query;
import org.streamrecall.model.Token;
import org.streamrecall.training.Labelled;
import org.streamrecall.training.PointInTime;

/**
 * Reads tokens and queries to be trained on: those of {@link TokenJson} and {@link QueryJson},
 * where a query has its answer and needs no id, and a token may have a class.
 *
 * <pre>
 *   {"context":"c","tag":[..],"content":[..],"time":1700000000000,"class":"sv"}
 *   {"context":"c","tag":[..],"inputs":[..],"time":1700000000500,"target":[..]}
 * </pre>
 *
 * Equal texts share one array of features, so that a corpus costs one array a text. Not thread
 * safe.
 */
public final class LabelledJson {
  private static final String NO_ID = "";

  private final Fields fields;
  private final TokenJson tokens;
  private final QueryJson queries;
  private final Map<JsonNode, float[]> features = new HashMap<>();

  /**
   * @param fields the schema's sizes, which every record must have
   */
  public LabelledJson(Fields fields) {
    this.fields = fields;
    this.tokens = new TokenJson(fields);
    this.queries = new QueryJson(fields);
  }

  /**
   * Reads a record of the tokens topic, a token or what makes a context forget.
   *
   * @throws IllegalArgumentException naming the field, the value, the rule and the remedy
   */
  public void tell(byte[] json, PointInTime moments) {
    JsonNode node = Json.object(json);
    TokenRecord record = tokens.read(node);
    if (record instanceof TokenRecord.Told told) {
      moments.tell(shared(node, told.token()), type(node));
    } else if (record instanceof TokenRecord.Forgotten forgotten) {
      moments.forget(forgotten.context(), forgotten.time());
    }
  }

  /**
   * Reads a query with its target.
   *
   * @throws IllegalArgumentException naming the field, the value, the rule and the remedy
   */
  public void ask(byte[] json, PointInTime moments) {
    moments.ask(query(Json.object(json), NO_ID, null));
  }

  /** Reads a token whose context may be left out if {@code context} is not null. */
  Token token(JsonNode node, String context) {
    return shared(node, tokens.token(node, context));
  }

  /** A token's class, or null. */
  static String type(JsonNode node) {
    String type = new JsonRecord(node).name("class", "");
    return type.isEmpty() ? null : type;
  }

  /** Reads a query whose context may be left out if {@code context} is not null. */
  Labelled query(JsonNode node, String id, String context) {
    Query query = queries.query(node, id, context, null);
    boolean slots = fields.kind() == Kind.CLASSIFICATION;
    String remedy = "send \"target\":" + (slots ? "[slot]" : "[" + fields.target() + " numbers]");
    float[] target = new JsonRecord(node).numbers("target", fields.target(), remedy);
    if (slots) {
      new Lift.OneHot(fields.content()).slot("target", target[0]);
    }
    float[] tag = shared(node, query.tag());
    return new Labelled(
        new Query(query.id(), query.context(), tag, query.inputs(), query.time(), null), target);
  }

  private Token shared(JsonNode node, Token token) {
    float[] tag = shared(node, token.tag());
    return new Token(
        token.context(), tag, token.content(), token.time(), token.weight(), token.ref());
  }

  private float[] shared(JsonNode node, float[] tag) {
    JsonNode text = fields.text() == null ? null : node.get(fields.text());
    return text == null ? tag : features.computeIfAbsent(text, t -> tag);
  }
}
