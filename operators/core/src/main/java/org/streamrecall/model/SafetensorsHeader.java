package org.streamrecall.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The JSON header of a safetensors file: where each tensor's bytes lie behind it.
 *
 * @param entries in the order of their bytes, which they cover without a gap
 * @param metadata the user's strings, sorted by key
 */
record SafetensorsHeader(List<Entry> entries, Map<String, String> metadata) {
  private static final String METADATA = "__metadata__";
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** One tensor's place: bytes begin to end (exclusive) of the data. */
  record Entry(String name, Tensor.Type dtype, long[] shape, long begin, long end) {}

  /**
   * Lays tensors out one after the other, widest elements first so that each is aligned for readers
   * that map the file, then by name so that equal tensors make equal files.
   */
  static SafetensorsHeader of(Map<String, Tensor> tensors, Map<String, String> metadata) {
    List<String> names = new ArrayList<>(tensors.keySet());
    names.sort(
        Comparator.comparing((String name) -> -tensors.get(name).dtype().bytes)
            .thenComparing(Comparator.naturalOrder()));
    List<Entry> entries = new ArrayList<>();
    long begin = 0;
    for (String name : names) {
      if (name.equals(METADATA)) {
        throw new IllegalArgumentException(
            "a tensor is named \"" + METADATA + "\", which the format reserves; rename it");
      }
      Tensor tensor = tensors.get(name);
      long end = begin + tensor.data().length;
      entries.add(new Entry(name, tensor.dtype(), tensor.shape(), begin, end));
      begin = end;
    }
    return new SafetensorsHeader(entries, new TreeMap<>(metadata));
  }

  /** Number of data bytes behind the header. */
  long dataLength() {
    return entries.isEmpty() ? 0 : entries.get(entries.size() - 1).end();
  }

  String toJson() {
    ObjectNode root = JSON.createObjectNode();
    if (!metadata.isEmpty()) {
      ObjectNode node = root.putObject(METADATA);
      metadata.forEach(node::put);
    }
    for (Entry entry : entries) {
      ObjectNode node = root.putObject(entry.name());
      node.put("dtype", entry.dtype().name());
      Arrays.stream(entry.shape()).forEach(node.putArray("shape")::add);
      node.putArray("data_offsets").add(entry.begin()).add(entry.end());
    }
    return root.toString();
  }

  /**
   * @param dataLength number of bytes behind the header, which the tensors must cover exactly
   * @throws IllegalArgumentException if they do not, or the header is not one
   */
  static SafetensorsHeader parse(String json, long dataLength) {
    JsonNode root;
    try {
      root = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw refuse("header is not JSON: " + e.getOriginalMessage(), e);
    }
    if (!root.isObject()) {
      throw refuse("header is not a JSON object", null);
    }
    List<Entry> entries = new ArrayList<>();
    Map<String, String> metadata = new TreeMap<>();
    for (Map.Entry<String, JsonNode> field : root.properties()) {
      if (field.getKey().equals(METADATA)) {
        readMetadata(field.getValue(), metadata);
      } else {
        entries.add(readEntry(field.getKey(), field.getValue()));
      }
    }
    entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    requireCovered(entries, dataLength);
    return new SafetensorsHeader(entries, metadata);
  }

  private static void readMetadata(JsonNode node, Map<String, String> metadata) {
    if (!node.isObject()) {
      throw refuse(METADATA + " is not a JSON object", null);
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!field.getValue().isTextual()) {
        throw refuse(METADATA + "." + field.getKey() + " is not a string", null);
      }
      metadata.put(field.getKey(), field.getValue().textValue());
    }
  }

  private static Entry readEntry(String name, JsonNode node) {
    String place = "tensor \"" + name + "\"";
    if (!node.isObject() || !node.path("dtype").isTextual() || node.size() != 3) {
      throw refuse(place + " is not described by dtype, shape and data_offsets alone", null);
    }
    Tensor.Type dtype;
    try {
      dtype = Tensor.Type.valueOf(node.get("dtype").textValue());
    } catch (IllegalArgumentException e) {
      throw refuse(place + " has the unknown dtype " + node.get("dtype"), e);
    }
    long[] shape = wholeNumbers(place + ": shape", node.path("shape"));
    long[] offsets = wholeNumbers(place + ": data_offsets", node.path("data_offsets"));
    if (offsets.length != 2 || offsets[0] > offsets[1]) {
      throw refuse(place + " has no range in data_offsets=" + node.get("data_offsets"), null);
    }
    long needed;
    try {
      needed = Tensor.byteLength(dtype, shape);
    } catch (IllegalArgumentException e) {
      throw refuse(place + ": " + e.getMessage(), e);
    }
    if (offsets[1] - offsets[0] != needed) {
      throw refuse(
          place
              + " of "
              + dtype
              + node.get("shape")
              + " needs "
              + needed
              + " bytes, data_offsets give "
              + (offsets[1] - offsets[0]),
          null);
    }
    return new Entry(name, dtype, shape, offsets[0], offsets[1]);
  }

  private static long[] wholeNumbers(String place, JsonNode node) {
    if (!node.isArray()) {
      throw refuse(place + " is not an array", null);
    }
    long[] numbers = new long[node.size()];
    for (int i = 0; i < numbers.length; i++) {
      JsonNode number = node.get(i);
      if (!number.isIntegralNumber() || !number.canConvertToLong() || number.longValue() < 0) {
        throw refuse(place + "[" + i + "] is not a whole number of at least 0", null);
      }
      numbers[i] = number.longValue();
    }
    return numbers;
  }

  private static void requireCovered(List<Entry> entries, long dataLength) {
    long end = 0;
    for (Entry entry : entries) {
      if (entry.begin() != end) {
        throw refuse(
            "tensor \""
                + entry.name()
                + "\" begins at data byte "
                + entry.begin()
                + ", the one before it ends at "
                + end
                + ": tensors must neither overlap nor leave gaps",
            null);
      }
      end = entry.end();
    }
    if (end != dataLength) {
      throw refuse(
          "tensors end at data byte "
              + end
              + ", but the file has "
              + dataLength
              + " bytes behind its header: it is truncated or has a tail",
          null);
    }
  }

  /** A refusal of a whole file, with the one remedy there is. */
  static IllegalArgumentException refuse(String what, Exception cause) {
    return new IllegalArgumentException(
        "not a safetensors file: its " + what + "; copy the file again or train anew", cause);
  }
}
