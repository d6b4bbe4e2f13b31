package org.streamrecall.client.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.streamrecall.measure.BadValue;

/** How JSON is read and written here: strictly, in bounded depth, with the same bytes anywhere. */
final class Json {
  static final int MAX_DEPTH = 32;

  /** The fast double writer is Jackson's own code: {@code Float.toString} differs between JDKs. */
  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          // Read, then refused by name and place, rather than as a syntax error.
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(100)
                  .maxNameLength(1000)
                  .build())
          .build();

  private static final JsonMapper MAPPER = mapper(FACTORY);
  private static final JsonMapper STRICT =
      mapper(
          new JsonFactoryBuilder(FACTORY)
              .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
              .build());

  private Json() {}

  private static JsonMapper mapper(JsonFactory factory) {
    return JsonMapper.builder(factory)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
        .build();
  }

  /**
   * @throws BadValue if the bytes are not one JSON object; the message says where
   */
  static ObjectNode object(byte[] json) {
    JsonNode node;
    requireUtf8(json);
    try {
      node = MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw unreadable(e);
    } catch (IOException e) {
      throw new BadValue(
          "the record is not UTF-8: " + e.getMessage(), "send one JSON object in UTF-8", e);
    }
    if (!(node instanceof ObjectNode object)) {
      throw new BadValue(
          "the record is "
              + (node == null || node.isMissingNode() ? "empty" : JsonRecord.shown(node))
              + ", not a JSON object",
          "send {\"context\":..,..}");
    }
    return object;
  }

  /** The object again, half characters escaped, as they may have come. */
  static byte[] bytes(ObjectNode object) {
    try {
      return MAPPER.writeValueAsBytes(object);
    } catch (JsonProcessingException e) {
      throw unreadable(e);
    }
  }

  /** The names of an object's own fields, those of objects in it left out; of what was read. */
  static List<String> names(byte[] json) {
    List<String> names = new ArrayList<>();
    try (JsonParser parser = FACTORY.createParser(json)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        names.add(parser.currentName());
        parser.nextToken();
        parser.skipChildren();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // not of what was read
    }
    return names;
  }

  static byte[] requireValue(byte[] json, String remedy) {
    if (json == null) {
      throw new BadValue("the record has no value", remedy);
    }
    return json;
  }

  static void requireUtf8(byte[] json) {
    requireValue(json, "send one JSON object");
    if (!isUtf8(json)) {
      throw new BadValue(
          "the record is not UTF-8: it begins as UTF-16, UTF-32 or no text does",
          "send one JSON object in UTF-8");
    }
  }

  /**
   * The parser would read UTF-16 and UTF-32 too, which it knows by their marks and by zeros among
   * the first four bytes; but what is added to an event is UTF-8.
   */
  private static boolean isUtf8(byte[] json) {
    boolean marked =
        json.length > 1
            && (json[0] == (byte) 0xfe && json[1] == (byte) 0xff
                || json[0] == (byte) 0xff && json[1] == (byte) 0xfe);
    for (int i = 0; i < Math.min(json.length, 4); i++) {
      marked |= json[i] == 0;
    }
    return !marked;
  }

  static BadValue unreadable(JsonProcessingException e) {
    return new BadValue(
        "the record is not JSON"
            + (e.getLocation() == null ? "" : " at byte " + e.getLocation().getByteOffset())
            + ": "
            + firstLine(e.getOriginalMessage()),
        "send one JSON object",
        e);
  }

  /** The bytes, if they are one JSON object and nothing else, by the letter of JSON; else null. */
  static ObjectNode strictObject(byte[] json) {
    try {
      return isUtf8(json) && STRICT.readTree(json) instanceof ObjectNode object ? object : null;
    } catch (IOException e) {
      return null;
    }
  }

  /** What is wrong, without the parser's own settings and place marks. */
  private static String firstLine(String message) {
    return message
        .lines()
        .findFirst()
        .orElse("unreadable")
        .replaceFirst("\\s*\\([^()]* at \\[Source.*", "")
        .replaceFirst(": not allowed (when|as per) `.*", "");
  }
}
