package org.streamrecall.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.streamrecall.client.WireFormats;
import org.streamrecall.events.schema.EventSchema;

/** What a job says of events that it reads, but that are hardly meant so. */
class EventReadingTest {
  private static final List<String> WARNINGS = new ArrayList<>();
  private static final String MISSED =
      "events of cards: none of the first 100 that a subtask read has %s, the last one has card, at,"
          + " shop, sum; correct the name if it is misspelt, or leave it out";
  private String job; // another for each test: a process says a thing once

  @BeforeEach
  void name(TestInfo test) {
    job = test.getDisplayName();
    WARNINGS.clear();
  }

  private EventReading subtask(LateOutcomes outcomes, String like, String predict) {
    EventSchema schema = EventSchema.of("card", "at", like, predict, null);
    EventWarnings warnings = new EventWarnings(job, "cards", WARNINGS::add);
    return new EventReading(
        WireFormats.JSON,
        schema.untrained().toBytes(),
        "questions",
        outcomes == null ? null : outcomes.topic(),
        outcomes == null ? null : outcomes.id(),
        warnings);
  }

  private static void read(EventReading reading, String json, int times) {
    KafkaEvent event =
        new KafkaEvent(
            null,
            json.getBytes(StandardCharsets.UTF_8),
            "cards",
            0,
            0,
            0,
            new String[0],
            new byte[0][]);
    for (int i = 0; i < times; i++) {
      reading.read(event);
    }
  }

  @Test
  void shouldNameEachFieldThatIsInNoneOnce() {
    String event = "{\"card\":1,\"at\":1700000000000,\"shop\":{\"kind\":[1]},\"sum\":1}";
    EventReading one = subtask(null, "category(shp), lag(sum,1)", "amount");
    read(one, event, EventWarnings.LOOKED_AT - 1);
    assertThat(WARNINGS).isEmpty();
    read(one, event, 1);
    assertThat(WARNINGS).containsExactly(MISSED.formatted("amount"), MISSED.formatted("shp"));
    read(one, event, EventWarnings.LOOKED_AT);
    read(subtask(null, "category(shp), lag(sum,1)", "amount"), event, EventWarnings.LOOKED_AT);
    assertThat(WARNINGS).hasSize(2);
  }

  @Test
  void shouldSayNothingOfAFieldThatOneEventHas() {
    EventReading reading = subtask(null, "category(shop)", "amount");
    read(reading, "{\"card\":1,\"at\":1700000000000,\"shop\":\"a\"}", 50);
    read(reading, "{\"card\":1,\"amount\":1}", 50);
    assertThat(WARNINGS).isEmpty();
  }

  /** What is to be foretold comes later, on a topic of its own. */
  @Test
  void shouldNotMissOutcomesAmongEvents() {
    LateOutcomes outcomes = new LateOutcomes("losses", "id", Duration.ofDays(1), 32);
    EventReading reading = subtask(outcomes, "category(shop), x", "loss");
    read(
        reading,
        "{\"card\":1,\"at\":1700000000000,\"id\":1,\"shop\":\"a\"}",
        EventWarnings.LOOKED_AT);
    assertThat(WARNINGS).hasSize(1);
    assertThat(WARNINGS.get(0)).contains("a subtask read has x, the last one has card, at, id,");
  }

  @Test
  void shouldSayOnceThatTimesAreReadAsSeconds() {
    read(subtask(null, "hour(at)", "amount"), "{\"card\":1,\"at\":1700000000}", 2);
    read(subtask(null, "hour(at)", "amount"), "{\"card\":1,\"at\":1700000060}", 2);
    assertThat(WARNINGS)
        .containsExactly(
            "events of cards: at=1700000000 is read as seconds since the epoch,"
                + " 2023-11-14T22:13:20Z; if it is another time, say --time-format");
  }

  /** Whatever its name: the first and the second share all that stands before an equals sign. */
  @Test
  void shouldSayItOfEachTime() {
    EventReading reading = subtask(null, "hour(\"at=sent\"), hour(\"at=got\")", "amount");
    read(reading, "{\"card\":1,\"at=sent\":1700000000,\"at=got\":1700000001}", 2);
    assertThat(WARNINGS)
        .satisfiesExactly(
            sent -> assertThat(sent).startsWith("events of cards: at=sent=1700000000 is read as"),
            got -> assertThat(got).startsWith("events of cards: at=got=1700000001 is read as"));
  }
}
