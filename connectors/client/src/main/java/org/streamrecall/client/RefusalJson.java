package org.streamrecall.client;

/** Writes what the operator refused, for the dead-letter topic. */
public final class RefusalJson {
  private RefusalJson() {}

  /**
   * {@code {"context":"c","kind":"query","id":"q1","reason":".."}}; what is null is left out.
   *
   * @param kind token, query or model
   * @param id the query's id or the model's name
   */
  public static byte[] write(String context, String kind, String id, String reason) {
    return JsonLine.of(
        json -> {
          if (context != null) {
            json.writeStringField("context", context);
          }
          json.writeStringField("kind", kind);
          if (id != null) {
            json.writeStringField("id", id);
          }
          json.writeStringField("reason", reason);
        });
  }
}
