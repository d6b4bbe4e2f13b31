package org.streamrecall.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Whether a record is of a context: by its key, by its JSON, or, where it can no longer be read, by
 * the context's name in quotes somewhere in it.
 *
 * @param context the key of a memory
 * @param fields names of the JSON fields that may hold it; {@code a.b} is field b of object a
 */
record WhoseRecord(String context, List<String> fields) {
  private static final ObjectMapper JSON = new ObjectMapper();

  boolean isOf(ConsumerRecord<byte[], byte[]> record) {
    if (Arrays.equals(record.key(), context.getBytes(StandardCharsets.UTF_8))) {
      return true;
    }
    byte[] value = record.value();
    if (value == null) {
      return false;
    }
    JsonNode json;
    try {
      json = JSON.readTree(value);
    } catch (IOException e) {
      return holdsName(value);
    }
    return fields.stream().anyMatch(field -> field(json, field).asText().equals(context));
  }

  private static JsonNode field(JsonNode json, String name) {
    if (json.has(name) || name.indexOf('.') < 0) {
      return json.path(name);
    }
    JsonNode node = json;
    for (String part : name.split("\\.")) {
      node = node.path(part);
    }
    return node;
  }

  /** Byte by byte: what is cut or broken may be no text. */
  private boolean holdsName(byte[] value) {
    String quoted;
    try {
      quoted = JSON.writeValueAsString(context);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a text is always JSON", e);
    }
    byte[] name = quoted.getBytes(StandardCharsets.UTF_8);
    return new String(value, StandardCharsets.ISO_8859_1)
        .contains(new String(name, StandardCharsets.ISO_8859_1));
  }
}
