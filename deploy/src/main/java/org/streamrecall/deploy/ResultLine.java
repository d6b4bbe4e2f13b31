package org.streamrecall.deploy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a command found, as one JSON object on one line, fields in the order they were put. */
final class ResultLine {
  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build());

  private final Map<String, Object> fields = new LinkedHashMap<>();

  ResultLine put(String name, Object value) {
    fields.put(name, value);
    return this;
  }

  /** A number that does not apply (NaN) is left out: JSON has no word for it. */
  ResultLine measured(String name, double value) {
    if (Double.isFinite(value)) {
      fields.put(name, value);
    }
    return this;
  }

  @Override
  public String toString() {
    try {
      return JSON.writeValueAsString(fields);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers and texts are always JSON", e);
    }
  }
}
