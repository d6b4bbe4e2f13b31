package org.streamrecall.events.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LabelledScoresTest {
  private record Scored(double score, boolean anomaly) {}

  private static LabelledScores of(List<Scored> all) {
    LabelledScores scores = new LabelledScores();
    all.forEach(one -> scores.add(one.score(), one.anomaly()));
    return scores;
  }

  /** Of few different scores, so that many are tied. */
  private static List<Scored> drawn(Random random) {
    List<Scored> all = new ArrayList<>();
    all.add(new Scored(3, true));
    all.add(new Scored(2, false));
    for (int i = 0; i < 60; i++) {
      boolean anomaly = random.nextInt(5) == 0;
      all.add(new Scored(random.nextInt(9) + (anomaly ? 2 : 0), anomaly));
    }
    return all;
  }

  /** By the definition: pairs, of which ties are halves. */
  @Test
  void shouldBeHowOftenAnAnomalyScoresAboveAnother() {
    Random random = new Random(1);
    for (int round = 0; round < 20; round++) {
      List<Scored> all = drawn(random);
      double above = 0;
      long pairs = 0;
      for (Scored odd : all) {
        for (Scored other : all) {
          if (odd.anomaly() && !other.anomaly()) {
            above += (1 + Math.signum(odd.score() - other.score())) / 2;
            pairs++;
          }
        }
      }
      assertThat(of(all).auc()).isCloseTo(above / pairs, within(1e-12));
    }
  }

  /** By the definition: the precision among all that score no less, at each anomaly. */
  @Test
  void shouldBeTheMeanPrecisionAtEachAnomaly() {
    Random random = new Random(2);
    for (int round = 0; round < 20; round++) {
      List<Scored> all = drawn(random);
      double sum = 0;
      for (Scored odd : all) {
        if (odd.anomaly()) {
          List<Scored> above = all.stream().filter(o -> o.score() >= odd.score()).toList();
          sum += (double) above.stream().filter(Scored::anomaly).count() / above.size();
        }
      }
      LabelledScores scores = of(all);
      assertThat(scores.averagePrecision()).isCloseTo(sum / scores.anomalies(), within(1e-12));
    }
  }

  @Test
  void shouldBeOneOfAPerfectOrderAndChanceOfNone() {
    LabelledScores perfect = new LabelledScores();
    LabelledScores equal = new LabelledScores();
    LabelledScores worst = new LabelledScores();
    for (int i = 0; i < 50; i++) {
      perfect.add(i, i >= 40);
      equal.add(7, i >= 40);
      worst.add(i, i < 10);
    }
    assertThat(perfect.auc()).isEqualTo(1);
    assertThat(perfect.averagePrecision()).isEqualTo(1);
    assertThat(equal.auc()).isEqualTo(.5);
    assertThat(equal.averagePrecision()).isCloseTo(.2, within(1e-12)); // the share of anomalies
    assertThat(worst.auc()).isZero();
    assertThat(worst.averagePrecision()).isLessThan(.2);
  }

  @Test
  void shouldDependOnNeitherOrderNorUnit() {
    List<Scored> all = drawn(new Random(3));
    LabelledScores before = of(all);
    List<Scored> other = new ArrayList<>(all);
    Collections.shuffle(other, new Random(4));
    other.replaceAll(one -> new Scored(StrictMath.exp(one.score()) - 5, one.anomaly()));
    assertThat(of(other).auc()).isEqualTo(before.auc());
    assertThat(of(other).averagePrecision()).isEqualTo(before.averagePrecision());
    assertThat(before.auc()).isEqualTo(before.auc()); // asked again
  }

  @Test
  void shouldPassOverWhatHasNoScore() {
    LabelledScores scores = of(drawn(new Random(5)));
    double auc = scores.auc();
    long count = scores.count();
    scores.add(Double.NaN, true);
    scores.add(Double.NaN, false);
    assertThat(scores.auc()).isEqualTo(auc);
    assertThat(scores.count()).isEqualTo(count);
    assertThat(scores.isOfBoth()).isTrue();
    assertThat(of(List.of(new Scored(1, true))).isOfBoth()).isFalse();
    assertThat(of(List.of(new Scored(1, false))).isOfBoth()).isFalse();
  }
}
