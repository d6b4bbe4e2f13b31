package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.streamrecall.events.EventSchema;

/** {@code replay --events}: files of a user's own, also odd ones. */
class EventReplayTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LIKE = "category(merchant), hour(at), since(at), lag(amount,1)";

  @TempDir private Path folder;
  private Path events;

  @BeforeEach
  void name() {
    events = folder.resolve("events.jsonl");
  }

  private Invocation replay(Object... more) {
    List<Object> args =
        new ArrayList<>(
            List.of(
                "replay",
                "--events",
                events,
                "--key",
                "card",
                "--time",
                "at",
                "--like",
                LIKE,
                "--predict",
                "amount"));
    args.addAll(List.of(more));
    return Invocation.of(args.toArray());
  }

  /** Payments of three cards: each merchant has its own price on each card. */
  private static List<String> payments(int count) {
    Random random = new Random(1);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int card = random.nextInt(3);
      int merchant = random.nextInt(4);
      double amount = 10 * ((merchant + card) % 4) + random.nextGaussian();
      lines.add(
          String.format(
              Locale.ROOT,
              "{\"card\":\"c%d\",\"at\":\"2026-11-%02dT%02d:00:00Z\",\"merchant\":\"shop %d\","
                  + "\"amount\":%.2f}",
              card,
              1 + i / 24 % 28,
              i % 24,
              merchant,
              amount));
    }
    return lines;
  }

  private static List<JsonNode> recalls(String out) throws IOException {
    List<JsonNode> recalls = new ArrayList<>();
    for (String line : out.lines().toList()) {
      recalls.add(JSON.readTree(line).get("recall"));
    }
    return recalls;
  }

  @Test
  void shouldGiveBackEachLineInItsOrderWithWhatWasForetold() throws IOException {
    List<String> lines = payments(300);
    Files.write(events, lines);
    Invocation replay = replay();
    assertThat(replay.status()).isZero();
    List<String> out = replay.out().lines().toList();
    assertThat(out).hasSameSizeAs(lines);
    for (int i = 0; i < lines.size(); i++) {
      String event = lines.get(i);
      assertThat(out.get(i)).startsWith(event.substring(0, event.length() - 1) + ",\"recall\":{");
    }
    JsonNode last = JSON.readTree(out.get(299));
    assertThat(last.get("recall").get("value").get(0).asDouble())
        .isCloseTo(last.get("amount").asDouble(), within(4.0));
    assertThat(last.get("recall").get("model").asText())
        .isEqualTo(EventSchema.of("card", "at", LIKE, "amount", null).untrained().id());
    assertThat(replay().out()).isEqualTo(replay.out());
  }

  @Test
  void shouldScoreBesideBaselines() throws IOException {
    Files.write(events, payments(1500));
    Path out = folder.resolve("out.jsonl");
    Invocation replay = replay("--score", "--out", out);
    assertThat(replay.status()).isZero();
    assertThat(replay.out())
        .contains("StreamRecall")
        .contains("last value")
        .contains("running mean")
        .contains("mean of the last 16")
        .contains("online ridge")
        .contains("8 nearest")
        .contains("below the best of them");
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
    assertThat(replay.out()).contains("StreamRecall does not win here: use last value");
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
    Files.write(events, payments(1500));
    Invocation replay = replayMerchants("category(merchant,8)");
    assertThat(replay.status()).isZero();
    assertThat(replay.out())
        .contains("right, log loss before known")
        .containsPattern("StreamRecall +9[0-9]\\.[0-9] % +0\\.[0-9]{4}")
        .containsPattern("last category +2[0-9]\\.[0-9] % +-\n")
        .containsPattern("most frequent category +2[0-9]\\.[0-9] % +1\\.[0-9]{4}")
        .contains("shares of the last 16")
        .contains("8 nearest")
        .contains("; its log loss is ");
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 400; i++) { // each shop for a long time, whatever is paid
      int amount = new Random(i).nextInt(50);
      lines.add("{\"card\":\"c\",\"merchant\":\"m" + i / 60 + "\",\"amount\":" + amount + "}");
    }
    Files.write(events, lines);
    assertThat(replayMerchants("next(category(merchant,8))").out())
        .contains("StreamRecall does not win here: use last category, which is right")
        .contains("for probabilities use shares of the last 16");
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
    assertThat(recalls(replay.out()).get(1).get("value").get(0).asDouble()).isEqualTo(1.5);
  }

  @Test
  void shouldNameBadLinesAndGoOn() throws IOException {
    Files.write(
        events,
        List.of(
            "{\"card\":\"c\",\"merchant\":\"a\",\"amount\":1}",
            "{\"merchant\":\"a\",\"amount\":1}",
            "{\"card\":\"c\",\"merchant\":\"a\",\"amount\":\"1\"}",
            "no json",
            "{\"card\":\"c\",\"merchant\":\"a\",\"amount\":3}"));
    Invocation replay = replay();
    assertThat(replay.status()).isEqualTo(1);
    assertThat(replay.err())
        .contains("events.jsonl:2: card is missing; every event needs the key that it belongs to")
        .contains(
            "events.jsonl:3: amount=\"1\" is not a number; send a number, or read it as"
                + " category(amount)")
        .contains("events.jsonl:4: the record is not JSON")
        .contains("3 of 5 events were refused for the reasons above");
    List<JsonNode> recalls = recalls(replay.out());
    assertThat(recalls).hasSize(5);
    assertThat(recalls.get(1).get("status").asText()).isEqualTo("refused");
    assertThat(recalls.get(4).get("value").get(0).asDouble()).isEqualTo(1);
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
    List<JsonNode> recalls = recalls(replay().out());
    assertThat(recalls.get(2).get("tokens").asInt()).isEqualTo(2);
    assertThat(recalls.get(2).get("asOf").asLong()).isEqualTo(2000);
  }

  @Test
  void shouldAnswerKeysOfOneEventAsEmpty() throws IOException {
    Files.write(
        events,
        List.of(
            "{\"card\":\"a\",\"merchant\":\"x\",\"amount\":1}",
            "{\"card\":\"b\",\"merchant\":\"x\",\"amount\":2}"));
    Invocation replay = replay("--score");
    assertThat(replay.status()).isZero();
    assertThat(replay.out().strip())
        .isEqualTo("nothing to score: no key has enough events whose outcome is known");
    for (JsonNode recall : recalls(replay().out())) {
      assertThat(recall.get("status").asText()).isEqualTo("empty-context");
      assertThat(recall.has("interval")).isFalse();
      assertThat(recall.has("surprise")).isFalse();
    }
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
        .contains("--like is missing; without --model say --key, --like and --predict");
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
