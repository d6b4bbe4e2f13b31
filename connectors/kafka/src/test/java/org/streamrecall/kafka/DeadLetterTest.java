package org.streamrecall.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.streamrecall.flink.Refused;

class DeadLetterTest {
  private final DeadLetter letters = new DeadLetter("dead", 4);

  @Test
  void shouldHoldTheBytesUpToTheLimitAndSayWhatTheWholeWas() {
    Outgoing letter = letters.of(rejected(new byte[] {1, 2, 3, 4, 5}));
    assertThat(letter.topic()).isEqualTo("dead");
    assertThat(letter.key()).containsExactly(9);
    assertThat(letter.value()).containsExactly(1, 2, 3, 4);
    assertThat(letter.headers())
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
    assertThat(letter.headers()).containsEntry("recall.length", "0");
  }

  @Test
  void shouldTellWhatTheOperatorRefusedAsJson() {
    Outgoing letter = letters.of(new Refused("c", Refused.QUERY, "q\"1", "why"));
    assertThat(new String(letter.value(), StandardCharsets.UTF_8))
        .isEqualTo("{\"context\":\"c\",\"kind\":\"query\",\"id\":\"q\\\"1\",\"reason\":\"why\"}");
    assertThat(letter.key()).isEqualTo("c".getBytes(StandardCharsets.UTF_8));
    assertThat(letter.headers()).containsEntry("recall.kind", "query");
  }

  private static Incoming.Rejected rejected(byte[] value) {
    return new Incoming.Rejected(value, new byte[] {9}, "t", 3, 17, 1700000000000L, "why");
  }
}
