package org.streamrecall.client.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.streamrecall.measure.Evidence;
import org.streamrecall.model.Answer;
import org.streamrecall.model.Method;
import org.streamrecall.model.Methods;
import org.streamrecall.model.Prediction;
import org.streamrecall.model.Recalled;
import org.streamrecall.model.Schema;
import org.streamrecall.model.Status;

/**
 * Reads and writes predictions, in fixed field order, so that equal predictions are equal bytes.
 *
 * <pre>
 *   {"id":"q1","context":"c","time":..,"status":"ok","value":[..],"memoryError":0.003,"tokens":12345,
 *    "effectiveTokens":87.2,"entropy":0.4,
 *    "recalled":[{"share":0.93,"tokens":1200,"tag":[..],"ref":"order-17","firstTime":..,"lastTime":..}],
 *    "methods":[{"near":0.412,"lately":0.301}..],"model":"sha256:..","asOf":..}
 * </pre>
 *
 * {@code "extrapolates":true} follows the memory error of a question sharper than it was calibrated
 * for; {@code "interval":[[lo,hi]..]} and {@code "quantiles":[{"0.05":..,"0.5":..}..]}, one object
 * for each target, follow the value and {@code "familiarity"} the entropy where they are known, and
 * {@code "methods"}, one object for each target with weights in thousandths, what was recalled. Of
 * {@code "categories":["a","b",null]} the last, for all names that have no place of their own, is
 * null. A time that is not known is left out, and so is a recalled tag that the schema's map made
 * unreadable.
 */
public final class PredictionJson {
  private static final double WEIGHTS = 1000; // of a method, told apart

  private final boolean readableTags;

  public PredictionJson(Schema schema) {
    this.readableTags = schema.tagMap().isReadable();
  }

  /**
   * @throws IllegalArgumentException if a number is not finite
   */
  public byte[] write(Prediction prediction) {
    return write(prediction, readableTags);
  }

  static byte[] write(Prediction prediction, boolean readableTags) {
    Answer answer = prediction.answer();
    return JsonLine.of(
        json -> {
          json.writeStringField("id", prediction.id());
          json.writeStringField("context", prediction.context());
          JsonLine.time(json, "time", prediction.time());
          json.writeStringField("status", answer.status().wire());
          if (!prediction.targets().isEmpty()) {
            texts(json, "predict", prediction.targets());
          }
          JsonLine.doubles(json, "value", answer.value());
          writeRest(json, answer, readableTags);
          json.writeStringField("model", prediction.model());
          JsonLine.time(json, "asOf", answer.asOf());
        });
  }

  /** The same for events, whose tags are nobody's numbers. */
  public static byte[] writeUnreadable(Prediction prediction) {
    return write(prediction, false);
  }

  /** What follows an answer's value. */
  static void writeRest(JsonGenerator json, Answer answer, boolean readableTags)
      throws IOException {
    if (!answer.categories().isEmpty()) {
      texts(json, "categories", answer.categories());
    }
    if (answer.interval() != null) {
      JsonLine.pairs(json, "interval", answer.interval());
    }
    if (answer.quantiles() != null) {
      QuantilesJson.write(json, answer.quantiles());
    }
    if (!Double.isNaN(answer.memoryError())) {
      JsonLine.number(json, "memoryError", answer.memoryError());
    }
    if (answer.extrapolates()) {
      json.writeBooleanField("extrapolates", true);
    }
    json.writeNumberField("tokens", answer.tokens());
    JsonLine.number(json, "effectiveTokens", answer.effectiveTokens());
    JsonLine.number(json, "entropy", answer.entropy());
    if (!Double.isNaN(answer.familiarity())) {
      JsonLine.number(json, "familiarity", answer.familiarity());
    }
    json.writeArrayFieldStart("recalled");
    for (Recalled part : answer.recalled()) {
      write(json, part, readableTags);
    }
    json.writeEndArray();
    if (!answer.methods().isEmpty()) {
      json.writeArrayFieldStart("methods");
      for (Methods target : answer.methods()) {
        write(json, target.of());
      }
      json.writeEndArray();
    }
  }

  private static void write(JsonGenerator json, List<Method> methods) throws IOException {
    json.writeStartObject();
    for (Method method : methods) {
      JsonLine.number(json, method.name(), Math.round(WEIGHTS * method.weight()) / WEIGHTS);
    }
    json.writeEndObject();
  }

  private static void texts(JsonGenerator json, String field, List<String> texts)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, Recalled part, boolean readableTags)
      throws IOException {
    Evidence evidence = part.evidence();
    json.writeStartObject();
    JsonLine.number(json, "share", part.share());
    JsonLine.number(json, "tokens", evidence.tokens());
    if (readableTags && evidence.tag() != null) {
      JsonLine.floats(json, "tag", evidence.tag());
    }
    if (evidence.ref() != null) {
      json.writeStringField("ref", evidence.ref());
    }
    JsonLine.time(json, "firstTime", evidence.firstTime());
    JsonLine.time(json, "lastTime", evidence.lastTime());
    json.writeEndObject();
  }

  /**
   * Reads a prediction back; a recalled tag that was left out is empty.
   *
   * @throws IllegalArgumentException naming the field, the value, the rule and the remedy
   */
  public static Prediction read(byte[] json) {
    JsonRecord record = new JsonRecord(Json.object(json));
    List<Recalled> recalled = new ArrayList<>();
    record.objects("recalled").forEach(part -> recalled.add(recalled(part)));
    List<Methods> methods = new ArrayList<>();
    record.objects("methods").forEach(target -> methods.add(methods(target)));
    Answer answer =
        new Answer(
            status(record.name("status", null)),
            record.doubles("value", "this is no prediction"),
            record.names("categories"),
            record.has("interval") ? record.pairs("interval") : null,
            QuantilesJson.read(record.objects("quantiles")),
            record.has("memoryError") ? record.number("memoryError", 0) : Double.NaN,
            record.object().path("extrapolates").asBoolean(),
            (long) record.number("tokens", 0),
            record.number("effectiveTokens", 0),
            record.number("entropy", 0),
            record.has("familiarity") ? record.number("familiarity", 0) : Double.NaN,
            recalled,
            methods,
            record.time("asOf"));
    return new Prediction(
        record.name("id", null),
        record.name("context", null),
        record.time("time"),
        answer,
        record.name("model", null),
        null,
        record.has("predict") ? record.texts("predict") : List.of());
  }

  private static Recalled recalled(JsonRecord part) {
    float[] tag = part.has("tag") ? part.numbers("tag", -1, "") : new float[0];
    Evidence evidence =
        new Evidence(
            part.number("tokens", 0),
            tag,
            part.text("ref"),
            part.time("firstTime"),
            part.time("lastTime"));
    return new Recalled(part.number("share", 0), evidence);
  }

  private static Methods methods(JsonRecord target) {
    List<Method> methods = new ArrayList<>();
    Iterable<String> names = target.object()::fieldNames;
    for (String name : names) {
      if (target.has(name)) {
        methods.add(new Method(name, target.number(name, 0)));
      }
    }
    return new Methods(methods);
  }

  private static Status status(String wire) {
    for (Status status : Status.values()) {
      if (status.wire().equals(wire)) {
        return status;
      }
    }
    throw new IllegalArgumentException(
        "status=\""
            + JsonRecord.shown(wire)
            + "\" is not known to this version; update the client");
  }
}
