package org.streamrecall.kafka;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.streamrecall.client.Topics;

class OwnTopicsTest {
  private static final KafkaSettings SETTINGS =
      KafkaSettings.of("localhost:9092", Topics.defaults(), "name");

  /** Else dead letters would be read as events for ever, or answers as questions. */
  @ParameterizedTest
  @ValueSource(strings = {"tokens", "queries", "predictions", "shadow", "models", "dead-letters"})
  void shouldBeNobodysElse(String kind) {
    String own = "recall." + kind;
    assertThatThrownBy(() -> new EventsKafka(SETTINGS, own, "out"))
        .hasMessageStartingWith("events topic=\"" + own + "\" is the job's own topic of ");
    assertThatThrownBy(() -> new EventsKafka(SETTINGS, "in", own))
        .hasMessageStartingWith("out topic=\"" + own + "\" is the job's own topic of ");
    LateOutcomes outcomes = new LateOutcomes(own, "id", Duration.ofDays(1), 32);
    assertThatThrownBy(() -> new EventsKafka(SETTINGS, "in", "out", outcomes))
        .hasMessageStartingWith("outcomes topic=\"" + own + "\" is the job's own topic of ");
    if (!kind.equals("predictions")) {
      assertThatThrownBy(() -> SETTINGS.withReplyTopics(Set.of("mine", own)))
          .hasMessageStartingWith("reply topic=\"" + own + "\" is the job's own topic of ");
    }
  }

  @Test
  void shouldBeThoseOfItsOwnPrefixAlone() {
    assertThatCode(() -> new EventsKafka(SETTINGS, "other.predictions", "recall"))
        .doesNotThrowAnyException();
    assertThatCode(() -> SETTINGS.withReplyTopics(Set.of("recall.predictions")))
        .doesNotThrowAnyException();
  }
}
