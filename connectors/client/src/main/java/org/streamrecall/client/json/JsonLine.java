package org.streamrecall.client.json;

import com.fasterxml.jackson.core.JsonGenerationException;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.streamrecall.measure.Atom;

/** Writes one JSON object as one line of bytes, the same on every JDK. */
final class JsonLine {
  /** Whole numbers up to here are written without a point: doubles hold them exactly. */
  private static final double WHOLE = 1e15;

  interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  private JsonLine() {}

  static byte[] of(Body body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator json = Json.FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      body.write(json);
      json.writeEndObject();
    } catch (JsonGenerationException e) {
      throw new IllegalArgumentException(
          "the record is no JSON: " + e.getOriginalMessage() + "; send whole characters", e);
    } catch (IOException e) {
      throw new UncheckedIOException("an array of bytes takes all bytes", e);
    }
    return bytes.toByteArray();
  }

  static void floats(JsonGenerator json, String field, float[] values) throws IOException {
    json.writeArrayFieldStart(field);
    for (int i = 0; i < values.length; i++) {
      write(json, field, i, values[i]);
    }
    json.writeEndArray();
  }

  static void doubles(JsonGenerator json, String field, double[] values) throws IOException {
    json.writeFieldName(field);
    doubles(json, field, values, "");
  }

  /** An array of arrays. */
  static void pairs(JsonGenerator json, String field, double[][] pairs) throws IOException {
    json.writeArrayFieldStart(field);
    for (int i = 0; i < pairs.length; i++) {
      doubles(json, field, pairs[i], "[" + i + "]");
    }
    json.writeEndArray();
  }

  private static void doubles(JsonGenerator json, String field, double[] values, String place)
      throws IOException {
    json.writeStartArray();
    for (int i = 0; i < values.length; i++) {
      write(json, field + place, i, values[i]);
    }
    json.writeEndArray();
  }

  /** What 32 bits hold is written as they are. */
  static void write(JsonGenerator json, String field, int i, double value) throws IOException {
    if ((float) value == value || Double.isNaN(value)) {
      write(json, field, i, (float) value);
    } else {
      requireFinite(field, i, value);
      json.writeNumber(value);
    }
  }

  private static void write(JsonGenerator json, String field, int i, float value)
      throws IOException {
    requireFinite(field, i, value);
    // Compared as bits, for -0 is to come back as -0.
    if (Float.floatToIntBits((int) value) == Float.floatToIntBits(value)
        && Math.abs(value) < 1 << 24) {
      json.writeNumber((int) value);
    } else {
      json.writeNumber(value);
    }
  }

  private static void requireFinite(String field, int i, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          field + "[" + i + "]=" + value + " is not finite; JSON has finite numbers only");
    }
  }

  static void texts(JsonGenerator json, String field, List<String> texts) throws IOException {
    if (texts.size() == 1) {
      json.writeStringField(field, texts.get(0));
      return;
    }
    json.writeArrayFieldStart(field);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  static void time(JsonGenerator json, String field, long time) throws IOException {
    if (time != Atom.NO_TIME) {
      json.writeNumberField(field, time);
    }
  }

  /** A number, left out if it is NaN. */
  static void known(JsonGenerator json, String field, double value) throws IOException {
    if (!Double.isNaN(value)) {
      number(json, field, value);
    }
  }

  static void number(JsonGenerator json, String field, double value) throws IOException {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          field + "=" + value + " is not finite; JSON has finite numbers only");
    }
    if (value == (long) value && Math.abs(value) < WHOLE) {
      json.writeNumberField(field, (long) value);
    } else {
      json.writeNumberField(field, value);
    }
  }
}
