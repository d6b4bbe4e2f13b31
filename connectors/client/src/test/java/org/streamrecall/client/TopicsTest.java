package org.streamrecall.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
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

  @Test
  void shouldRefuseItsOwnForAnythingElse() {
    Topics topics = Topics.withPrefix("p");
    assertThat(topics.requireOther("out topic", "p")).isEqualTo("p");
    assertThat(topics.requireOther("out topic", "recall.tokens")).isEqualTo("recall.tokens");
    for (String kind :
        List.of("tokens", "queries", "predictions", "shadow", "models", "dead-letters")) {
      assertThatThrownBy(() -> topics.requireOther("out topic", "p." + kind))
          .hasMessageStartingWith(
              "out topic=\"p." + kind + "\" is the job's own topic of " + kind.replace('-', ' '))
          .hasMessageEndingWith(
              "; name another, or have its own begin with another --topics PREFIX");
    }
  }
}
