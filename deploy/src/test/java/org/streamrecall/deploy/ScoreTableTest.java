package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.streamrecall.events.Score;

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

  @Test
  void shouldNameAnotherBaseThatHelps() {
    assertThat(ScoreTable.remedy(OURS, line("  untrained, base last", 0.25)))
        .isEqualTo("; with --base last it has 0.25000, untrained");
    assertThat(ScoreTable.remedy(OURS, line("  untrained, base season:24", 1))).isEmpty();
    assertThat(ScoreTable.remedy(OURS, line("  untrained default", 0.25))).isEmpty();
  }

  @Test
  void shouldSayThatCategoriesTie() {
    assertThat(CategoryScoreTable.right(OURS, line("last category", 1.004)))
        .isEqualTo("StreamRecall is right as often as the best of them, last category");
    assertThat(CategoryScoreTable.right(OURS, line("last category", 1.2)))
        .startsWith("StreamRecall is right 0.2 points more often");
    assertThat(CategoryScoreTable.loss(OURS, line("8 nearest", 0.996)))
        .isEqualTo("its log loss is that of 8 nearest");
    assertThat(CategoryScoreTable.loss(OURS, line("8 nearest", 0.99)))
        .endsWith("for probabilities use 8 nearest, which is 1 % below it");
  }
}
