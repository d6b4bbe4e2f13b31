package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code train EVENTS} on files that are odd. */
class OddTrainingTest {
  @TempDir private Path folder;
  private Path events;
  private Path model;

  @BeforeEach
  void name() {
    events = folder.resolve("events.jsonl");
    model = folder.resolve("model.safetensors");
  }

  private Invocation train(String predict) {
    return Invocation.of(
        "train",
        events,
        "--key",
        "card",
        "--time",
        "at",
        "--like",
        "category(merchant), lag(amount,1)",
        "--predict",
        predict,
        "--steps",
        5,
        "--out",
        model);
  }

  private static List<String> payments(int cards, int each, boolean constant) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < cards * each; i++) {
      lines.add(
          "{\"card\":\"c%d\",\"at\":%d,\"merchant\":\"m%d\",\"amount\":%d}"
              .formatted(
                  i % cards,
                  1_700_000_000_000L + 1000L * i,
                  i * 7 % 5,
                  constant ? 42 : i * 7 % 5 + i % 3));
    }
    return lines;
  }

  @Test
  void shouldNameBadLinesAndTrainOnTheRest() throws IOException {
    List<String> lines = payments(3, 200, false);
    lines.add(5, "{\"at\":1,\"merchant\":\"m\",\"amount\":1}");
    lines.add(7, "{\"card\":\"c\",\"amount\":\"12a\"}");
    Files.write(events, lines);
    Invocation call = train("amount");
    assertThat(call.status()).isEqualTo(1);
    assertThat(call.err())
        .contains(events + ":6: card is missing; every event needs the key that it belongs to")
        .contains(events + ":8: amount=\"12a\" is not a number; send a number, or read it as")
        .endsWith(
            "streamrecall: 2 lines were passed over for the reasons above; the model is written\n");
    assertThat(call.out()).contains("untrained default").contains("\"events\":600,");
    assertThat(model).exists();
  }

  @Test
  void shouldSayThatKeysHaveTooFewEvents() throws IOException {
    Files.write(events, payments(300, 1, false));
    Invocation call = train("amount");
    assertThat(call.status()).isEqualTo(1);
    assertThat(call.err()) // and no bar of a training that has not begun
        .isEqualTo(
            "streamrecall: no key has the 100 events or so that training needs, of 300 keys; use"
                + " the untrained default, which needs no model\n");
    assertThat(model).doesNotExist();
  }

  @Test
  void shouldNameAFieldThatNoEventHas() throws IOException {
    Files.write(events, payments(3, 200, false));
    Invocation call = train("amont");
    assertThat(call.status()).isEqualTo(1);
    assertThat(call.err())
        .isEqualTo(
            "streamrecall: none of the 600 events has amont; correct the name if it is misspelt, or"
                + " leave it out\n");
    Files.writeString(events, "");
    assertThat(train("amount").err())
        .contains(events + " is empty; give it one JSON object a line");
    assertThat(model).doesNotExist();
  }

  @Test
  void shouldTrainOnATargetThatNeverVaries() throws IOException {
    Files.write(events, payments(3, 200, true));
    Invocation call = train("amount");
    assertThat(call.status()).as(call.err()).isZero();
    assertThat(call.out()).contains("of the mean over keys").doesNotContain("NaN");
    List<String> lines = call.out().lines().toList();
    JsonNode line = new ObjectMapper().readTree(lines.get(lines.size() - 1));
    assertThat(line.get("validationLoss").asDouble()).isZero();
    Invocation replay = Invocation.of("replay", "--model", model, "--events", events);
    assertThat(replay.status()).isZero();
    assertThat(replay.out()).contains("\"value\":[42],\"surprise\":0,");
  }

  /** What is of one time has no last quarter: only whole keys can be held out. */
  @Test
  void shouldSayThatNoTimeIsLeftToHoldOut() throws IOException {
    List<String> lines = payments(6, 120, false);
    lines.replaceAll(line -> line.replaceFirst("\"at\":[0-9]+", "\"at\":1000"));
    Files.write(events, lines);
    String timeless =
        "held-out time: nothing to score: no event is later than those that were trained on (all"
            + " have at 1970-01-01T00:00:01Z); name a --time that tells them apart, or leave --time"
            + " out: the order of the file counts then\n";
    assertThat(train("amount").out())
        .contains(timeless)
        .contains("held-out keys: ")
        .doesNotContain("no key has enough");
    Files.write(events, lines.stream().filter(line -> line.matches(".*c[0-2].*")).toList());
    assertThat(train("amount").out()).contains(timeless).doesNotContain("no key has enough");
  }

  @Test
  void shouldNotWriteTheModelOverItsEvents() throws IOException {
    List<String> lines = payments(3, 200, false);
    Files.write(events, lines);
    model = folder.resolve(".").resolve("events.jsonl");
    Invocation call = train("amount");
    assertThat(call.err())
        .isEqualTo(
            "streamrecall: --out "
                + model
                + " is the file of EVENTS "
                + events
                + ", which it would replace; name another\n");
    assertThat(events).hasContent(String.join("\n", lines));
  }

  @Test
  void shouldSayThatTimesLookLikeSeconds() throws IOException {
    List<String> lines = payments(3, 200, false);
    lines.replaceAll(line -> line.replaceFirst("000,", ","));
    Files.write(events, lines);
    assertThat(train("amount").err()).containsOnlyOnce("is read as seconds since the epoch");
  }
}
