package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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

/** What {@code replay --score} says beside the figures, and what is said without it too. */
class ScoredReplayTest {
  @TempDir private Path folder;
  private Path events;

  @BeforeEach
  void name() {
    events = folder.resolve("events.jsonl");
  }

  /** Users that hardly ever come again, and a number of their own. */
  private void writeUsers(int count) throws IOException {
    Random random = new Random(1);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      lines.add(
          String.format(
              "{\"key\":\"k%d\",\"user\":\"u%d\",\"v\":%d}", i % 2, i, random.nextInt(9)));
    }
    Files.write(events, lines);
  }

  private Invocation replay(String like, String predict, Object... more) {
    List<Object> args = new ArrayList<>(List.of("replay", events, "--key", "key"));
    args.addAll(List.of("--like", like, "--predict", predict));
    args.addAll(List.of(more));
    return Invocation.of(args.toArray());
  }

  @Test
  void shouldSayThatNamesOfAFeatureOverflow() throws IOException {
    writeUsers(400);
    String told =
        "user: 384 of 400 events have a name beyond the 8 that category(user) tells apart of a key;";
    Invocation plain = replay("category(user)", "v");
    assertThat(plain.status()).isZero();
    assertThat(plain.err()).startsWith(told).hasLineCount(1);
    assertThat(replay("category(user)", "v", "--score").err()).startsWith(told);
    writeUsers(16);
    assertThat(replay("category(user)", "v").err()).isEmpty();
  }

  /** Names without a place of their own are never right, by whatever probability. */
  @Test
  void shouldSayThatNamesToBeForetoldOverflow() throws IOException {
    writeUsers(400);
    Invocation replay = replay("v", "category(user)", "--score");
    assertThat(replay.err())
        .startsWith(
            "user: 338 of 400 events have a name beyond the 31 that category(user) tells apart of a"
                + " key; all of them are foretold as one, null, and never scored as right;");
    assertThat(replay.out()).containsPattern("StreamRecall +0\\.0 % +[1-9]\\.[0-9]{4}\n");
  }

  @Test
  void shouldCountWhatIsLeftOut() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String v = i % 10 == 9 ? "" : ",\"v\":" + i % 7;
      lines.add("{\"key\":\"long\"" + v + "}");
      lines.add("{\"key\":\"same\",\"v\":4}");
    }
    for (int i = 0; i < 13; i++) {
      lines.add("{\"key\":\"short\",\"v\":" + i * i % 5 + "}");
    }
    lines.add("{\"key\":\"once\",\"v\":1}");
    lines.add("{\"v\":1}");
    Files.write(events, lines);
    Invocation replay = replay("v", "next(v)", "--score");
    assertThat(replay.status()).isEqualTo(1);
    assertThat(replay.out())
        .contains("this file: 100 outcomes of 3 keys, of which ")
        .contains(
            "this file: left out of events 25 among the first 8 of a key, 6 without v, 3 with the"
                + " outcome still to come, 1 refused; of keys 1 with no outcome to score; of the"
                + " mean over keys 1 that never change, 1 with fewer than 10 outcomes\n");
  }

  /** A block a target; JSON has the same figures, and nothing else is on stdout. */
  @Test
  void shouldGiveTheSameFiguresAsJson() throws IOException {
    writeUsers(400);
    Invocation replay = replay("v, category(user)", "next(v,1..2)", "--score", "--json");
    assertThat(replay.out().lines()).hasSize(2);
    String text = replay("v, category(user)", "next(v,1..2)", "--score").out();
    List<String> rows = text.lines().toList();
    for (int t = 0; t < 2; t++) {
      JsonNode json = EventReplays.JSON.readTree(replay.out().lines().toList().get(t));
      assertThat(json.get("target").asText()).isEqualTo(t == 0 ? "next(v)" : "next(v,2)");
      String head = json.get("target").asText() + " ";
      int at = 0;
      while (!rows.get(at).startsWith(head)) {
        at++;
      }
      for (int m = 0; m < json.get("methods").size(); m++) {
        JsonNode method = json.get("methods").get(m);
        assertThat(rows.get(at + 2 + m))
            .startsWith(method.get("method").asText() + " ")
            .endsWith(
                String.format(
                    Locale.ROOT,
                    "%16.3f%12.5g",
                    method.get("overLast").asDouble(),
                    method.get("rmse").asDouble()));
        assertThat(method.get("ours").asBoolean()).isEqualTo(m == 0);
      }
      assertThat(json.at("/methods/0/coverage").asDouble()).isBetween(0.5, 1.0);
      assertThat(json.get("outcomes").asLong()).isEqualTo(384 - 2 * (t + 1));
      assertThat(json.at("/leftOut/ahead").asLong()).isEqualTo(2L * (t + 1));
      for (JsonNode better : json.get("losesTo")) {
        assertThat(text).contains("Loses to " + better.get("method").asText() + " here");
      }
      assertThat(json.get("names").toString())
          .isEqualTo(
              "[{\"category\":\"category(user)\",\"foretold\":false,\"toldApart\":8,"
                  + "\"beyond\":384,\"events\":400}]");
    }
    assertThat(replay("v", "next(v)", "--json").err())
        .contains("--json says how the table of --score is written; say --score too");
  }
}
