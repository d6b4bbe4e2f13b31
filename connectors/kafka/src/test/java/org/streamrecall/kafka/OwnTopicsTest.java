package org.streamrecall.kafka;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.streamrecall.client.Topics;
import org.streamrecall.events.AlarmRule;

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
    KafkaAlarms alarms = new KafkaAlarms(own, AlarmRule.DEFAULTS);
    assertThatThrownBy(() -> new EventsKafka(SETTINGS, "in", "out").alarms(alarms))
        .hasMessageStartingWith("alarms topic=\"" + own + "\" is the job's own topic of ");
    if (!kind.equals("predictions")) {
      assertThatThrownBy(() -> SETTINGS.withReplyTopics(Set.of("mine", own)))
          .hasMessageStartingWith("reply topic=\"" + own + "\" is the job's own topic of ");
    }
  }

  /** Else alarms would be read as events, or be taken for answers. */
  @ParameterizedTest
  @CsvSource({"in,events", "out,answers", "late,outcomes"})
  void shouldHaveAlarmsApart(String topic, String kind) {
    LateOutcomes outcomes = new LateOutcomes("late", "id", Duration.ofDays(1), 32);
    EventsKafka kafka = new EventsKafka(SETTINGS, "in", "out", outcomes);
    assertThatThrownBy(() -> kafka.alarms(new KafkaAlarms(topic, AlarmRule.DEFAULTS)))
        .hasMessage(
            "alarms topic=\"%s\" is the topic of the %s; name another".formatted(topic, kind));
    assertThatCode(() -> kafka.alarms(new KafkaAlarms("alarms", AlarmRule.DEFAULTS)))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> new KafkaAlarms("a b", AlarmRule.DEFAULTS))
        .hasMessageStartingWith("alarms topic=\"a b\" is not a topic's name");
  }

  @Test
  void shouldBeThoseOfItsOwnPrefixAlone() {
    assertThatCode(() -> new EventsKafka(SETTINGS, "other.predictions", "recall"))
        .doesNotThrowAnyException();
    assertThatCode(() -> SETTINGS.withReplyTopics(Set.of("recall.predictions")))
        .doesNotThrowAnyException();
  }
}
