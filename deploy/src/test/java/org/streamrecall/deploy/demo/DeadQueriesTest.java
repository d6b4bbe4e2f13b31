package org.streamrecall.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class DeadQueriesTest {
  private final DeadQueries dead = new DeadQueries("q");

  @Test
  void shouldCountEachQueryOnceHoweverOftenItIsWritten() {
    for (int i = 0; i < 2; i++) {
      dead.accept(letter("{\"id\":\"c-1\"}", Map.of("recall.kind", "query")));
      dead.accept(letter("{\"id\":\"c-2\"}", Map.of("recall.kind", "query")));
      dead.accept(letter("?", record("q", "7")));
      dead.accept(letter("?", record("q", "8")));
    }
    assertThat(dead.count()).isEqualTo(4);
  }

  @Test
  void shouldNotCountTokens() {
    dead.accept(letter("{}", Map.of("recall.kind", "token")));
    dead.accept(letter("?", record("t", "7")));
    assertThat(dead.count()).isZero();
  }

  /** Others may write to the topic too. */
  @Test
  void shouldPassOverALetterWhoseHeadersHaveNoValues() {
    ConsumerRecord<byte[], byte[]> odd = letter("?", Map.of());
    odd.headers().add("recall.kind", null);
    dead.accept(odd);
    ConsumerRecord<byte[], byte[]> nowhere = letter("?", Map.of("recall.kind", "record"));
    nowhere.headers().add("recall.topic", null);
    dead.accept(nowhere);
    assertThat(dead.count()).isZero();
  }

  private static Map<String, String> record(String topic, String offset) {
    return Map.of(
        "recall.kind",
        "record",
        "recall.topic",
        topic,
        "recall.partition",
        "0",
        "recall.offset",
        offset);
  }

  private static ConsumerRecord<byte[], byte[]> letter(String value, Map<String, String> headers) {
    ConsumerRecord<byte[], byte[]> letter =
        new ConsumerRecord<>("dead", 0, 0, null, value.getBytes(StandardCharsets.UTF_8));
    headers.forEach((k, v) -> letter.headers().add(k, v.getBytes(StandardCharsets.UTF_8)));
    return letter;
  }
}
