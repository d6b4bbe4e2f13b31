package org.streamrecall.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.streamrecall.client.Topics;
import org.streamrecall.client.WireFormats;
import org.streamrecall.flink.Refused;

class DeadLetterTest {
  private final DeadLetter letters = new DeadLetter("dead", 4, WireFormats.JSON);

  @Test
  void shouldHoldTheBytesUpToTheLimitAndSayWhatTheWholeWas() {
    Outgoing letter = letters.of(rejected(new byte[] {1, 2, 3, 4, 5}));
    assertThat(letter.topic()).isEqualTo("dead");
    assertThat(letter.key()).containsExactly(9);
    assertThat(letter.value()).containsExactly(1, 2, 3, 4);
    assertThat(headers(letter))
        .isEqualTo(
            Map.of(
                "recall.kind", "record",
                "recall.reason", "why",
                "recall.topic", "t",
                "recall.partition", "3",
                "recall.offset", "17",
                "recall.timestamp", "1700000000000",
                "recall.length", "5",
                "recall.sha256",
                    "74f81fe167d99b4cb41d6d0ccda82278caee9f3e2f25d5e5a3936ff3dcec60d0"));
  }

  @Test
  void shouldHoldNothingOfARecordWithoutAValue() {
    Outgoing letter = letters.of(rejected(null));
    assertThat(letter.value()).isEmpty();
    assertThat(headers(letter)).containsEntry("recall.length", "0");
  }

  @Test
  void shouldTellWhatTheOperatorRefusedAsJson() {
    Outgoing letter = letters.of(new Refused("c", Refused.QUERY, "q\"1", "why"));
    assertThat(new String(letter.value(), StandardCharsets.UTF_8))
        .isEqualTo("{\"context\":\"c\",\"kind\":\"query\",\"id\":\"q\\\"1\",\"reason\":\"why\"}");
    assertThat(letter.key()).isEqualTo("c".getBytes(StandardCharsets.UTF_8));
    assertThat(headers(letter)).containsEntry("recall.kind", "query");
  }

  @Test
  void shouldCutWhatWouldNotFitARecord() {
    String huge = "x".repeat(1_000_000);
    String cut = "x".repeat(1024) + ".. (cut, 1000000 characters in all)";
    Outgoing record = letters.of(rejected(new byte[1_000_000], huge));
    assertThat(headers(record))
        .containsEntry("recall.reason", cut)
        .containsEntry("recall.length", "1000000");
    assertThat(record.value()).hasSize(4);
    Outgoing refused = letters.of(new Refused(huge, Refused.MODEL, huge, huge));
    assertThat(headers(refused)).containsEntry("recall.reason", cut);
    assertThat(refused.key()).hasSize(4096);
    assertThat(new String(refused.value(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"context\":\"%s\",\"kind\":\"model\",\"id\":\"%s\",\"reason\":\"%s\"}"
                .formatted(cut, cut, cut));
  }

  @Test
  void shouldRefuseALimitAboveKafkas() {
    KafkaSettings good = KafkaSettings.of("localhost:9092", Topics.defaults(), "name");
    assertThatThrownBy(
            () ->
                new KafkaSettings(
                    good.access(),
                    good.topics(),
                    good.replyTopics(),
                    good.groupId(),
                    good.uid(),
                    good.start(),
                    good.delivery(),
                    good.badRecords(),
                    1_000_001,
                    good.input()))
        .hasMessage(
            "deadLetterBytes=1000001 is more than Kafka takes in one record, with headers; use at"
                + " most 1000000");
  }

  private static Incoming.Rejected rejected(byte[] value) {
    return rejected(value, "why");
  }

  private static Incoming.Rejected rejected(byte[] value, String reason) {
    return new Incoming.Rejected(value, new byte[] {9}, "t", 3, 17, 1700000000000L, reason);
  }

  private static java.util.Map<String, String> headers(Outgoing letter) {
    java.util.Map<String, String> headers = new java.util.TreeMap<>();
    for (String name : letter.headerNames()) {
      headers.put(name, letter.header(name));
    }
    return headers;
  }
}
