package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.streamrecall.client.json.EventJson;
import org.streamrecall.client.json.JudgedJson;
import org.streamrecall.events.EventMemories;
import org.streamrecall.events.EventMemory;
import org.streamrecall.events.JudgedOutcome;
import org.streamrecall.events.Waiting;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.Decay;
import org.streamrecall.model.RecallModel;

/** What became of events, in a file of its own beside theirs. */
class OutcomeFilesTest {
  private static final String LIKE = "category(merchant), amount";
  private static final long HOUR = 3_600_000;
  private static final long START = 1_700_000_000_000L;

  @TempDir private Path folder;

  private Path written(String name, List<String> lines) throws IOException {
    return Files.write(folder.resolve(name), lines);
  }

  private static String payment(int i) {
    return "{\"card\":\"c%d\",\"payment\":\"p%d\",\"at\":%d,\"merchant\":\"m%d\",\"amount\":%d}"
        .formatted(i % 2, i, START + HOUR * i, i % 3, i * 7 % 11);
  }

  private static long lossOf(int i) {
    return 10 * (i % 3) + i * 7 % 11;
  }

  /** Ten hours and a half after its payment. */
  private static String loss(int i) {
    return "{\"card\":\"c%d\",\"payment\":\"p%d\",\"at\":%d,\"loss\":%d}"
        .formatted(i % 2, i, START + HOUR * i + 21 * HOUR / 2, lossOf(i));
  }

  private static List<String> payments(int count) {
    return lines(count, OutcomeFilesTest::payment);
  }

  private static List<String> lines(int count, java.util.function.IntFunction<String> line) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      lines.add(line.apply(i));
    }
    return lines;
  }

  private Invocation replay(Path events, Path outcomes, Object... more) {
    List<Object> args =
        new ArrayList<>(
            List.of("replay", events, "--outcomes", outcomes, "--id", "payment", "--key", "card"));
    args.addAll(List.of("--time", "at", "--like", LIKE, "--predict", "loss"));
    args.addAll(List.of(more));
    return Invocation.of(args.toArray());
  }

  /** What the memories of a job say that hears both in the order of time. */
  private static List<String> inTime(int count) {
    EventSchema schema = EventSchema.of("card", "at", LIKE, "loss", null);
    RecallModel model = schema.untrained();
    Waiting waiting = new Waiting(32, Duration.ofDays(1).toMillis());
    EventMemories memories =
        new EventMemories(new EventMemory(model, 16_384, true, Decay.NONE, waiting));
    EventJson json = new EventJson(schema, "payment");
    List<String> all = new ArrayList<>();
    for (int i = 0; i < count + 11; i++) {
      if (i >= 11) {
        JudgedOutcome judged = memories.outcome(json.read(utf8(loss(i - 11)), null));
        all.add(text(JudgedJson.judged(judged, "card", "payment")));
      }
      if (i < count) {
        var judgement = memories.tell(json.read(utf8(payment(i)), null));
        all.add(text(JudgedJson.answered(utf8(payment(i)), judgement, model.id())));
      }
    }
    return all;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }

  /** Keys apart the order is that of time, so that each key hears what it would in a job. */
  @Test
  void shouldTellEachOutcomeWhenItsTimeHasCome() throws IOException {
    Path events = written("payments.jsonl", payments(60));
    List<String> shuffled = new ArrayList<>(lines(60, OutcomeFilesTest::loss));
    java.util.Collections.shuffle(shuffled, new Random(1));
    Invocation replay = replay(events, written("losses.jsonl", shuffled));
    assertThat(replay.err()).contains("losses.jsonl: 60 of 60 outcomes met their event\n");
    assertThat(replay.status()).isZero();
    assertThat(List.of(replay.out().split("\n"))).containsExactlyInAnyOrderElementsOf(inTime(60));
  }

  /** An answer stands where its event does, and the outcomes told with it beside it. */
  @Test
  void shouldTellEventsInOrderOfTimeToo() throws IOException {
    List<String> shuffled = payments(60);
    java.util.Collections.shuffle(shuffled, new Random(2));
    Path losses = written("losses.jsonl", lines(60, OutcomeFilesTest::loss));
    Invocation replay = replay(written("payments.jsonl", shuffled), losses, "--sort");
    assertThat(replay.status()).isZero();
    List<String> lines = List.of(replay.out().split("\n"));
    assertThat(lines).containsExactlyInAnyOrderElementsOf(inTime(60));
    assertThat(lines.stream().filter(line -> line.contains("merchant")).toList())
        .zipSatisfy(
            shuffled,
            (line, event) -> assertThat(line).startsWith(event.substring(0, event.length() - 1)));
  }

  /** A label without a time is known once its event was answered; a key it need not say. */
  @Test
  void shouldTellOutcomesWithoutATimeAfterTheirEvent() throws IOException {
    Path events = written("payments.jsonl", payments(40));
    List<String> rows = new ArrayList<>(List.of("payment;loss"));
    rows.addAll(lines(40, i -> "p" + i + ";" + lossOf(i) + ",5"));
    Invocation replay = replay(events, written("losses.csv", rows));
    assertThat(replay.err())
        .contains("losses.csv has no at: each outcome counts as known as soon as its event was")
        .contains("losses.csv: 40 of 40 outcomes met their event\n");
    assertThat(replay.status()).isZero();
    String[] lines = replay.out().split("\n");
    for (int i = 0; i < 40; i++) {
      JsonNode answered = EventReplays.JSON.readTree(lines[2 * i]);
      JsonNode outcome = EventReplays.JSON.readTree(lines[2 * i + 1]);
      assertThat(answered.get("payment").asText()).isEqualTo("p" + i);
      assertThat(answered.get("recall").path("tokens").asInt()).isEqualTo(i / 2);
      assertThat(outcome.get("payment").asText()).isEqualTo("p" + i);
      assertThat(outcome.get("recall").get("status").asText()).isEqualTo("outcome");
    }
  }

  @Test
  void shouldSayWhatFoundNoEvent() throws IOException {
    Path events = written("payments.jsonl", payments(30));
    List<String> outcomes = lines(20, OutcomeFilesTest::loss);
    for (int i = 0; i < 5; i++) {
      outcomes.add(
          "{\"card\":\"c0\",\"payment\":\"q%d\",\"at\":%d,\"loss\":1}".formatted(i, START));
    }
    outcomes.add(
        "{\"card\":\"c1\",\"payment\":\"p21\",\"at\":%d,\"loss\":1}".formatted(START + 90 * HOUR));
    Path file = written("losses.jsonl", outcomes);
    Invocation replay = replay(events, file);
    assertThat(replay.status()).isZero();
    assertThat(replay.err())
        .contains(
            file
                + ": 20 of 26 outcomes met their event; no event of the same card has the payment of 5: "
                + file
                + ":21 payment=q0, "
                + file
                + ":22 payment=q1, "
                + file
                + ":23 payment=q2, ..; 1 came twice, or when their event waited no longer: raise --wait"
                + " (1d) or --waiting (32)\n");
    assertThat(replay(events, file, "--wait", "4d").err()).contains(": 21 of 26 outcomes met");
  }

  @Test
  void shouldFailIfNoOutcomeIsOfAnEvent() throws IOException {
    Path events = written("payments.jsonl", payments(30));
    Path file = written("losses.csv", List.of("payment,loss", "x1,2", "x2,3"));
    Invocation replay = replay(events, file);
    assertThat(replay.status()).isEqualTo(1);
    assertThat(replay.err())
        .contains("none of the 2 outcomes of " + file + " is of an event: ")
        .contains("payment=x1, ", "payment=x2; an event has payment=p0; correct --id");
  }

  @Test
  void shouldRefuseOutcomesThatBringNothing() throws IOException {
    Path events = written("payments.jsonl", payments(30));
    Path file = written("losses.csv", List.of("payment,loss", "p1,2", "p2,", ",3", "p3,many"));
    Invocation replay = replay(events, file);
    assertThat(replay.status()).isEqualTo(1);
    assertThat(replay.err())
        .contains(
            file + ":3: loss is missing; an outcome brings all that is to be foretold, at once")
        .contains(file + ":4: payment is missing; by it an event is told from others")
        .contains(file + ":5: loss=\"many\" is not a number")
        .contains("3 lines of " + file + " were refused for the reasons above")
        .contains(file + ": 1 of 2 outcomes met their event\n");
  }

  /** Whoever is compared with hears of outcomes no sooner than the memory does. */
  @Test
  void shouldScoreOnceOutcomesAreKnown() throws IOException {
    Path events = written("payments.jsonl", payments(300));
    Invocation late =
        replay(events, written("losses.jsonl", lines(290, OutcomeFilesTest::loss)), "--score");
    assertThat(late.status()).isZero();
    assertThat(late.out())
        .contains("this file: 274 outcomes of 2 keys")
        .contains("16 among the first 8 of a key", "10 with the outcome still to come");
  }

  @Test
  void shouldForetellCategoriesOfOutcomes() throws IOException {
    Path events = written("payments.jsonl", payments(200));
    List<String> rows = new ArrayList<>(List.of("payment,kind"));
    rows.addAll(lines(200, i -> "p" + i + "," + (i % 3 == 0 ? "bad" : "good")));
    Path file = written("kinds.csv", rows);
    Invocation replay =
        Invocation.of(
            "replay",
            events,
            "--outcomes",
            file,
            "--id",
            "payment",
            "--key",
            "card",
            "--predict",
            "category(kind)",
            "--score");
    assertThat(replay.status()).isZero();
    assertThat(replay.err())
        .contains("chosen by the first 200 lines: --key card --time at --like")
        .contains("category(merchant)")
        .doesNotContain("lag(", "category(payment)");
    assertThat(replay.out()).containsPattern("StreamRecall +9[5-9]|StreamRecall +100");
  }

  @Test
  void shouldTrainOnEventsWithTheirOutcomes() throws IOException {
    Path events = written("payments.jsonl", payments(600));
    Path file = written("losses.jsonl", lines(600, OutcomeFilesTest::loss));
    Path model = folder.resolve("model.safetensors");
    Invocation train =
        Invocation.of(
            "train",
            events,
            "--outcomes",
            file,
            "--id",
            "payment",
            "--key",
            "card",
            "--predict",
            "loss",
            "--steps",
            "5",
            "--out",
            model);
    assertThat(train.err()).contains("600 of 600 outcomes met their event");
    assertThat(train.status()).isZero();
    assertThat(train.out()).contains("held-out time");
    Invocation replay =
        Invocation.of(
            "replay", events, "--outcomes", file, "--id", "payment", "--model", model, "--score");
    assertThat(replay.status()).isZero();
    assertThat(replay.out()).contains("584 outcomes of 2 keys");
  }

  @Test
  void shouldNameWhatDoesNotGoWithOutcomes() throws IOException {
    Path events = written("payments.jsonl", payments(30));
    Path file = written("losses.jsonl", lines(30, OutcomeFilesTest::loss));
    assertThat(Invocation.of("replay", events, "--outcomes", file, "--predict", "loss").err())
        .contains("--outcomes goes with --id, the field that they are joined by");
    assertThat(Invocation.of("replay", events, "--id", "payment", "--predict", "loss").err())
        .contains("--id, --wait and --waiting go with --outcomes");
    assertThat(
            Invocation.of(
                    "replay",
                    events,
                    "--outcomes",
                    file,
                    "--id",
                    "payment",
                    "--predict",
                    "next(loss)")
                .err())
        .contains("--outcomes: [next(loss)] looks ahead");
    assertThat(
            Invocation.of(
                    "replay", events, "--outcomes", file, "--id", "number", "--predict", "loss")
                .err())
        .contains("has number; they have", "correct --id");
    assertThat(
            Invocation.of(
                    "train",
                    events,
                    "--outcomes",
                    file,
                    "--id",
                    "payment",
                    "--predict",
                    "loss",
                    "--waiting",
                    "9",
                    "--out",
                    folder.resolve("m"))
                .err())
        .contains("--waiting is of run and replay");
  }
}
