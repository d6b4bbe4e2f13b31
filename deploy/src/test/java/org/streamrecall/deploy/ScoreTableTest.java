package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.streamrecall.events.schema.Base;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.events.score.LeftOut;
import org.streamrecall.events.score.Score;

/**
 * Nothing is claimed; where another is better, it is named; what would be shown as 0 % is a tie.
 */
class ScoreTableTest {
  private static final LeftOut NONE = new LeftOut(0, 0, 0, 0, 0, 0, 0);

  private static Score.Table table(String predict, int own, LeftOut left, Score.Line... lines) {
    EventSchema schema = EventSchema.of("k", null, "z", predict, null);
    return new Score.Table(schema.predict().get(0), List.of(lines), own, 100, 3, left);
  }

  private static Score.Line number(String name, double overLast, double rmse) {
    return new Score.Line(name, overLast, rmse, 0.9, Double.NaN, Double.NaN);
  }

  private static Score.Line name(String name, double accuracy, double logLoss) {
    return new Score.Line(name, Double.NaN, Double.NaN, Double.NaN, accuracy, logLoss);
  }

  private static List<String> numbers(double overLast, double rmse) {
    Score.Line ours = number("StreamRecall", 0.8, 1);
    Score.Line last = number("last value", 1, 1.25);
    return Better.sentences(table("x", 1, NONE, ours, last, number("ridge", overLast, rmse)));
  }

  @Test
  void shouldNameWhatIsBetterOfNumbers() {
    assertThat(numbers(0.9, 1.1)).isEmpty();
    assertThat(numbers(0.797, 0.996)).isEmpty(); // as good as the same
    assertThat(numbers(0.9, 0.5))
        .containsExactly("Loses to ridge here: pooled RMSE 0.50000 where StreamRecall has 1.0000");
    assertThat(numbers(0.4, 0.5))
        .containsExactly(
            "Loses to ridge here: 0.400 of last value where StreamRecall has 0.800, pooled RMSE"
                + " 0.50000 where StreamRecall has 1.0000");
    assertThat(numbers(Double.NaN, 2)).isEmpty();
  }

  @Test
  void shouldNameTheBestOfEachMeasure() {
    Score.Line ours = name("StreamRecall", 0.8, 0.6);
    Score.Line often = name("last category", 0.85, 0.7);
    Score.Line sure = name("10 nearest", 0.81, 0.5);
    assertThat(Better.sentences(table("category(x)", 1, NONE, ours, often, sure)))
        .containsExactly(
            "Loses to last category here: right 85.0 % where StreamRecall is right 80.0 %",
            "Loses to 10 nearest here: log loss 0.5000 where StreamRecall has 0.6000");
    Score.Line same = name("last category", 0.8004, 0.5999);
    assertThat(Better.sentences(table("category(x)", 1, NONE, ours, same))).isEmpty();
  }

  @Test
  void shouldNameAnotherBaseThatHelps() {
    Score.Line ours = number("StreamRecall", 0.8, 1);
    Score.Line last = number("last value", 0.7, 0.5);
    Score.Line untrained = number("  untrained default", 0.6, 0.2);
    Score.Line helps = number("by any name", 0.6, 0.25);
    Score.Line equal = number("  untrained, base last", 0.8, 1);
    assertThat(ScoreTable.remedy(table("x", 3, NONE, ours, untrained, helps, last), Base.LAST))
        .isEqualTo("; with --base last it has 0.25000, untrained");
    assertThat(ScoreTable.remedy(table("x", 3, NONE, ours, untrained, equal, last), Base.LAST))
        .isEmpty();
    assertThat(ScoreTable.remedy(table("x", 2, NONE, ours, untrained, last), null)).isEmpty();
  }

  @Test
  void shouldSayInOneLineWhatIsLeftOut() {
    Score.Line ours = number("StreamRecall", 0.8, 1);
    LeftOut left = new LeftOut(2400, 7, 3, 1, 4, 5, 6);
    assertThat(ScoreTable.leftOut(table("next(x)", 1, left, ours), 9))
        .isEqualTo(
            "of events 2,400 among the first 8 of a key, 7 without x, 3 with the outcome still to"
                + " come, 1 of which nothing could be said yet, 9 refused; of keys 4 with no outcome"
                + " to score; of the mean over keys 5 that never change, 6 with fewer than 10"
                + " outcomes");
    assertThat(ScoreTable.leftOut(table("x", 1, NONE, ours), 0)).isEmpty();
  }
}
