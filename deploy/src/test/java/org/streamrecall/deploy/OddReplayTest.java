package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.streamrecall.client.Complaints;

/** {@code replay --events} on files that are odd. */
class OddReplayTest {
  @TempDir private Path folder;
  private Path events;

  @BeforeEach
  void name() {
    events = folder.resolve("events.jsonl");
  }

  private Invocation replay(Object... more) {
    return EventReplays.replay(events, more);
  }

  @Test
  void shouldNameBadLinesAndGoOn() throws IOException {
    Files.write(
        events,
        List.of(
            "{\"card\":\"c\",\"merchant\":\"a\",\"amount\":1}",
            "{\"merchant\":\"a\",\"amount\":1}",
            "{\"card\":\"c\",\"merchant\":\"a\",\"amount\":\"1a\"}",
            "no json",
            "{\"card\":\"c\",\"merchant\":\"a\",\"amount\":3}"));
    Invocation replay = replay();
    assertThat(replay.status()).isEqualTo(1);
    assertThat(replay.err())
        .contains("events.jsonl:2: card is missing; every event needs the key that it belongs to")
        .contains(
            "events.jsonl:3: amount=\"1a\" is not a number; send a number, or read it as"
                + " category(amount)")
        .contains("events.jsonl:4: the record is not JSON")
        .contains("3 of 5 events were refused for the reasons above");
    List<JsonNode> recalls = EventReplays.recalls(replay.out());
    assertThat(recalls).hasSize(5);
    assertThat(recalls.get(1).get("status").asText()).isEqualTo("refused");
    assertThat(recalls.get(4).get("value").get(0).asDouble()).isEqualTo(1);
  }

  /** As no time often is written; the key goes on as if it had not come. */
  @Test
  void shouldRefuseTimesThatAreNone() throws IOException {
    List<String> lines = EventReplays.payments(40);
    Files.write(events, lines);
    String without = replay().out();
    lines.add(20, lines.get(20).replaceAll("2026-11-..T", "9999-12-31T"));
    Files.write(events, lines);
    Invocation replay = replay();
    assertThat(replay.status()).isEqualTo(1);
    assertThat(replay.err())
        .contains("events.jsonl:21: at=253402")
        .contains(
            "is outside the years 1600 to 2200; give the true time in milliseconds since the");
    assertThat(replay.out().lines().filter(line -> !line.contains("9999-12-31")))
        .containsExactlyElementsOf(without.lines().toList());
  }

  /** What a category is called comes back, or is refused; what has no slot is called nothing. */
  @Test
  void shouldGiveBackCategoriesAsTheyWere() throws IOException {
    String alike = "a".repeat(64);
    List<String> names = List.of("other", "null", alike, "x", "y", alike + "b", "\\ud800", "?");
    List<String> lines = new ArrayList<>();
    names.forEach(name -> lines.add("{\"card\":\"c\",\"merchant\":\"" + name + "\"}"));
    lines.add("{\"card\":\"\\ud800\",\"merchant\":\"x\"}");
    lines.add("{\"card\":\"c\",\"merchant\":\"other\"}");
    Files.write(events, lines);
    Invocation replay =
        Invocation.of(
            "replay",
            "--events",
            events,
            "--key",
            "card",
            "--like",
            "lag(category(merchant),1)",
            "--predict",
            "category(merchant,5)");
    assertThat(replay.status()).isEqualTo(1);
    assertThat(replay.err())
        .contains(
            "events.jsonl:6: merchant=\""
                + "a".repeat(60)
                + "..\" has 65 bytes of UTF-8; a category that is foretold must have at most 64,")
        .contains("events.jsonl:7: merchant=\"\\ud800\" holds half a surrogate pair, which is no")
        .contains("events.jsonl:9: card=\"\\ud800\" holds half a surrogate pair, which is no")
        .contains("3 of 10 events were refused");
    JsonNode last = EventReplays.recalls(replay.out()).get(9);
    assertThat(last.get("categories").toString())
        .isEqualTo("[\"other\",\"null\",\"" + alike + "\",\"x\",null]");
  }

  /** Who counts lines finds each answer at its event's. */
  @Test
  void shouldGiveBackABlankLineForABlankOne() throws IOException {
    List<String> lines = new ArrayList<>(EventReplays.payments(12));
    lines.add(0, "");
    lines.add(7, " \t");
    lines.add("");
    Files.write(events, lines);
    Path out = folder.resolve("out.jsonl");
    for (Object[] more : List.of(new Object[] {}, new Object[] {"--score"})) {
      List<Object> options = new ArrayList<>(List.of(more));
      options.addAll(List.of("--out", out));
      assertThat(replay(options.toArray()).status()).isZero();
      List<String> answered = Files.readAllLines(out);
      assertThat(answered).hasSameSizeAs(lines);
      for (int i = 0; i < lines.size(); i++) {
        assertThat(answered.get(i).isEmpty()).isEqualTo(lines.get(i).isBlank());
      }
    }
  }

  /** A row too long is refused alone, by its line also where others hold breaks or are blank. */
  @Test
  void shouldNameBadRowsAndGoOn() throws IOException {
    events = folder.resolve("events.csv");
    Files.write(
        events,
        List.of(
            "card,at,merchant,amount",
            "c,2026-11-01,\"a,",
            "b\",1",
            "",
            "c,2026-11-01,a,1,5",
            ",2026-11-01,a,1",
            "c,2026-11-01,a,much",
            "c,2026-11-02,a"));
    Invocation replay = replay();
    assertThat(replay.status()).isEqualTo(1);
    assertThat(replay.err().lines())
        .containsExactly(
            events + ":5: the row has 5 cells, the first one 4 names; quote what holds commas",
            events + ":6: card is missing; every event needs the key that it belongs to",
            events
                + ":7: amount=\"much\" is not a number; send a number, or read it as"
                + " category(amount)",
            "streamrecall: 3 of 5 events were refused for the reasons above; correct those lines"
                + " and replay again");
    List<JsonNode> recalls = EventReplays.recalls(replay.out());
    assertThat(recalls)
        .extracting(r -> r.get("status").asText())
        .containsExactly("empty-context", "refused", "refused", "refused", "ok");
    assertThat(recalls.get(4).get("tokens").asInt()).isEqualTo(1);
    Files.write(events, List.of("card,at,merchant,amount", "c,,a,1", "c,,\"a,1"));
    assertThat(replay().err())
        .isEqualTo(
            "streamrecall: "
                + events
                + ":3: the row is not CSV: Missing closing quote for value; correct it\n");
  }

  /** A name that no event has is not silence, and no success. */
  @Test
  void shouldNameFieldsThatNoEventHas() throws IOException {
    Files.write(
        events, List.of("{\"card\":\"c\",\"shop\":\"a\",\"sum\":1}", "{\"card\":\"c\",\"sum\":1}"));
    Invocation replay = replay("--score");
    assertThat(replay.status()).isEqualTo(1);
    assertThat(replay.err())
        .isEqualTo(
            "streamrecall: none of the 2 events has at, nor amount, nor merchant; correct the name"
                + " if it is misspelt, or leave it out\n");
    Files.write(events, EventReplays.payments(2));
    assertThat(replay().err()).isEmpty();
  }

  /** One mistake is told once, not by each line that it spoils. */
  @Test
  void shouldShowTheFirstLinesOfAKindAndCountTheRest() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 1200; i++) {
      lines.add("{\"crd\":\"c\",\"at\":1700000000000,\"merchant\":\"a\",\"amount\":" + i + "}");
    }
    Files.write(events, lines);
    Invocation replay = replay();
    assertThat(replay.status()).isEqualTo(1);
    assertThat(replay.err().lines()).hasSize(Complaints.SHOWN + 2);
    assertThat(replay.err())
        .endsWith(
            "1,190 more like "
                + events
                + ":1: card is missing; every event needs the key that it belongs to\n"
                + "streamrecall: none of the 1,200 events has card; correct the name if it is"
                + " misspelt\n");
    lines.replaceAll(line -> line.replace("crd", "card"));
    for (int i = 0; i < 1200; i += 2) {
      lines.set(i, lines.get(i).replaceFirst("\"amount\":", "\"amount\":\"x").replace("}", "\"}"));
    }
    lines.add("no json");
    Files.write(events, lines);
    assertThat(replay().err())
        .contains("590 more like " + events + ":1: amount=\"x0\" is not a number; send a number")
        .contains(events + ":1201: the record is not JSON")
        .endsWith(
            "601 of 1201 events were refused for the reasons above; correct those lines and replay again\n");
  }

  @Test
  void shouldScoreWhatIsNeverWrong() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      lines.add("{\"card\":\"c\",\"at\":" + i + ",\"merchant\":\"a\",\"amount\":42}");
    }
    Files.write(events, lines);
    Invocation replay = replay("--score");
    assertThat(replay.status()).isZero();
    assertThat(replay.out())
        .doesNotContain("NaN")
        .containsPattern("StreamRecall +- +0\\.0000\n")
        .contains("of the mean over keys 1 that never change")
        .doesNotContain("Loses");
  }

  /** A time that runs backwards is no time since: the event is judged and learned all the same. */
  @Test
  void shouldTakeTimesThatRunBackwards() throws IOException {
    Files.write(
        events,
        List.of(
            "{\"card\":\"c\",\"at\":2000,\"merchant\":\"a\",\"amount\":1}",
            "{\"card\":\"c\",\"at\":1000,\"merchant\":\"a\",\"amount\":2}",
            "{\"card\":\"c\",\"at\":3000,\"merchant\":\"a\",\"amount\":3}"));
    List<JsonNode> recalls = EventReplays.recalls(replay().out());
    assertThat(recalls.get(2).get("tokens").asInt()).isEqualTo(2);
    assertThat(recalls.get(2).get("asOf").asLong()).isEqualTo(2000);
  }

  @Test
  void shouldAnswerKeysOfOneEventAsEmpty() throws IOException {
    Files.write(
        events,
        List.of(
            "{\"card\":\"a\",\"at\":1,\"merchant\":\"x\",\"amount\":1}",
            "{\"card\":\"b\",\"at\":2,\"merchant\":\"x\",\"amount\":2}"));
    Invocation replay = replay("--score");
    assertThat(replay.status()).isZero();
    assertThat(replay.out().strip())
        .isEqualTo(
            "this file: nothing to score of amount: no key has enough events whose outcome is known\n"
                + "this file: left out of events 2 among the first 8 of a key; of keys 2 with no outcome"
                + " to score");
    for (JsonNode recall : EventReplays.recalls(replay().out())) {
      assertThat(recall.get("status").asText()).isEqualTo("empty-context");
      assertThat(recall.has("interval")).isFalse();
      assertThat(recall.has("surprise")).isFalse();
    }
  }
}
