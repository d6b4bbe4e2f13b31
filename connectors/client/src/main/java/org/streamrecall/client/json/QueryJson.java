package org.streamrecall.client.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.streamrecall.client.Headers;
import org.streamrecall.model.Fields;
import org.streamrecall.model.Query;

/**
 * Reads and writes records of the queries topic.
 *
 * <pre>  {"id":"q1","context":"c","tag":[..],"inputs":[..],"time":1700000000500}</pre>
 *
 * Id, context and tag are required, and inputs if the schema has any. Where the schema names a
 * text, that field may stand for {@code tag}. Fields that are not known are ignored.
 */
public final class QueryJson {
  private final Fields fields;

  /**
   * @param fields the schema's sizes, which every record must have
   */
  public QueryJson(Fields fields) {
    this.fields = fields;
  }

  /**
   * @param replyTo the value of the record's {@link Headers#REPLY_TO} header, or null
   * @throws IllegalArgumentException naming the field, the value, the rule and the remedy
   */
  public Query read(byte[] json, String replyTo) {
    return query(Json.object(json), null, null, replyTo);
  }

  /** Reads a query whose id and context may be left out if the defaults are not null. */
  Query query(JsonNode node, String id, String context, String replyTo) {
    JsonRecord record = new JsonRecord(node);
    String name = record.name("id", id);
    String key = record.name("context", context);
    float[] inputs =
        fields.inputs() == 0 && !record.has("inputs")
            ? new float[0]
            : record.numbers(
                "inputs", fields.inputs(), "send \"inputs\":[" + fields.inputs() + " numbers]");
    return new Query(name, key, record.tag(fields), inputs, record.time("time"), replyTo);
  }

  /** One line of JSON; no inputs and no time are left out. The reply topic travels as a header. */
  public static byte[] write(Query query) {
    return JsonLine.of(
        json -> {
          head(json, query);
          JsonLine.floats(json, "tag", query.tag());
          rest(json, query);
        });
  }

  /**
   * The same, with texts for the tag; the query's own tag is not written.
   *
   * @param field the name that the schema gives the text
   */
  public static byte[] write(Query query, String field, List<String> texts) {
    return JsonLine.of(
        json -> {
          head(json, query);
          JsonLine.texts(json, field, texts);
          rest(json, query);
        });
  }

  private static void head(JsonGenerator json, Query query) throws IOException {
    json.writeStringField("id", query.id());
    json.writeStringField("context", query.context());
  }

  private static void rest(JsonGenerator json, Query query) throws IOException {
    if (query.inputs().length > 0) {
      JsonLine.floats(json, "inputs", query.inputs());
    }
    JsonLine.time(json, "time", query.time());
  }
}
