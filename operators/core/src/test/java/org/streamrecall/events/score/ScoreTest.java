package org.streamrecall.events.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.streamrecall.events.EventMemory;
import org.streamrecall.events.Events;
import org.streamrecall.events.Judgement;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.model.Answer;

class ScoreTest {
  private static final int SLOTS = 5;
  private static final int FIRST = 8;

  /** Names beyond the slots, some missing, each mostly followed by the next. */
  private static List<String> names(int count) {
    Random random = new Random(3);
    List<String> names = new ArrayList<>();
    int at = 0;
    for (int i = 0; i < count; i++) {
      at = random.nextInt(4) == 0 ? random.nextInt(8) : (at + 1) % 8;
      names.add(random.nextInt(20) == 0 ? null : "n" + at);
    }
    return names;
  }

  private static Score.Table table(Score score) {
    return score.tables().get(0);
  }

  private static Score.Line line(Score score, String method) {
    return table(score).lines().stream()
        .filter(line -> line.name().equals(method))
        .findAny()
        .orElseThrow();
  }

  private static double accuracy(Score score, int method) {
    return table(score).lines().get(method).accuracy();
  }

  /** What an answer thinks the likeliest, by name. */
  private static String likeliest(Answer answer) {
    int best = 0;
    for (int s = 1; s < answer.value().length; s++) {
      best = answer.value()[s] > answer.value()[best] ? s : best;
    }
    return answer.categories().get(best);
  }

  /** By names, counted anew: names without a slot are never right, and share what is theirs. */
  @ParameterizedTest
  @CsvSource({"0", "1", "3"})
  void shouldCountWhatWasRightByName(int horizon) {
    String target = "category(x," + SLOTS + ")";
    String predict = horizon == 0 ? target : "next(" + target + "," + horizon + ")";
    EventSchema schema = EventSchema.of("k", null, "lag(category(x),1)", predict, null);
    EventMemory memory = Events.memory(schema, 16_384);
    Score score = new Score(schema);
    List<String> names = names(400);
    List<Answer> answers = new ArrayList<>();
    List<Set<String>> known = new ArrayList<>(); // when it was asked
    List<Map<String, Integer>> counts = new ArrayList<>();
    Map<String, Integer> soFar = new HashMap<>();
    int right = 0;
    double loss = 0;
    double theirs = 0;
    int missing = 0;
    int scored = 0;
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      Event event = new Event("k", i, new double[0], new String[] {name}, null);
      if (horizon == 0) {
        counts.add(new HashMap<>(soFar));
      }
      if (name != null) {
        soFar.merge(name, 1, Integer::sum);
      }
      if (horizon > 0) {
        counts.add(new HashMap<>(soFar));
      }
      known.add(counts.get(i).keySet());
      Judgement judgement = memory.tell(event);
      answers.add(judgement.answer());
      score.add(event, judgement, memory.tag());
      if (i - horizon >= FIRST && name == null) {
        missing++;
      } else if (i - horizon >= FIRST) {
        Answer answer = answers.get(i - horizon);
        List<String> told = answer.categories();
        right += name.equals(likeliest(answer)) ? 1 : 0;
        int slot = told.contains(name) ? told.indexOf(name) : told.indexOf(null);
        double p = slot < 0 ? 0 : answer.value()[slot];
        long others = known.get(i - horizon).stream().filter(n -> !told.contains(n)).count() + 1;
        loss -= Math.log(Math.max(1e-4, told.contains(name) ? p : p / others));
        Map<String, Integer> shares = counts.get(i - horizon);
        double sum = shares.values().stream().mapToInt(n -> n).sum();
        double share = (shares.getOrDefault(name, 0) + 0.5) / (sum + 0.5 * (shares.size() + 1));
        theirs -= Math.log(Math.max(1e-4, share));
        scored++;
      }
    }
    assertThat(score.scored()).isEqualTo(scored);
    List<Score.Line> lines = table(score).lines();
    assertThat(lines)
        .extracting(Score.Line::name)
        .containsExactly(
            "StreamRecall",
            "last category",
            "shares so far",
            "followers of the last",
            "10 nearest");
    assertThat(lines.get(0).accuracy()).isEqualTo((double) right / scored);
    assertThat(lines.get(0).logLoss()).isCloseTo(loss / scored, within(1e-6));
    assertThat(lines.get(2).logLoss()).isCloseTo(theirs / scored, within(1e-9));
    assertThat(table(score).leftOut()).isEqualTo(new LeftOut(FIRST, missing, horizon, 0, 0, 0, 0));
  }

  /** Where the tag says all, the neighbours and ours are right; the shares are by chance. */
  @ParameterizedTest
  @CsvSource({"0", "1"})
  void shouldBeRightWhereTheTagSaysIt(int horizon) {
    String predict = horizon == 0 ? "category(x)" : "next(category(x))";
    EventSchema schema = EventSchema.of("k", null, "a", predict, null);
    EventMemory memory = Events.memory(schema, 16_384);
    Score score = new Score(schema);
    Random random = new Random(5);
    double last = 0;
    for (int i = 0; i < 400; i++) {
      double a = random.nextInt(3) - 1 + 0.01 * random.nextGaussian();
      String name = "n" + Math.round(horizon == 0 ? a : last);
      last = a;
      Event event = new Event("k", i, new double[] {a}, new String[] {name}, null);
      score.add(event, memory.tell(event), memory.tag());
    }
    assertThat(accuracy(score, 0)).isGreaterThan(0.97);
    assertThat(accuracy(score, 1)).isBetween(0.25, 0.45);
    assertThat(accuracy(score, 2)).isBetween(0.25, 0.45);
    assertThat(table(score).lines().get(2).logLoss()).isCloseTo(Math.log(3), within(0.06));
    assertThat(accuracy(score, 3)).isBetween(0.25, 0.45);
    assertThat(accuracy(score, 4)).isGreaterThan(0.97);
  }

  /** What a key calls "other" is none of those for which a memory has no slot, nor the reverse. */
  @Test
  void shouldNotTakeANameForThoseThatHaveNone() {
    EventSchema wide = EventSchema.of("k", null, "a", "category(x,9)", null);
    EventMemory many = Events.memory(wide, 16_384);
    EventMemory few = Events.memory(wide.withSlots(3), 16_384); // of their own: b, c
    Score score = new Score(wide, 0, List.of("many", "few"));
    Score rare = new Score(wide.withSlots(3), 0, List.of("many", "few"));
    int own = 0;
    for (int i = 0; i < 300; i++) {
      String name = i < 2 ? "bc".substring(i, i + 1) : i % 2 == 0 ? "other" : "n" + i / 2 % 4;
      own += name.equals("other") && i >= FIRST ? 1 : 0;
      Event event =
          new Event("k", i, new double[] {name.hashCode() % 17}, new String[] {name}, null);
      List<Judgement> ours = List.of(many.tell(event), few.tell(event));
      score.add(event, ours, many.tag(), true);
      rare.add(event, ours, many.tag(), true);
    }
    assertThat(accuracy(score, 0)).isGreaterThan(0.5);
    assertThat(accuracy(score, 1)).isZero();
    assertThat(accuracy(rare, 0)).isEqualTo(accuracy(score, 0)); // whatever the score's own slots
    assertThat(accuracy(rare, 1)).isZero();
    assertThat(own).isGreaterThan(100);
  }

  /** A memory with fewer slots is scored by the names that it says. */
  @Test
  void shouldScoreByNameWhateverTheSlots() {
    EventSchema wide = EventSchema.of("k", null, "a", "category(x,9)", null);
    EventMemory many = Events.memory(wide, 16_384);
    EventMemory few = Events.memory(wide.withSlots(4), 16_384); // three names of their own
    Score score = new Score(wide, 0, List.of("many", "few"));
    for (int i = 0; i < 400; i++) {
      int x = i % 5 == 4 ? 3 : i % 3;
      String[] names = {"n" + x};
      Event event = new Event("k", i, new double[] {x}, names, null);
      score.add(event, List.of(many.tell(event), few.tell(event)), many.tag(), true);
    }
    double rare = 1.0 / 5;
    assertThat(accuracy(score, 0)).isGreaterThan(0.9);
    assertThat(accuracy(score, 1)).isBetween(0.9 - rare, 1 - rare);
  }

  private static EventMemory numbers(EventSchema schema, Score score, int key, int from, int to) {
    EventMemory memory = Events.memory(schema, 16_384);
    Random random = new Random(key);
    for (int i = from; i < to; i++) {
      double x = key == 3 ? 7 : key * 100 * random.nextGaussian();
      double[] numbers = {random.nextInt(9) == 0 ? Double.NaN : x};
      Event event = new Event("k" + key, i, numbers, new String[0], null);
      score.add(event, List.of(memory.tell(event)), memory.tag(), i >= from + 5);
    }
    return memory;
  }

  /** Every event that was to be scored is, or is left out for one reason; and so is every key. */
  @Test
  void shouldSayOfEachEventAndKeyWhyItIsLeftOut() {
    EventSchema schema = EventSchema.of("k", null, "x", "next(x), next(x,4)", null);
    Score score = new Score(schema);
    numbers(schema, score, 1, 0, 300);
    numbers(schema, score, 2, 0, 100);
    numbers(schema, score, 3, 0, 100); // constant
    numbers(schema, score, 4, 0, 18); // short
    numbers(schema, score, 5, 0, 7); // none is scored
    numbers(schema, score, 6, 0, 4); // only learned from
    assertThat(score.tables()).hasSize(2);
    for (Score.Table table : score.tables()) {
      LeftOut left = table.leftOut();
      long out = left.first() + left.missing() + left.ahead() + left.unanswered();
      assertThat(out + table.scored()).isEqualTo(300 + 100 + 100 + 18 + 7 - 5 * 5);
      assertThat(left.first()).isEqualTo(4 * 3 + 2); // of each the first five are learned from
      assertThat(left.ahead()).isEqualTo(4L * table.target().horizon());
      assertThat(left.missing()).isPositive();
      assertThat(left.keysUnscored()).isEqualTo(1);
      assertThat(left.keysConstant()).isEqualTo(1);
      assertThat(left.keysShort()).isEqualTo(1);
      assertThat(table.keys()).isEqualTo(4);
    }
  }

  /** Each key counts the same over last value; in the RMSE who has large numbers rules. */
  @Test
  void shouldMeanOverKeysAndPoolErrors() {
    EventSchema schema = EventSchema.of("k", null, "x", "next(x)", null);
    Score both = new Score(schema);
    Score small = new Score(schema);
    Score large = new Score(schema);
    numbers(schema, small, 1, 0, 200);
    numbers(schema, large, 50, 0, 200);
    numbers(schema, both, 1, 0, 200);
    numbers(schema, both, 50, 0, 200);
    for (int m = 0; m < table(both).lines().size(); m++) {
      double one = table(small).lines().get(m).overLast();
      double other = table(large).lines().get(m).overLast();
      Score.Line of = table(both).lines().get(m);
      assertThat(of.overLast()).isCloseTo(Math.sqrt(one * other), within(1e-12));
      double pooled =
          Math.pow(table(small).lines().get(m).rmse(), 2) * table(small).scored()
              + Math.pow(table(large).lines().get(m).rmse(), 2) * table(large).scored();
      assertThat(of.rmse()).isCloseTo(Math.sqrt(pooled / both.scored()), within(1e-6));
    }
    assertThat(line(both, "last value").overLast()).isEqualTo(1);
    assertThat(line(both, "running mean").overLast()).isCloseTo(Math.sqrt(0.5), within(0.05));
  }
}
