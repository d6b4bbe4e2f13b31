package org.streamrecall.events.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
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

  /** What an answer thinks the likeliest, by name. */
  private static String likeliest(Answer answer) {
    int best = 0;
    for (int s = 1; s < answer.value().length; s++) {
      best = answer.value()[s] > answer.value()[best] ? s : best;
    }
    return answer.categories().get(best);
  }

  private static double loss(Answer answer, String truth) {
    int slot = answer.categories().indexOf(truth);
    boolean known = slot >= 0 && slot < answer.value().length;
    return -Math.log(known ? Math.max(1e-4, answer.value()[slot]) : 1e-4);
  }

  /** By names, counted anew: the same share right, the same loss, of ours and of the shares. */
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
    List<Map<String, Integer>> counts = new ArrayList<>();
    Map<String, Integer> soFar = new HashMap<>();
    List<String> own = new ArrayList<>(); // names with a slot of their own, in order of arrival
    int right = 0;
    double loss = 0;
    double theirs = 0;
    int scored = 0;
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      Event event = new Event("k", i, new double[0], new String[] {name}, null);
      if (name != null && i >= horizon && !own.contains(name) && own.size() < SLOTS - 1) {
        own.add(name);
      }
      String truth = own.contains(name) ? name : null;
      if (horizon == 0) {
        counts.add(new HashMap<>(soFar));
      }
      if (name != null && i >= horizon) {
        soFar.merge(truth, 1, Integer::sum);
      }
      if (horizon > 0) {
        counts.add(new HashMap<>(soFar));
      }
      Judgement judgement = memory.tell(event);
      answers.add(judgement.answer());
      score.add(event, judgement, memory.tag());
      if (name != null && i - horizon >= FIRST) {
        Answer answer = answers.get(i - horizon);
        right += Objects.equals(likeliest(answer), truth) ? 1 : 0;
        loss += loss(answer, truth);
        Map<String, Integer> shares = counts.get(i - horizon);
        double sum = shares.values().stream().mapToInt(n -> n).sum();
        theirs -= Math.log(Math.max(1e-4, shares.getOrDefault(truth, 0) / sum));
        scored++;
      }
    }
    assertThat(score.isCategory()).isTrue();
    assertThat(score.scored()).isEqualTo(scored);
    List<Score.Line> lines = score.lines();
    assertThat(lines)
        .extracting(Score.Line::name)
        .containsExactly(
            "StreamRecall",
            "last category",
            "most frequent category",
            "shares of the last 16",
            "8 nearest");
    assertThat(lines.get(0).accuracy()).isEqualTo((double) right / scored);
    assertThat(lines.get(0).logLoss()).isCloseTo(loss / scored, within(1e-6));
    assertThat(lines.get(1).logLoss()).isNaN();
    assertThat(lines.get(2).logLoss()).isCloseTo(theirs / scored, within(1e-9));
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
    assertThat(score.lines().get(0).accuracy()).isGreaterThan(0.97);
    assertThat(score.lines().get(1).accuracy()).isBetween(0.25, 0.45);
    assertThat(score.lines().get(2).accuracy()).isBetween(0.25, 0.45);
    assertThat(score.lines().get(2).logLoss()).isCloseTo(Math.log(3), within(0.06));
    assertThat(score.lines().get(3).logLoss()).isGreaterThan(score.lines().get(2).logLoss());
    assertThat(score.lines().get(4).accuracy()).isGreaterThan(0.98);
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
    assertThat(score.lines().get(0).accuracy()).isGreaterThan(0.5);
    assertThat(score.lines().get(1).accuracy()).isZero();
    // What has no slot in the score, "other" among it, is right only as that.
    assertThat(rare.lines().get(1).accuracy()).isEqualTo(1);
    assertThat(rare.lines().get(0).accuracy()).isEqualTo(1);
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
    assertThat(score.lines().get(0).accuracy()).isGreaterThan(0.9);
    assertThat(score.lines().get(1).accuracy()).isBetween(0.9 - rare, 1 - rare);
  }
}
