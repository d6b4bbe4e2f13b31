package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are not in order of time. */
class SortedReplayTest {
  private static final List<String> ORDERED = EventReplays.payments(300);

  @TempDir private Path folder;

  private static List<String> backwards() {
    List<String> lines = new ArrayList<>(ORDERED);
    Collections.reverse(lines);
    return lines;
  }

  /** Each event's time is its own, so that there is one order. */
  private static List<String> shuffled(long seed) {
    List<String> lines = new ArrayList<>(ORDERED);
    Collections.shuffle(lines, new Random(seed));
    return lines;
  }

  private Path file(String name, List<String> lines) throws IOException {
    return Files.write(folder.resolve(name), lines);
  }

  private static List<String> csv(List<String> lines) throws IOException {
    List<String> rows = new ArrayList<>(List.of("card;at;merchant;amount"));
    for (String line : lines) {
      JsonNode event = EventReplays.JSON.readTree(line);
      List<String> cells = new ArrayList<>();
      event.forEach(cell -> cells.add(cell.asText()));
      rows.add(String.join(";", cells));
    }
    return rows;
  }

  private static List<String> inOrderOfLines(String out, List<String> lines) {
    TreeMap<Integer, String> answers = new TreeMap<>();
    List<String> told = out.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      answers.put(ORDERED.indexOf(lines.get(i)), told.get(i));
    }
    return List.copyOf(answers.values());
  }

  /** Whatever the order of lines: those of the file in order, each in the place of its event. */
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2})
  void shouldAnswerAsOfTheFileInOrderAndKeepTheOrderOfLines(long seed) throws IOException {
    List<String> lines = seed == 0 ? backwards() : shuffled(seed);
    Path ordered = file("ordered.jsonl", ORDERED);
    Path disordered = file("disordered.jsonl", lines);
    String expected = EventReplays.replay(ordered).out();
    Invocation sorted = EventReplays.replay(disordered, "--sort");
    assertThat(sorted.err()).isEmpty();
    assertThat(inOrderOfLines(sorted.out(), lines))
        .containsExactlyElementsOf(expected.lines().toList());
    assertThat(EventReplays.replay(ordered, "--sort").out()).isEqualTo(expected);
    assertThat(EventReplays.replay(disordered, "--sort", "--score").out())
        .isEqualTo(EventReplays.replay(ordered, "--score").out());
    Path out = folder.resolve("out.jsonl");
    assertThat(EventReplays.replay(disordered, "--sort", "--score", "--out", out).status())
        .isZero();
    assertThat(Files.readString(out)).isEqualTo(sorted.out());
    Path csv = file("disordered.csv", csv(lines));
    assertThat(EventReplays.recalls(EventReplays.replay(csv, "--sort").out()))
        .isEqualTo(EventReplays.recalls(sorted.out()));
  }

  /** What is chosen is chosen by the lines in order. */
  @Test
  void shouldFindTheTimeOfADisorderedFile() throws IOException {
    Path ordered = file("ordered.csv", csv(ORDERED));
    Path disordered = file("disordered.csv", csv(shuffled(1)));
    Invocation expected =
        Invocation.of("replay", ordered, "--predict", "amount", "--key", "card", "--score");
    Invocation sorted =
        Invocation.of(
            "replay", disordered, "--predict", "amount", "--key", "card", "--score", "--sort");
    assertThat(sorted.err())
        .isEqualTo(expected.err().replace("ordered.csv", "disordered.csv"))
        .contains("--time was left out: at is the time (ISO 8601)");
    assertThat(sorted.out()).isEqualTo(expected.out());
    List<String> numbers =
        csv(shuffled(1)).stream()
            .map(row -> row.replaceFirst("2026-11-(..)T(..):00:00Z", "17640$1$20"))
            .toList();
    assertThat(
            Invocation.of("replay", file("n.csv", numbers), "--predict", "amount", "--sort").err())
        .contains("--time was left out: at is the time (seconds since the epoch)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"replay", "train"})
  void shouldNameTheRemedyOnce(String command) throws IOException {
    List<String> back = backwards();
    for (List<String> lines : List.of(back, shuffled(1))) {
      Path events = file("events.jsonl", lines);
      String said = call(command, events).err();
      assertThat(said)
          .containsOnlyOnce("--sort")
          .containsPattern(
              (lines == back ? "297" : "1\\d\\d")
                  + " of 300 events are earlier than the one before of their key: each is foretold"
                  + " from the lines above it, which are not in order of time; say --sort to have"
                  + " them put in it");
      assertThat(call(command, events, "--sort").err()).doesNotContain("--sort");
    }
    List<String> late = new ArrayList<>(ORDERED);
    for (int i = 5; i < late.size(); i += 5) {
      Collections.swap(late, i - 1, i);
    }
    assertThat(call(command, file("late.jsonl", late)).err()).doesNotContain("--sort");
  }

  @Test
  void shouldTrainAsOnTheFileInOrder() throws IOException {
    String expected = call("train", file("ordered.jsonl", ORDERED)).out();
    String sorted = call("train", file("disordered.jsonl", shuffled(1)), "--sort").out();
    assertThat(withoutTheClock(sorted)).isEqualTo(withoutTheClock(expected));
  }

  private static String withoutTheClock(String out) {
    return out.replaceAll("\"seconds\":[0-9.]+", "");
  }

  private Invocation call(String command, Path events, Object... more) {
    if (command.equals("replay")) {
      return EventReplays.replay(events, more);
    }
    List<Object> args = new ArrayList<>(List.of("train", events, "--key", "card", "--time", "at"));
    args.addAll(List.of("--like", "category(merchant)", "--predict", "amount", "--steps", 5));
    args.addAll(List.of("--out", folder.resolve("model.safetensors")));
    args.addAll(List.of(more));
    return Invocation.of(args.toArray());
  }

  /** They stay behind the line before them; the first ones come first. */
  @Test
  void shouldKeepLinesWithoutATimeWhereTheyStand() throws IOException {
    String event = "{\"k\":1,\"t\":%s,\"x\":%d}";
    List<String> lines =
        List.of(
            event.formatted("null", 1),
            event.formatted("\"2026-01-03\"", 5),
            "no event",
            event.formatted("\"\"", 6),
            "",
            event.formatted("\"2026-01-02\"", 3),
            event.formatted("null", 4),
            event.formatted("\"2026-01-01\"", 2));
    Path file = file("gaps.jsonl", lines);
    Invocation call =
        Invocation.of(
            "replay",
            file,
            "--key",
            "k",
            "--time",
            "t",
            "--like",
            "lag(x,1)",
            "--predict",
            "x",
            "--sort");
    assertThat(call.status()).isEqualTo(1);
    assertThat(call.err()).contains("gaps.jsonl:3: ").contains("1 of 7 events were refused");
    List<String> out = call.out().lines().toList();
    assertThat(out).hasSize(8);
    assertThat(out.get(2)).contains("\"status\":\"refused\"");
    assertThat(out.get(4)).isEmpty();
    for (String line : out) {
      ObjectNode object = line.isEmpty() ? null : (ObjectNode) EventReplays.JSON.readTree(line);
      if (object != null && object.has("x")) { // each counts those told before
        assertThat(object.at("/recall/tokens").asInt()).isEqualTo(object.get("x").asInt() - 1);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "replay EVENTS --key card --like merchant_code --predict amount --sort",
        "replay EVENTS --key card --predict amount --without at --sort",
        "train EVENTS --key card --like lag(amount,1) --predict amount --out MODEL --sort",
      })
  void shouldRefuseToSortWithoutATime(String line) throws IOException {
    Path events = file("events.jsonl", ORDERED);
    Object[] args =
        java.util.Arrays.stream(line.split(" "))
            .map(arg -> arg.equals("EVENTS") ? events : arg)
            .map(arg -> arg.equals("MODEL") ? folder.resolve("m.safetensors") : arg)
            .toArray();
    Invocation call = Invocation.of(args);
    assertThat(call.status()).isEqualTo(1);
    assertThat(call.err())
        .contains(
            "--sort needs a time to sort by, and the events have none; name their field with --time,"
                + " or leave --sort out");
  }

  @Test
  void shouldGoWithEventsOnly() {
    assertThat(Invocation.of("replay", "--model", "m", "--tokens", "t", "--queries", "q", "--sort"))
        .satisfies(call -> assertThat(call.status()).isEqualTo(2))
        .satisfies(call -> assertThat(call.err()).contains("--sort").contains("go with --events"));
    assertThat(
            Invocation.of("train", "--episodes", "e", "--schema", "s", "--out", "o", "--sort")
                .err())
        .contains("--trim and --sort go with events; leave them out");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldCountEventsOfOneKeyAndTime(boolean sorted) throws IOException {
    List<String> lines = new ArrayList<>(ORDERED.subList(0, 100));
    lines.add(50, lines.get(49)); // a copy
    lines.add(90, lines.get(89).replaceFirst("\"amount\":[-0-9.]+", "\"amount\":99"));
    Path events = file("twice.jsonl", lines);
    Object[] more = sorted ? new Object[] {"--sort"} : new Object[0];
    assertThat(call("replay", events, more).err())
        .isEqualTo(
            "2 events have the key and the time of another, 1 of them its values too: each is"
                + " learned; take out what came twice, or name a key or a time that tells the others"
                + " apart\n");
    assertThat(call("train", events, more).err())
        .containsOnlyOnce("2 events have the key and the time of another, 1 of them");
  }

  @Test
  void shouldCountEventsOfOneTimeWhereThereIsNoKey() throws IOException {
    Path events =
        file("series.csv", List.of("t,x", "2026-01-01,1", "2026-01-01,2", "2026-01-02,2"));
    assertThat(
            Invocation.of("replay", events, "--time", "t", "--like", "lag(x,1)", "--predict", "x")
                .err())
        .contains(
            "1 event has the time of another: each is learned; name a --key that tells them apart, if"
                + " their order means nothing\n");
    Path copies =
        file("copies.csv", List.of("t,x", "2026-01-01,1", "2026-01-01,1", "2026-01-02,2"));
    assertThat(
            Invocation.of("replay", copies, "--time", "t", "--like", "lag(x,1)", "--predict", "x")
                .err())
        .endsWith(
            "1 event has the time of another and its values: each is learned; take out what came"
                + " twice\n");
  }
}
