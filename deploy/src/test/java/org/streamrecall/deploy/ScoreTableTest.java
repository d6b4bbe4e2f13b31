package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.streamrecall.events.score.Score;

/** What would be shown as 0 % is a tie, and said to be one. */
class ScoreTableTest {
  private static Score.Line line(String name, double error) {
    return new Score.Line(name, error, 0.9, 1 - error / 100, error);
  }

  private static final Score.Line OURS = line("StreamRecall", 1);

  @Test
  void shouldSayThatNumbersTie() {
    assertThat(ScoreTable.verdict(OURS, line("last value", 1.004)))
        .isEqualTo("StreamRecall equals the best of them, last value");
    assertThat(ScoreTable.verdict(OURS, line("last value", 0.996)))
        .isEqualTo("StreamRecall equals the best of them, last value");
    assertThat(ScoreTable.verdict(OURS, line("last value", 1.006)))
        .isEqualTo("StreamRecall is 1 % below the best of them, last value");
    assertThat(ScoreTable.verdict(OURS, line("last value", 0.99)))
        .isEqualTo("StreamRecall does not win here: use last value, which is 1 % below it");
  }

  private static Score.Line line(String name, double accuracy, double logLoss) {
    return new Score.Line(name, Double.NaN, Double.NaN, accuracy, logLoss);
  }

  private static String verdict(Score.Line ours, Score.Line other) {
    return CategoryScoreTable.verdict(ours, other, other);
  }

  @Test
  void shouldNameAnotherBaseThatHelps() {
    assertThat(ScoreTable.remedy(OURS, line("  untrained, base last", 0.25)))
        .isEqualTo("; with --base last it has 0.25000, untrained");
    assertThat(ScoreTable.remedy(OURS, line("  untrained, base season:24", 1))).isEmpty();
    assertThat(ScoreTable.remedy(OURS, line("  untrained default", 0.25))).isEmpty();
  }

  @Test
  void shouldSayThatCategoriesTie() {
    Score.Line ours = line("StreamRecall", 0.9, 0.5);
    assertThat(verdict(ours, line("8 nearest", 0.9, 0.5)))
        .isEqualTo(
            "StreamRecall is right as often as the best of them, 8 nearest; its log loss is that of"
                + " 8 nearest");
    assertThat(verdict(ours, line("8 nearest", 0.9004, 0.502)))
        .isEqualTo(
            "StreamRecall is right as often as the best of them, 8 nearest; its log loss is that of"
                + " 8 nearest");
  }

  /** As often right, and surer: that is no defeat. */
  @Test
  void shouldNotSayThatATieIsLost() {
    assertThat(verdict(line("StreamRecall", 1, 0.51), line("8 nearest", 1, 1)))
        .isEqualTo(
            "StreamRecall is right as often as the best of them, 8 nearest; its log loss is 49 %"
                + " below the best of them, 8 nearest");
    assertThat(verdict(line("StreamRecall", 1, 1e-9), line("8 nearest", 1, 4e-5)))
        .endsWith("; its log loss is that of 8 nearest");
  }

  @Test
  void shouldSayWhichOfBothIsWon() {
    Score.Line ours = line("StreamRecall", 0.9, 0.5);
    assertThat(verdict(ours, line("8 nearest", 0.898, 0.49)))
        .isEqualTo(
            "StreamRecall is right 0.2 points more often than the best of them, 8 nearest; its log"
                + " loss is not the best: for probabilities use 8 nearest, which is 2 % below it");
    assertThat(verdict(ours, line("8 nearest", 0.91, 1)))
        .isEqualTo(
            "StreamRecall is right 1.0 points less often than the best of them, 8 nearest; its log"
                + " loss is 50 % below the best of them, 8 nearest");
    assertThat(verdict(ours, line("8 nearest", 0.91, 0.5)))
        .startsWith(
            "StreamRecall does not win here: use 8 nearest, which is right 1.0 points more often;");
  }
}
