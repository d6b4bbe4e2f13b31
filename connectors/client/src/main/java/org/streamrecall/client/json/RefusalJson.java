package org.streamrecall.client.json;

import org.streamrecall.client.Excerpt;

/** Writes what the operator refused, for the dead-letter topic. */
public final class RefusalJson {
  /**
   * Longer texts are cut here, with a note. A context or an id that was read from JSON never is,
   * but a model's name is a record's key and a reason quotes what it is about.
   */
  public static final int MAX_TEXT = JsonRecord.MAX_NAME;

  private RefusalJson() {}

  /**
   * {@code {"context":"c","kind":"query","id":"q1","reason":".."}}; what is null is left out and
   * what is longer than {@link #MAX_TEXT} characters is cut.
   *
   * @param kind token, query or model
   * @param id the query's id or the model's name
   */
  public static byte[] write(String context, String kind, String id, String reason) {
    return JsonLine.of(
        json -> {
          if (context != null) {
            json.writeStringField("context", Excerpt.of(context, MAX_TEXT));
          }
          json.writeStringField("kind", kind);
          if (id != null) {
            json.writeStringField("id", Excerpt.of(id, MAX_TEXT));
          }
          json.writeStringField("reason", Excerpt.of(reason, MAX_TEXT));
        });
  }
}
