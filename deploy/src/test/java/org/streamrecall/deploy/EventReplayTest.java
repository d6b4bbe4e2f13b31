package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.streamrecall.events.schema.EventSchema;

/** {@code replay --events}: files of a user's own. */
class EventReplayTest {

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
  void shouldGiveBackEachLineInItsOrderWithWhatWasForetold() throws IOException {
    List<String> lines = EventReplays.payments(300);
    Files.write(events, lines);
    Invocation replay = replay();
    assertThat(replay.status()).isZero();
    List<String> out = replay.out().lines().toList();
    assertThat(out).hasSameSizeAs(lines);
    for (int i = 0; i < lines.size(); i++) {
      String event = lines.get(i);
      assertThat(out.get(i)).startsWith(event.substring(0, event.length() - 1) + ",\"recall\":{");
    }
    JsonNode last = EventReplays.JSON.readTree(out.get(299));
    assertThat(last.get("recall").get("value").get(0).asDouble())
        .isCloseTo(last.get("amount").asDouble(), within(4.0));
    assertThat(last.get("recall").get("model").asText())
        .isEqualTo(
            EventSchema.of("card", "at", EventReplays.LIKE, "amount", null).untrained().id());
    assertThat(replay().out()).isEqualTo(replay.out());
  }

  @Test
  void shouldScoreBesideBaselines() throws IOException {
    Files.write(events, EventReplays.payments(1500));
    Path out = folder.resolve("out.jsonl");
    Invocation replay = replay("--score", "--out", out);
    assertThat(replay.status()).isZero();
    assertThat(replay.out())
        .contains("StreamRecall")
        .contains("last value")
        .contains("running mean")
        .contains("ridge on departures, fading")
        .contains("ridge on plain numbers")
        .contains("10 nearest")
        .contains("this file: 1,476 outcomes of 3 keys, of which the stated 90 % interval held ")
        .contains("this file: left out of events 24 among the first 8 of a key\n")
        // Each shop has its price on a card: a line through shops has nothing else to learn.
        .containsPattern("Loses to ridge on departures, fading here: 0\\.[0-9]+ of last value")
        .doesNotContain("untrained"); // it is what answers
    assertThat(Files.readAllLines(out)).hasSize(1500);
  }

  @Test
  void shouldSayWhichBaselineToUseWhereItDoesNotWin() throws IOException {
    List<String> lines = new ArrayList<>();
    Random random = new Random(2);
    double walk = 0;
    for (int i = 0; i < 400; i++) {
      walk += random.nextGaussian();
      lines.add(
          "{\"card\":\"c\",\"merchant\":\"m" + random.nextInt(5) + "\",\"amount\":" + walk + "}");
    }
    Files.write(events, lines);
    Invocation replay =
        Invocation.of(
            "replay",
            "--events",
            events,
            "--key",
            "card",
            "--like",
            "category(merchant)",
            "--predict",
            "amount",
            "--score");
    assertThat(replay.out()).contains("Loses to last value here: 1.000 of last value where");
  }

  /** A season that nobody has named: its baseline stands in the table, and only then. */
  @Test
  void shouldScoreBesideTheSeasonIfThereIsOne() throws IOException {
    Random random = new Random(4);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      double amount = 10 * Math.sin(Math.PI * i / 6) + random.nextGaussian();
      lines.add("{\"card\":\"c\",\"at\":" + i + ",\"amount\":" + amount + "}");
    }
    Files.write(events, lines);
    assertThat(replay("--score").out()).contains("one season ago");
    Files.write(events, EventReplays.payments(400));
    assertThat(replay("--score").out()).doesNotContain("season");
  }

  private Invocation replayMerchants(String predict) {
    return Invocation.of(
        "replay",
        "--events",
        events,
        "--key",
        "card",
        "--time",
        "at",
        "--like",
        "amount",
        "--predict",
        predict,
        "--score");
  }

  @Test
  void shouldScoreCategoriesToo() throws IOException {
    Files.write(events, EventReplays.payments(1500));
    Invocation replay = replayMerchants("category(merchant,8)");
    assertThat(replay.status()).isZero();
    assertThat(replay.out())
        .containsPattern("StreamRecall +9[0-9]\\.[0-9] % +0\\.[0-9]{4}")
        .containsPattern("last category +2[0-9]\\.[0-9] % +1\\.[0-9]{4}\n")
        .containsPattern("shares so far +2[0-9]\\.[0-9] % +1\\.[0-9]{4}")
        .contains("followers of the last")
        .contains("10 nearest")
        .doesNotContain("Loses");
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 400; i++) { // each shop for a long time, whatever is paid
      int amount = new Random(i).nextInt(50);
      lines.add("{\"card\":\"c\",\"merchant\":\"m" + i / 60 + "\",\"amount\":" + amount + "}");
    }
    Files.write(events, lines);
    assertThat(replayMerchants("next(category(merchant,8))").out()).contains("last category");
  }

  @Test
  void shouldReadCsvToo() throws IOException {
    events = folder.resolve("events.csv");
    Files.write(
        events,
        List.of(
            "card,at,merchant,amount", "c,2026-11-01,\"a, b\",1.50", "c,2026-11-02,,2", "c,,x,"));
    Invocation replay = replay();
    assertThat(replay.status()).isZero();
    List<String> out = replay.out().lines().toList();
    assertThat(out).hasSize(3);
    assertThat(out.get(0))
        .startsWith(
            "{\"card\":\"c\",\"at\":\"2026-11-01\",\"merchant\":\"a, b\",\"amount\":1.50,"
                + "\"recall\"");
    assertThat(EventReplays.recalls(replay.out()).get(1).get("value").get(0).asDouble())
        .isEqualTo(1.5);
  }

  /** A price that has changed is followed; who forgets rests on fewer events. */
  @Test
  void shouldLetOlderEventsCountLess() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      lines.add(
          "{\"card\":\"c\",\"at\":%d,\"merchant\":\"a\",\"amount\":%d}"
              .formatted(3_600_000L * i, i < 200 ? 10 : 20));
    }
    Files.write(events, lines);
    JsonNode kept = last(foretold());
    JsonNode faded = last(foretold("--half-life", "6h"));
    JsonNode exact = last(foretold("--half-life", "PT6H", "--exact"));
    for (JsonNode recall : List.of(kept, faded, exact)) {
      assertThat(recall.at("/value/0").asDouble()).isCloseTo(20, within(0.1));
    }
    assertThat(faded.at("/effectiveTokens").asDouble())
        .isLessThan(0.6 * kept.at("/effectiveTokens").asDouble());
  }

  private Invocation foretold(String... more) {
    List<Object> args =
        new ArrayList<>(List.of("replay", "--events", events, "--key", "card", "--time", "at"));
    args.addAll(List.of("--like", "category(merchant)", "--predict", "amount"));
    args.addAll(List.of(more));
    return Invocation.of(args.toArray());
  }

  private static JsonNode last(Invocation call) throws IOException {
    List<JsonNode> recalls = EventReplays.recalls(call.out());
    return recalls.get(recalls.size() - 1);
  }

  @Test
  void shouldRefuseAHalfLifeThatMeansNothing() {
    for (String half : List.of("0d", "-1d", "30", "P0D", "PT0.0001S", "1000000000d", "soon")) {
      Invocation call = replay("--half-life", half);
      assertThat(call.status()).isEqualTo(2);
      assertThat(call.err())
          .contains(
              "Invalid value for option '--half-life': '"
                  + half
                  + "' is not a duration from 1 ms to 285,000 years; write 30d, 12h, 45m, 90s or"
                  + " P30D");
    }
    List<Object> timeless =
        List.of("replay", "--events", events, "--key", "card", "--like", "x", "--predict", "y");
    List<Object> fading = new ArrayList<>(timeless);
    fading.addAll(List.of("--half-life", "30d"));
    assertThat(Invocation.of(fading.toArray()).err())
        .isEqualTo(
            "streamrecall: --half-life needs to know when events were; name their time with --time,"
                + " or leave it out\n");
  }

  @Test
  void shouldRefuseWhatDoesNotGoTogether() {
    assertThat(replay("--tokens", events).err())
        .contains("--tokens does not go with --events; say one or the other");
    assertThat(Invocation.of("replay", "--tokens", events, "--queries", events).err())
        .contains(
            "Missing required option: '--model'; say --events, or --model, --tokens and"
                + " --queries");
    assertThat(Invocation.of("replay", "--events", events, "--key", "card").err())
        .contains("--predict is missing; say what is to be foretold, a field of the events");
    assertThat(
            Invocation.of(
                    "replay",
                    "--events",
                    events,
                    "--key",
                    "card",
                    "--like",
                    "delta(amount)",
                    "--predict",
                    "amount")
                .err())
        .contains(
            "delta(amount) would read the very value of amount that is to be foretold; use"
                + " lag(delta(amount),1), or foretell next(amount)");
    assertThat(replay("--sketch-bytes", "700").err()).contains("sketch.bytes=700 is below the ");
  }
}
