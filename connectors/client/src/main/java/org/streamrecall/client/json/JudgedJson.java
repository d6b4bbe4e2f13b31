package org.streamrecall.client.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;
import org.streamrecall.events.JudgedOutcome;
import org.streamrecall.events.Judgement;

/**
 * Events on their way back: the same object, byte for byte, with one field more. A bare {@code
 * NaN}, which is no JSON, comes back as {@code null}.
 *
 * <pre>  "recall":{"status":"ok","value":[12.5],"interval":[[9.1,15.9]],"surprise":0.42,..}</pre>
 */
public final class JudgedJson {
  /** The field that is added. */
  public static final String RECALL = "recall";

  private JudgedJson() {}

  /**
   * The event again, with its answer.
   *
   * @param json as it was read: an object
   * @param model id of the model that answered
   */
  public static byte[] answered(byte[] json, Judgement judgement, String model) {
    return with(JsonNulls.of(json), recall -> write(recall, judgement, model));
  }

  /** The answer alone, an object. */
  public static byte[] write(Judgement judgement, String model) {
    return JsonLine.of(json -> write(json, judgement, model));
  }

  /**
   * What came of an event that was answered before, an object.
   *
   * @param key name of the schema's key, or null if it has none
   * @param id name of the field that they were joined by
   */
  public static byte[] judged(JudgedOutcome judged, String key, String id) {
    return JsonLine.of(
        json -> {
          if (key != null) {
            json.writeStringField(key, judged.key());
          }
          json.writeStringField(id, judged.id());
          json.writeObjectFieldStart(RECALL);
          json.writeStringField("status", "outcome");
          JsonLine.doubles(json, "value", judged.foretold());
          OddnessJson.write(json, judged.oddness());
          JsonLine.time(json, "asked", judged.time());
          json.writeEndObject();
        });
  }

  /**
   * The event again, with the reason why it has no answer.
   *
   * @param json what came; if it is no object, or has an answer already, it is left out
   */
  public static byte[] refused(byte[] json, String reason) {
    byte[] whole = json == null ? null : JsonNulls.of(json);
    ObjectNode event = whole == null ? null : Json.strictObject(whole);
    return with(
        event != null && !event.has(RECALL) ? whole : new byte[] {'{', '}'},
        recall -> {
          recall.writeStringField("status", "refused");
          recall.writeStringField("reason", reason);
        });
  }

  private static void write(JsonGenerator json, Judgement judgement, String model)
      throws IOException {
    var answer = judgement.answer();
    json.writeStringField("status", answer.status().wire());
    JsonLine.doubles(json, "value", answer.value());
    OddnessJson.write(json, judgement.oddness());
    PredictionJson.writeRest(json, answer, false);
    json.writeStringField("model", model);
    JsonLine.time(json, "asOf", answer.asOf());
  }

  private static byte[] with(byte[] json, JsonLine.Body body) {
    byte[] line =
        JsonLine.of(
            out -> {
              out.writeObjectFieldStart(RECALL);
              body.write(out);
              out.writeEndObject();
            });
    int end = back(json, json.length - 1); // its closing brace
    int last = back(json, end - 1);
    boolean empty = json[last] == '{'; // a text's brace stands within quotes, a member's in a value
    byte[] out = Arrays.copyOf(json, end + (empty ? 0 : 1) + line.length - 1);
    if (!empty) {
      out[end] = ',';
    }
    System.arraycopy(line, 1, out, out.length - line.length + 1, line.length - 1);
    return out;
  }

  /** The last place up to this one that is no white space. */
  private static int back(byte[] json, int from) {
    int at = from;
    while (json[at] == ' ' || json[at] == '\n' || json[at] == '\r' || json[at] == '\t') {
      at--;
    }
    return at;
  }
}
