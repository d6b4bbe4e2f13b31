package org.streamrecall.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TopicsTest {
  @Test
  void shouldHaveTheDocumentedNames() {
    assertThat(Topics.defaults())
        .isEqualTo(
            new Topics(
                "recall.tokens",
                "recall.queries",
                "recall.predictions",
                "recall.shadow",
                "recall.models",
                "recall.dead-letters"));
  }

  @Test
  void shouldRefuseNamesThatKafkaWould() {
    assertThatThrownBy(() -> Topics.withPrefix("a b"))
        .hasMessage(
            "topic=\"a b.tokens\" is not a topic's name; use 1 to 249 of the characters"
                + " a-z A-Z 0-9 . _ -");
    assertThatThrownBy(() -> new Topics("a", "a", "b", "c", "d", "e"))
        .hasMessageContaining("name one topic twice");
  }
}
