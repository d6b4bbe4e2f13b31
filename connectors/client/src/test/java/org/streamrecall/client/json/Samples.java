package org.streamrecall.client.json;

import java.nio.charset.StandardCharsets;
import org.streamrecall.model.Fields;
import org.streamrecall.model.FieldsJson;

/** Schemas and records that several tests use. */
public final class Samples {
  public static final Fields NUMBERS = FieldsJson.parse("{\"tag\":2,\"content\":2,\"inputs\":1}");
  public static final Fields TEXT =
      FieldsJson.parse("{\"text\":\"name\",\"content\":8,\"kind\":\"classification\"}");

  private Samples() {}

  public static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  public static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
