package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code replay --score --label FIELD}. */
class LabelledReplayTest {
  private static final int EVENTS = 1200; // of two keys
  private static final IntFunction<String> LABEL = i -> isOdd(i) ? "1" : "0";

  @TempDir private Path folder;
  private Path events;

  @BeforeEach
  void write() throws IOException {
    events = folder.resolve("events.jsonl");
    write(LABEL);
  }

  /** Four stretches of twelve events in the second half of each key. */
  private static boolean isOdd(int i) {
    return i / 2 > 320 && i / 2 % 60 < 12;
  }

  /**
   * Two rooms whose temperature swings with the hours; what is odd would be usual at another hour.
   *
   * @param label what an event's label is; null for none
   */
  private void write(IntFunction<String> label) throws IOException {
    Random random = new Random(3);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      double swing = 8 * Math.sin(i / 2 % 24 * Math.PI / 12);
      double degrees = 20 + (isOdd(i) ? -swing : swing) + random.nextGaussian() / 3;
      String odd = label.apply(i);
      lines.add(
          "{\"room\":\"r%d\",\"at\":%d,\"degrees\":%.3f%s}"
              .formatted(
                  i % 2,
                  1_700_006_400_000L + 3_600_000L * (i / 2),
                  degrees,
                  odd == null ? "" : ",\"odd\":" + odd));
    }
    Files.write(events, lines);
  }

  private Invocation replay(Object... more) {
    List<Object> args = new ArrayList<>(List.of("replay", events, "--key", "room"));
    args.addAll(List.of("--time", "at", "--predict", "next(degrees)"));
    args.addAll(List.of(more));
    return Invocation.of(args.toArray());
  }

  private Invocation judged(Object... more) {
    List<Object> args = new ArrayList<>(List.of("--score", "--label", "odd"));
    args.addAll(List.of(more));
    return replay(args.toArray());
  }

  private static JsonNode last(Invocation replay) throws IOException {
    assertThat(replay.status()).as(replay.err()).isZero();
    List<String> lines = replay.out().lines().toList();
    return EventReplays.JSON.readTree(lines.get(lines.size() - 1));
  }

  @Test
  void shouldHoldAnomaliesBesideWhatElseFindsThem() throws IOException {
    Path alarms = folder.resolve("alarms.jsonl");
    Invocation text = judged("--alarms", alarms);
    assertThat(text.status()).as(text.err()).isZero();
    JsonNode json = last(judged("--json"));
    assertThat(json.path("label").asText()).isEqualTo("odd");
    assertThat(json.path("target").asText()).isEqualTo("next(degrees)");
    assertThat(json.path("judged").asInt()).isEqualTo(600);
    assertThat(json.path("marked").asInt()).isEqualTo(96);
    assertThat(json.path("keysOfBoth").asInt()).isEqualTo(2);
    List<String> names = new ArrayList<>();
    double ours = json.at("/methods/0/averagePrecision").asDouble();
    for (JsonNode method : json.path("methods")) {
      names.add(method.path("method").asText().replaceAll("over [0-9]+", "over N"));
      double theirs = method.path("averagePrecision").asDouble();
      assertThat(theirs).isBetween(.1, 1.0);
      assertThat(method.path("auc").asDouble()).isBetween(.1, 1.0);
      assertThat(method.path("keysAuc").asDouble()).isBetween(.1, 1.0);
      assertThat(theirs < ours || method.path("ours").asBoolean()).isTrue();
      assertThat(method.at("/alarms/stretches").asInt()).isEqualTo(8);
      assertThat(method.at("/alarms/alarms").asInt())
          .isLessThanOrEqualTo(json.at("/methods/0/alarms/alarms").asInt());
      assertThat(text.out().lines())
          .anyMatch(
              line ->
                  line.startsWith(method.path("method").asText() + " ")
                      && line.contains(" %.3f ".formatted(theirs)));
    }
    assertThat(names)
        .containsExactly(
            "anomaly", "Random Cut Forest", "last value's error", "z-score over N, best of 5");
    assertThat(ours).isGreaterThan(.6); // by chance .16
    assertThat(json.path("losesTo")).isEmpty();
    JsonNode rung = json.at("/methods/0/alarms");
    long opened =
        Files.readAllLines(alarms).stream()
            .filter(line -> line.contains("opened"))
            .filter(line -> time(line) >= 1_700_006_400_000L + 3_600_000L * 300)
            .count();
    assertThat(rung.path("alarms").asLong()).isEqualTo(opened).isPositive();
    assertThat(rung.path("found").asInt()).isBetween(1, 8);
    assertThat(text.out())
        .contains("by chance ")
        .contains(
            "this file: 600 events of 2 keys judged, the second half of each key's; odd marks 96 of"
                + " them\n")
        .contains("this file: " + opened + " alarms at 1.00 for 1,000 events, ")
        .contains("; the others ring as often, at a threshold known in hindsight\n");
  }

  private static long time(String alarm) {
    try {
      return EventReplays.JSON.readTree(alarm).get("at").asLong();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whatever the labels say, what is foretold is the same: they are no feature. */
  @Test
  void shouldLearnNothingOfLabels() throws IOException {
    Path out = folder.resolve("out.jsonl");
    Invocation replay = judged("--out", out);
    assertThat(replay.err()).contains("chosen by").doesNotContain("odd");
    String before = Files.readString(out);
    write(i -> i % 7 == 0 ? "true" : "false");
    assertThat(judged("--out", out).status()).isZero();
    assertThat(Files.readString(out).replaceAll("\"odd\":(true|false)", "\"odd\":1"))
        .isEqualTo(before.replaceAll("\"odd\":[01]([,}])", "\"odd\":1$1"));
  }

  @Test
  void shouldRingAsOftenAsIsSaid() throws IOException {
    JsonNode usual = last(judged("--json"));
    JsonNode often = last(judged("--json", "--false-alarms", "1/20", "--cool-down", "3"));
    assertThat(often.path("falseAlarms").asDouble()).isEqualTo(.05);
    assertThat(often.at("/methods/0/alarms/alarms").asInt())
        .isGreaterThan(usual.at("/methods/0/alarms/alarms").asInt());
    assertThat(often.at("/methods/0/auc")).isEqualTo(usual.at("/methods/0/auc"));
  }

  @Test
  void shouldLeaveOutWhatNobodyKnows() throws IOException {
    write(i -> i % 10 == 8 ? null : LABEL.apply(i));
    JsonNode json = last(judged("--json"));
    assertThat(json.path("judged").asInt()).isEqualTo(540);
    assertThat(json.at("/leftOut/unknown").asInt()).isEqualTo(60);
    assertThat(judged().out()).contains("; left out 60 without odd\n");
  }

  /** Several targets have a block each, and one together. */
  @Test
  void shouldJudgeSeveralTargets() throws IOException {
    List<Object> args = new ArrayList<>(List.of("replay", events, "--key", "room"));
    args.addAll(List.of("--time", "at", "--predict", "next(degrees,1..2)"));
    args.addAll(List.of("--score", "--label", "odd"));
    Invocation several = Invocation.of(args.toArray());
    assertThat(several.status()).as(several.err()).isZero();
    List<String> heads =
        several.out().lines().filter(line -> line.contains("all events together")).toList();
    assertThat(heads).hasSize(3);
    assertThat(heads.get(0)).startsWith("next(degrees) ").doesNotContain("as many alarms");
    assertThat(heads.get(1)).startsWith("next(degrees,2) ");
    assertThat(heads.get(2)).startsWith("all together ").contains("as many alarms");
  }

  @Test
  void shouldJudgeNames() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      boolean odd = i >= 200 && i % 25 == 0;
      lines.add(
          "{\"state\":\"%s\",\"odd\":\"%s\"}"
              .formatted(odd ? "fault" : "s" + i % 3, odd ? "anomaly" : "normal"));
    }
    Files.write(events, lines);
    Invocation replay =
        Invocation.of(
            "replay",
            events,
            "--like",
            "lag(category(state),1)",
            "--predict",
            "category(state)",
            "--score",
            "--json",
            "--label",
            "odd");
    JsonNode json = last(replay);
    assertThat(json.at("/methods/1/method").asText()).isEqualTo("rarity of the name");
    assertThat(json.at("/methods/1/auc").asDouble()).isGreaterThan(.99);
    assertThat(json.at("/methods/0/auc").asDouble()).isGreaterThan(.9);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-|none of 1,200 events has a label odd; name the field that says which are anomalies",
        "0|odd marks none of 1,200 events as an anomaly, so there is nothing to be found;",
        "1|odd marks all of 1,200 events that have it as anomalies, so there is nothing to tell them",
      })
  void shouldSayWhyLabelsTellNothing(String all, String why) throws IOException {
    write(i -> all.equals("-") ? null : all);
    Invocation replay = judged();
    assertThat(replay.status()).isEqualTo(1);
    assertThat(replay.err()).contains(why);
    assertThat(replay.out()).contains("StreamRecall ").doesNotContain("Random Cut Forest");
  }

  /** In the half that is learned from there is one, and none later. */
  @Test
  void shouldSayThatNothingIsLeftToJudge() throws IOException {
    write(i -> i == 3 ? "1" : "0");
    Invocation replay = judged();
    assertThat(replay.status()).isZero();
    assertThat(replay.out())
        .contains(
            "this file: nothing to judge of next(degrees): among the second half of each key's"
                + " events odd marks none; give it more events\n");
  }

  @Test
  void shouldRefuseALabelThatSaysNeither() throws IOException {
    write(i -> i == 4 ? "\"maybe\"" : "0");
    Invocation replay = judged();
    assertThat(replay.status()).isEqualTo(1);
    assertThat(replay.err())
        .contains(
            events + ":5: odd is \"maybe\", which does not say whether the event is an anomaly");
  }

  @ParameterizedTest
  @CsvSource({"--like,'degrees, odd'", "--like,'degrees, lag(odd,1)'"})
  void shouldRefuseToLearnFromLabels(String option, String value) {
    Invocation replay = judged(option, value);
    assertThat(replay.status()).isEqualTo(1);
    assertThat(replay.err())
        .contains("--label odd is read as key, time, feature or target too")
        .contains("take it out of --key, --time, --like and --predict");
    for (String other : List.of("room", "at", "degrees")) {
      assertThat(replay("--score", "--label", other, "--like", "degrees").err())
          .contains("--label " + other + " is read as key, time, feature or target too");
    }
  }

  @Test
  void shouldGoWithAScoreOfEvents() {
    Invocation unscored = replay("--label", "odd");
    assertThat(unscored.status()).isEqualTo(2);
    assertThat(unscored.err())
        .contains("--label says what --score is held against; say --score too");
    Invocation empty = replay("--score", "--label", " ");
    assertThat(empty.err()).contains("--label is empty; name the field");
    Invocation joined = judged("--outcomes", events, "--id", "at");
    assertThat(joined.status()).isEqualTo(2);
    assertThat(joined.err()).contains("--label does not go with --outcomes");
    Invocation tokens =
        Invocation.of("replay", "--model", "m", "--tokens", "t", "--queries", "q", "--label", "l");
    assertThat(tokens.status()).isEqualTo(2);
    assertThat(tokens.err()).contains("--label").contains("go with --events");
  }
}
