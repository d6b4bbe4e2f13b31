package org.streamrecall.client.json;

import org.streamrecall.client.Excerpt;
import org.streamrecall.client.WireFormat;

/** Writes what the operator refused, for the dead-letter topic. */
final class RefusalJson {
  private RefusalJson() {}

  /**
   * {@code {"context":"c","kind":"query","id":"q1","reason":".."}}; what is null is left out and
   * what is longer than {@link WireFormat#MAX_NAME} is cut, as a model's name or a reason may be.
   *
   * @param kind token, query or model
   * @param id the query's id or the model's name
   */
  static byte[] write(String context, String kind, String id, String reason) {
    return JsonLine.of(
        json -> {
          if (context != null) {
            json.writeStringField("context", Excerpt.of(context, WireFormat.MAX_NAME));
          }
          json.writeStringField("kind", kind);
          if (id != null) {
            json.writeStringField("id", Excerpt.of(id, WireFormat.MAX_NAME));
          }
          json.writeStringField("reason", Excerpt.of(reason, WireFormat.MAX_NAME));
        });
  }
}
