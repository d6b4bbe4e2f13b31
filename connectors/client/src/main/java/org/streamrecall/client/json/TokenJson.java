package org.streamrecall.client.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.streamrecall.client.TokenRecord;
import org.streamrecall.measure.Atom;
import org.streamrecall.model.Fields;
import org.streamrecall.model.Kind;
import org.streamrecall.model.Lift;
import org.streamrecall.model.Token;

/**
 * Reads and writes records of the tokens topic.
 *
 * <pre>
 *   {"context":"c","tag":[..],"content":[..],"time":1700000000000,"weight":1.0,"ref":"order-17"}
 *   {"context":"c","type":"forget"}
 * </pre>
 *
 * Context, tag and content are required. Where the schema names a text, that field may stand for
 * {@code tag}, as a text or an array of texts. Fields that are not known are ignored.
 */
public final class TokenJson {
  private static final float[] NONE = {};

  private final Fields fields;

  /**
   * @param fields the schema's sizes, which every record must have
   */
  public TokenJson(Fields fields) {
    this.fields = fields;
  }

  /**
   * @throws IllegalArgumentException naming the field, the value, the rule and the remedy
   */
  public TokenRecord read(byte[] json) {
    return read(Json.object(json));
  }

  TokenRecord read(JsonNode node) {
    JsonRecord record = new JsonRecord(node);
    String type = record.text("type");
    if (type == null || type.equals("token")) {
      return new TokenRecord.Told(token(node, null));
    }
    if (!type.equals("forget")) {
      throw new IllegalArgumentException(
          "type=\""
              + JsonRecord.shown(type)
              + "\" is not known; leave it out for a token, or send \"forget\"");
    }
    return new TokenRecord.Forgotten(record.name("context", null), record.time("time"));
  }

  /** Reads a token whose context may be left out if {@code context} is not null. */
  Token token(JsonNode node, String context) {
    JsonRecord record = new JsonRecord(node);
    boolean slots = fields.kind() == Kind.CLASSIFICATION;
    int length = slots ? 1 : fields.content();
    String remedy = "send \"content\":" + (slots ? "[slot]" : "[" + length + " numbers]");
    String key = record.name("context", context);
    float[] content = record.numbers("content", length, remedy);
    if (slots) {
      new Lift.OneHot(fields.content()).slot("content", content[0]);
    }
    double weight = record.number("weight", 1);
    long time = record.time("time");
    String ref = record.text("ref");
    new Atom(NONE, NONE, weight, time, ref); // refuses what no memory can hold
    return new Token(key, record.tag(fields), content, time, weight, ref);
  }

  /** One line of JSON; a weight of 1, no time and no reference are left out. */
  public static byte[] write(Token token) {
    return JsonLine.of(
        json -> {
          json.writeStringField("context", token.context());
          JsonLine.floats(json, "tag", token.tag());
          rest(json, token);
        });
  }

  /**
   * The same, with texts for the tag; the token's own tag is not written.
   *
   * @param field the name that the schema gives the text
   */
  public static byte[] write(Token token, String field, List<String> texts) {
    return JsonLine.of(
        json -> {
          json.writeStringField("context", token.context());
          JsonLine.texts(json, field, texts);
          rest(json, token);
        });
  }

  /** The record that makes a memory forget a context. */
  public static byte[] forget(String context) {
    return JsonLine.of(
        json -> {
          json.writeStringField("context", context);
          json.writeStringField("type", "forget");
        });
  }

  private static void rest(JsonGenerator json, Token token) throws java.io.IOException {
    JsonLine.floats(json, "content", token.content());
    JsonLine.time(json, "time", token.time());
    if (token.weight() != 1) {
      JsonLine.number(json, "weight", token.weight());
    }
    if (token.ref() != null) {
      json.writeStringField("ref", token.ref());
    }
  }
}
