package org.streamrecall.client.json;

import java.io.ByteArrayOutputStream;

/**
 * JSON with {@code null} for each bare {@code NaN}, which is no JSON but is what Python's {@code
 * json.dumps} writes of a number that is missing. Nothing else is changed.
 */
final class JsonNulls {
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};
  private static final int NAN = 3; // letters

  private JsonNulls() {}

  /**
   * The same bytes, or others if there is a NaN among them that no text holds.
   *
   * @param json in UTF-8, whose bytes beyond ASCII are no letters of NaN
   */
  static byte[] of(byte[] json) {
    return first(json, 0) < 0 ? json : replaced(json);
  }

  /** Where the next three letters stand, in a text or not; -1 if there are none. */
  private static int first(byte[] json, int from) {
    for (int i = from; i + NAN <= json.length; i++) {
      if (json[i] == 'N' && json[i + 1] == 'a' && json[i + 2] == 'N') {
        return i;
      }
    }
    return -1;
  }

  private static byte[] replaced(byte[] json) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(json.length + 16);
    boolean text = false;
    for (int i = 0; i < json.length; i++) {
      if (json[i] == '\\' && text && i + 1 < json.length) {
        out.write(json[i++]); // and what it escapes, which may be a quote
      } else if (json[i] == '"') {
        text = !text;
      } else if (!text && json[i] == 'N' && first(json, i) == i) {
        out.writeBytes(NULL);
        i += NAN - 1;
        continue;
      }
      out.write(json[i]);
    }
    return out.toByteArray();
  }
}
