package org.streamrecall.tests.faults;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.streamrecall.client.Headers;

/** What is compared of a dead letter. */
final class Letter {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Letter() {}

  /** Where the record came from that could not be read, or what the operator refused. */
  static String identity(ConsumerRecord<byte[], byte[]> letter) {
    String kind = Headers.text(letter, Headers.KIND);
    if (!kind.equals("record")) {
      return kind + " " + id(letter.value());
    }
    return Headers.text(letter, Headers.TOPIC)
        + "-"
        + Headers.text(letter, Headers.PARTITION)
        + "@"
        + Headers.text(letter, Headers.OFFSET);
  }

  /** The identity of a refused model's letter. */
  static String ofModel(String name) {
    return "model " + name;
  }

  /** The id of what an answer is to. */
  static String id(ConsumerRecord<byte[], byte[]> answer) {
    return id(answer.value());
  }

  /** An alarm's id, and whether it opens or closes. */
  static String alarm(ConsumerRecord<byte[], byte[]> alarm) {
    return text(alarm.value(), "id") + " " + text(alarm.value(), "state");
  }

  private static String id(byte[] refusal) {
    return text(refusal, "id");
  }

  private static String text(byte[] json, String field) {
    try {
      return JSON.readTree(json).path(field).asText();
    } catch (IOException e) {
      throw new UncheckedIOException("what was committed is not JSON", e);
    }
  }

  /** The reason, save when a record came to a broker, which is another for each; and the bytes. */
  static byte[] content(ConsumerRecord<byte[], byte[]> letter) {
    String value = new String(letter.value(), StandardCharsets.UTF_8);
    String reason = Headers.text(letter, Headers.REASON).replaceAll("timestamp \\d+", "timestamp");
    return (reason + value).getBytes(StandardCharsets.UTF_8);
  }
}
