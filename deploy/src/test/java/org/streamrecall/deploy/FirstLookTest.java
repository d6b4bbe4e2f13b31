package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.events.schema.Reading;

/** A file that nobody has said anything of but what is to be foretold. */
class FirstLookTest {
  private static final String NO_KEY = "--key was left out: all lines are one series";

  @TempDir private Path folder;

  private Path file(String name) throws IOException {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      try (InputStream in = FirstLookTest.class.getResourceAsStream(name)) {
        Files.copy(in, file);
      }
    }
    return file;
  }

  private Invocation replay(String name, String predict, String... more) throws IOException {
    List<Object> args = new ArrayList<>(List.of("replay", file(name), "--predict", predict));
    args.addAll(List.of(more));
    return Invocation.of(args.toArray());
  }

  private static void assertChosen(Invocation call, String... lines) {
    assertThat(call.status()).as(call.err()).isZero();
    assertThat(call.err().lines()).containsExactly(lines);
  }

  private static void assertFails(Invocation call, String sentence) {
    assertThat(call.err()).contains("streamrecall: ").contains(sentence);
    assertThat(call.status()).isEqualTo(1);
  }

  @Test
  void shouldTakeTheOrderOfLinesWhereNothingIsATime() throws IOException {
    assertChosen(
        replay("plain.csv", "next(level)"),
        "--time was left out, and no field is a time: the order of lines counts",
        NO_KEY,
        "chosen by the first 300 lines: --like \"level, lag(level,1..3), load\" --predict"
            + " \"next(level)\"");
    assertFails(
        replay("plain.csv", "next(level)", "--half-life", "1d"),
        "--half-life needs to know when events were; name their time with --time, or leave it out");
  }

  @Test
  void shouldTakeTheTimeWithItsDayAndWeek() throws IOException {
    assertChosen(
        replay("iso.csv", "next(heat)", "--half-life", "1d"),
        "--time was left out: when is the time (ISO 8601)",
        NO_KEY + "; if site (2 different) tells series apart, say --key site",
        "chosen by the first 240 lines: --time when --like \"hour(when), weekday(when), heat,"
            + " lag(heat,1..3), category(site), lag(heat,23)\" --predict \"next(heat)\"");
  }

  /** As seconds they are hours apart: as milliseconds all would be of one hour of 1970. */
  @Test
  void shouldReadSecondsAsSeconds() throws IOException {
    Invocation call = replay("seconds.csv", "next(heat)");
    assertChosen(
        call,
        "--time was left out: ts is the time (seconds since the epoch)",
        NO_KEY,
        "chosen by the first 240 lines: --time \"seconds(ts)\" --like \"hour(ts), weekday(ts), heat,"
            + " lag(heat,1..3), lag(heat,23)\" --predict \"next(heat)\"");
    assertThat(call.out())
        .contains("\"asOf\":1709510400000")
        .doesNotContain("\"asOf\":1709510400,");
  }

  @Test
  void shouldTakeTheOneOfTwoTimesThatNeverFalls() throws IOException {
    assertThat(replay("two_times.csv", "next(heat)").err())
        .startsWith(
            "--time was left out: made is the time (ISO 8601); stored is one too (ISO 8601), to take"
                + " it say --time stored\n");
    assertThat(replay("two_times.csv", "next(heat)", "--without", "made").err())
        .startsWith(
            "--time was left out: the order of lines counts; stored is a time (ISO 8601), but lines"
                + " are not in its order: to have them put in it say --sort, or say --time stored\n");
    assertThat(replay("two_times.csv", "next(heat)", "--without", "made", "--sort").err())
        .startsWith("--time was left out: stored is the time (ISO 8601)\n");
    assertThat(replay("two_times.csv", "next(heat)", "--time", "stored").err())
        .doesNotContain("--time was left out")
        .contains("--time stored --like \"hour(stored), ");
  }

  @Test
  void shouldNameTheFormatInWhichTheTimeIsWritten() throws IOException {
    List<String> rows = new ArrayList<>(List.of("when;x"));
    for (int i = 0; i < 60; i++) {
      rows.add("%02d.%02d.2026 %02d:00;%d".formatted(1 + i % 28, 1 + i / 28, i % 24, i % 5));
    }
    Path csv = Files.write(folder.resolve("format.csv"), rows);
    assertThat(
            Invocation.of("replay", csv, "--predict", "x", "--time-format", "dd.MM.yyyy HH:mm")
                .err())
        .contains("--time was left out: when is the time (dd.MM.yyyy HH:mm)\n");
    assertThat(replay("iso.csv", "next(heat)", "--time-format", "dd.MM.yyyy HH:mm").err())
        .startsWith("--time was left out: when is the time (ISO 8601)\n");
  }

  @Test
  void shouldNameTheFieldThatLooksLikeAKey() throws IOException {
    assertThat(replay("sensors.csv", "next(heat)").err())
        .contains(
            NO_KEY
                + "; times come back or run backwards, but not within one sensor (3 different): if"
                + " each is a series of its own, say --key sensor\n");
    assertThat(replay("sensors.csv", "next(heat)", "--key", "sensor").err())
        .doesNotContain("--key was left out")
        .contains("chosen by the first 360 lines: --key sensor --time ts --like ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain.csv level", "seconds.csv heat", "sensors.csv heat"})
  void shouldGiveTheSameForTheLineItPrintsAndForJsonLines(String of) throws IOException {
    String name = of.split(" ")[0];
    String predict = "next(" + of.split(" ")[1] + ")";
    Invocation chosen = replay(name, predict);
    Path json = folder.resolve("events.jsonl");
    Files.writeString(json, chosen.out().replaceAll("(?m),\"recall\":\\{.*$", "}"));
    Invocation fromJson = replay("events.jsonl", predict);
    assertThat(fromJson.out()).isEqualTo(chosen.out());
    assertThat(fromJson.err()).isEqualTo(chosen.err());
    List<Object> args = new ArrayList<>(List.of("replay", "--events", json));
    args.addAll(words(chosen.err().replaceAll("(?s).*lines: ([^\n]*)\n.*", "$1")));
    Invocation said = Invocation.of(args.toArray());
    assertThat(said.out()).isEqualTo(chosen.out());
    assertThat(said.err())
        .isEqualTo(
            "--key was left out: all events are one series\n"
                + chosen.err().replaceAll("(?s).*lines: [^\n]*\n", ""));
  }

  /** As a shell reads them, of what the test files need. */
  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    for (String part : line.split(" (?=([^\"]*\"[^\"]*\")*[^\"]*$)")) {
      words.add(part.replace("\"", ""));
    }
    return words;
  }

  @Test
  void shouldTrainWithoutKeyAndTimeAndServeWhatItTrained() throws IOException {
    Path model = folder.resolve("model");
    Invocation call =
        Invocation.of(
            "train", file("plain.csv"), "--predict", "next(level)", "--out", model, "--steps", 2);
    assertChosen(
        new Invocation(
            call.status(), "", call.err().lines().limit(3).reduce("", (a, b) -> a + b + "\n")),
        "--time was left out, and no field is a time: the order of lines counts",
        NO_KEY,
        "chosen by the first 300 lines: --like \"level, lag(level,1..3), load\" --predict"
            + " \"next(level)\"");
    Invocation served = Invocation.of("replay", file("plain.csv"), "--model", model);
    assertThat(served.status()).as(served.err()).isZero();
    assertThat(served.out()).contains("\"status\":\"ok\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "e.jsonl||has no event; write one JSON object a line, or CSV with a header and rows",
        "e.csv||e.csv is empty; write a row of names, and one row an event",
        "e.csv|a,b|has no event; write one JSON object a line, or CSV with a header and rows",
        "e.csv|a,b\\n1,2|has one event, and what makes moments alike is chosen by two at least; give it"
            + " more events, or say --like",
        "e.jsonl|{\"b\":1}|has one event, and what makes moments alike is chosen by two at least",
        "e.jsonl|a,b\\n1,2|has no line that is a JSON object; write one an event, or CSV with a header"
            + " in a file whose name ends in .csv",
        "e.csv|a,c\\n1,2\\n2,3|has b; they have a, c; correct --predict",
        "e.csv|a,b\\n1,x\\n2,y|b holds names, such as \"x\", and no numbers; to foretell them write"
            + " category(b) in --predict"
      })
  void shouldSayWhatAFileLacks(String name, String text, String sentence) throws IOException {
    Files.writeString(folder.resolve(name), text == null ? "" : text.replace("\\n", "\n") + "\n");
    assertFails(replay(name, "b"), sentence);
  }

  @Test
  void shouldNameAKeyOrTimeThatNoEventHas() throws IOException {
    assertFails(
        replay("sensors.csv", "next(heat)", "--key", "sensr"),
        "has sensr; they have ts, level, sensor, heat; correct --key");
    assertFails(replay("sensors.csv", "next(heat)", "--time", "at"), "correct --time");
    assertFails(Invocation.of("replay", "none.csv", "--predict", "b"), "EVENTS none.csv does not");
  }

  /** The row that is no CSV comes after those that are looked at. */
  @Test
  void shouldReadNoMoreThanItLooksAt() throws IOException {
    List<String> rows = new ArrayList<>(List.of("a,b"));
    for (int i = 0; i < UsualReading.LOOKED_AT; i++) {
      rows.add(i + "," + i % 7);
    }
    rows.add("1,\"2\"3");
    Path csv = Files.write(folder.resolve("long.csv"), rows);
    List<String> told = new ArrayList<>();
    InputFile input = new InputFile("EVENTS", csv);
    new UsualReading(input, told::add, false)
        .of(null, null, EventSchema.readPredict("b"), Set.of(), Reading.USUAL);
    assertThat(told).hasSize(2);
    assertFails(Invocation.of("replay", csv, "--predict", "b"), "the row is not CSV");
  }
}
