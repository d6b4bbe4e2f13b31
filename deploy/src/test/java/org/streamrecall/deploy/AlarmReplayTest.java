package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code replay EVENTS --alarms FILE}. */
class AlarmReplayTest {
  @TempDir private Path folder;
  private Path events;
  private Path alarms;

  @BeforeEach
  void write() throws IOException {
    events = Files.write(folder.resolve("events.jsonl"), lines(900));
    alarms = folder.resolve("alarms.jsonl");
  }

  /** A temperature of two rooms that drifts slowly, and leaps now and then. */
  private static List<String> lines(int count) {
    Random random = new Random(5);
    List<String> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double leap = i >= 600 && i % 100 < 2 ? 40 : 0;
      double degrees = 20 + 3 * Math.sin(i / 50.0) + leap + random.nextGaussian() / 2;
      all.add(
          "{\"room\":\"r%d\",\"at\":%d,\"degrees\":%.3f}"
              .formatted(i % 2, 1_700_000_000_000L + 60_000L * i, degrees));
    }
    return all;
  }

  private Invocation replay(Object... more) {
    return replay(events, more);
  }

  private static Invocation replay(Path events, Object... more) {
    List<Object> args = new ArrayList<>(List.of("replay", events, "--key", "room"));
    args.addAll(List.of("--time", "at", "--like", "lag(degrees,1)", "--predict", "next(degrees)"));
    args.addAll(List.of(more));
    return Invocation.of(args.toArray());
  }

  private List<String> raised(Object... more) throws IOException {
    List<Object> args = new ArrayList<>(List.of("--alarms", alarms));
    args.addAll(List.of(more));
    Invocation replay = replay(args.toArray());
    assertThat(replay.status()).as(replay.err()).isZero();
    return Files.readAllLines(alarms);
  }

  @Test
  void shouldWriteALineWhenAnAlarmOpensAndOneWhenItCloses() throws IOException {
    List<String> lines = raised();
    assertThat(lines).hasSizeGreaterThanOrEqualTo(4);
    for (int i = 0; i < lines.size(); i++) {
      JsonNode alarm = EventReplays.JSON.readTree(lines.get(i));
      assertThat(alarm.get("room").asText()).startsWith("r");
      assertThat(alarm.get("id").asText()).startsWith(alarm.get("room").asText() + "/");
      assertThat(alarm.get("state").asText()).isIn("opened", "closed");
      assertThat(alarm.get("target").asText()).isEqualTo("next(degrees)");
    }
    assertThat(lines)
        .filteredOn(l -> l.contains("opened") && l.contains("\"at\":1700036000000,"))
        .hasSize(1)
        .allMatch(
            l ->
                l.startsWith(
                    "{\"id\":\"r0/1/1700036000000\",\"state\":\"opened\",\"room\":\"r0\","));
  }

  /** The answers too are what they are without alarms. */
  @Test
  void shouldRaiseTheSameWhateverElseIsAsked() throws IOException {
    String plain = replay().out();
    List<String> lines = raised();
    assertThat(replay("--alarms", alarms).out()).isEqualTo(plain);
    Path out = folder.resolve("out.jsonl");
    assertThat(raised("--score")).isEqualTo(lines);
    assertThat(raised("--score", "--out", out)).isEqualTo(lines);
    assertThat(Files.readString(out)).isEqualTo(plain);
    assertThat(raised("--sort")).isEqualTo(lines);
  }

  @Test
  void shouldRaiseSortedEventsAlarmsInOrderOfTime() throws IOException {
    List<String> lines = raised();
    List<String> shuffled = lines(900);
    Collections.shuffle(shuffled, new Random(1));
    Files.write(events, shuffled);
    assertThat(raised("--sort")).isEqualTo(lines);
  }

  /** The first room says nothing for two hours, the second nothing from the eighth on. */
  private static List<String> silent(List<String> lines) {
    List<String> left = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      boolean gone = i % 2 == 0 ? i >= 400 && i < 520 : i >= 480;
      if (!gone) {
        left.add(lines.get(i));
      }
    }
    return left;
  }

  @Test
  void shouldRaiseAnAlarmWhereNothingComes() throws IOException {
    Files.write(events, silent(lines(900)));
    assertThat(raised("--silences", "none")).noneMatch(line -> line.contains("silent"));
    assertThat(raised()).noneMatch(line -> line.contains("silent")); // younger than a day
    List<String> lines = raised("--silences", "1h");
    List<String> silences = lines.stream().filter(line -> line.contains("silent")).toList();
    assertThat(silences).hasSize(3);
    assertThat(silences.get(0))
        .startsWith("{\"id\":\"r0/silent/1/170002")
        .contains("\"state\":\"opened\",\"kind\":\"silent\",\"room\":\"r0\",")
        .contains("\"since\":1700023880000,");
    assertThat(silences.get(1))
        .contains("\"state\":\"closed\",\"kind\":\"silent\",\"room\":\"r0\",")
        .contains("\"at\":1700031200000,")
        .contains("an event came, after 2 h without any");
    assertThat(silences.get(2))
        .contains("\"state\":\"opened\",\"kind\":\"silent\",\"room\":\"r1\",")
        .isEqualTo(lines.get(lines.size() - 1)); // it lasts to the end
    List<String> shuffled = new ArrayList<>(silent(lines(900)));
    Collections.shuffle(shuffled, new Random(3));
    Files.write(events, shuffled);
    assertThat(raised("--silences", "1h", "--sort")).isEqualTo(lines);
  }

  /** Where outcomes have a file of their own it is they that are odd. */
  @Test
  void shouldRaiseAlarmsOfOutcomes() throws IOException {
    List<String> asked = new ArrayList<>();
    List<String> known = new ArrayList<>();
    Random random = new Random(2);
    for (int i = 0; i < 400; i++) {
      long at = 1_700_000_000_000L + 60_000L * i;
      double cost = 5 * (i % 3) + random.nextGaussian() / 5 + (i == 350 ? 100 : 0);
      asked.add(
          "{\"room\":\"r\",\"id\":\"i%d\",\"at\":%d,\"job\":\"j%d\"}".formatted(i, at, i % 3));
      known.add(
          "{\"room\":\"r\",\"id\":\"i%d\",\"at\":%d,\"cost\":%.3f}".formatted(i, at + 5000, cost));
    }
    Files.write(events, asked);
    Path outcomes = Files.write(folder.resolve("costs.jsonl"), known);
    Invocation replay =
        Invocation.of(
            "replay",
            events,
            "--outcomes",
            outcomes,
            "--id",
            "id",
            "--key",
            "room",
            "--time",
            "at",
            "--like",
            "category(job)",
            "--predict",
            "cost",
            "--alarms",
            alarms);
    assertThat(replay.status()).as(replay.err()).isZero();
    assertThat(Files.readAllLines(alarms))
        .first()
        .asString()
        .startsWith("{\"id\":\"r/1/1700021005000\",\"state\":\"opened\",\"room\":\"r\",")
        .contains("\"at\":1700021005000,", "\"target\":\"cost\"", "\"why\":\"cost 1");
    assertThat(
            Invocation.of(
                    "replay",
                    events,
                    "--outcomes",
                    outcomes,
                    "--id",
                    "id",
                    "--key",
                    "room",
                    "--like",
                    "category(job)",
                    "--predict",
                    "cost",
                    "--alarms",
                    outcomes)
                .err())
        .contains("--alarms " + outcomes + " is the file of --outcomes " + outcomes);
  }

  @Test
  void shouldRaiseByTheRuleThatIsTold() throws IOException {
    long usual = opened(raised());
    assertThat(raised("--least-deviation", "1000")).isEmpty();
    assertThat(raised("--least-deviation", "900%")).isEmpty();
    assertThat(opened(raised("--least-deviation", "20"))).isBetween(1L, usual);
    assertThat(opened(raised("--false-alarms", "1/20", "--cool-down", "0"))).isGreaterThan(usual);
    assertThat(raised("--false-alarms", "1/1000", "--cool-down", "16", "--least-deviation", "0"))
        .isEqualTo(raised());
    assertThat(raised("--false-alarms", ".001")).isEqualTo(raised());
  }

  private static long opened(List<String> lines) {
    return lines.stream().filter(line -> line.contains("opened")).count();
  }

  @ParameterizedTest
  @CsvSource({
    "--false-alarms,.06,is no rate above 0 and at most .05; write 1/1000 or .001",
    "--false-alarms,0,is no rate above 0 and at most .05; write 1/1000 or .001",
    "--false-alarms,1/0,is no rate above 0 and at most .05; write 1/1000 or .001",
    "--false-alarms,few,is no rate above 0 and at most .05; write 1/1000 or .001",
    "--least-deviation,-1,'is no size of a number; write 2.5 in its own unit, or 5%'",
    "--least-deviation,Infinity,'is no size of a number; write 2.5 in its own unit, or 5%'",
    "--least-deviation,much%,'is no size of a number; write 2.5 in its own unit, or 5%'",
    "--cool-down,128,is not a whole number from 0 to 127",
    "--cool-down,1.5,is not a whole number from 0 to 127",
    "--silences,soon,'is not a duration from 1 ms to 285,000 years; write 30d, 12h, 45m, 90s'",
    "--silences,0s,'is not a duration from 1 ms to 285,000 years; write 30d, 12h, 45m, 90s'",
    "--cool-down,-1,is not a whole number from 0 to 127",
  })
  void shouldNameWhatIsOutOfRange(String option, String value, String rule) {
    Invocation refused = replay("--alarms", alarms, option + "=" + value);
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err())
        .contains("Invalid value for option '" + option + "'")
        .contains("'" + value + "' " + rule);
  }

  @ParameterizedTest
  @CsvSource({"--false-alarms,.01", "--least-deviation,5%", "--cool-down,3", "--silences,1h"})
  void shouldRefuseARuleOfAlarmsThatAreNotWritten(String option, String value) {
    Invocation refused = replay(option, value);
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err())
        .contains(
            "--false-alarms, --least-deviation, --cool-down and --silences go with --alarms, which says"
                + " where alarms are written");
  }

  @Test
  void shouldWriteOverNoOtherFile() throws IOException {
    String before = Files.readString(events);
    Invocation over = replay("--alarms", events);
    assertThat(over.status()).isEqualTo(1);
    assertThat(over.err()).contains("--alarms " + events + " is the file of EVENTS " + events);
    assertThat(Files.readString(events)).isEqualTo(before);
    assertThat(replay("--out", alarms, "--alarms", alarms).err())
        .contains("--alarms " + alarms + " is the file of --out too; name another");
    assertThat(replay("--alarms", folder.resolve("none/a")).err()).contains("lies in no directory");
  }

  @Test
  void shouldRaiseNoneOfTokens() {
    Invocation tokens =
        Invocation.of(
            "replay", "--model", "m", "--tokens", "t", "--queries", "q", "--alarms", alarms);
    assertThat(tokens.status()).isEqualTo(2);
    assertThat(tokens.err()).contains("--alarms").contains("go with --events");
  }

  @Test
  void shouldSayItInTheHelp() {
    String help = Invocation.of("replay", "--help").out().replaceAll("\\s+", " ");
    assertThat(help)
        .contains("--alarms=TOPIC|FILE")
        .contains("--least-deviation=X|X%")
        .contains("as 5% (default")
        .doesNotContain("%%");
  }
}
