package org.streamrecall.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Who is right has the say. */
class VotingTest {
  private static final int LABELS = 3;

  private static double[] draw(Random random) {
    double[] p = random.doubles(LABELS, 0.02, 1).toArray();
    double sum = Arrays.stream(p).sum();
    return Arrays.stream(p).map(x -> x / sum).toArray();
  }

  /**
   * Whatever comes, the mixture loses little more than the best of its members: the log of their
   * number, the doubt that all but the last begin with, and as much again for each memory that
   * fades.
   */
  @Property(tries = 200)
  void shouldLoseLittleMoreThanTheBest(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 10) int members) {
    Random random = new Random(seed);
    Voting voting = new Voting(members);
    voting.clear();
    double[] losses = new double[members];
    double mixed = 0;
    double[] together = new double[LABELS];
    int rounds = 400;
    for (int i = 0; i < rounds; i++) {
      double[][] said = new double[members][];
      Arrays.setAll(said, m -> draw(random));
      voting.together(said, together);
      assertThat(Arrays.stream(together).sum()).isCloseTo(1, within(1e-9));
      int truth = 0; // against the mixture: what it thinks least likely
      for (int l = 1; l < LABELS; l++) {
        truth = together[l] < together[truth] ? l : truth;
      }
      double[] given = new double[members];
      for (int m = 0; m < members; m++) {
        given[m] = said[m][truth];
        losses[m] -= Math.log(given[m]);
      }
      mixed -= Math.log(together[truth]);
      voting.learn(given, together[truth]);
    }
    double best = Arrays.stream(losses).min().orElseThrow();
    double bound = (Math.log(members) + 2.5) * (1 + rounds / 100.0);
    assertThat(mixed).isLessThan(best + bound);
  }

  /** Who says nothing has no say, and is as good then as the others were together. */
  @Test
  void shouldPassOverWhoSaysNothing() {
    Voting voting = new Voting(3);
    voting.clear();
    double[][] said = {{0.9, 0.1}, {Double.NaN, Double.NaN}, {0.5, 0.5}};
    double[] together = new double[2];
    for (int i = 0; i < 50; i++) {
      voting.together(said, together);
      voting.learn(new double[] {0.9, Double.NaN, 0.5}, together[0]);
    }
    voting.together(said, together);
    assertThat(voting.weights()[1]).isZero();
    assertThat(together[0]).isGreaterThan(0.89);
  }

  @Test
  void shouldKeepWhatEachHasSaidOfTheLikeliest() {
    double[][] each = {{0.2, 0.5, 0.3}, {Double.NaN, 0, 0}};
    Vote vote = Vote.of(1, each, new double[] {0.2, 0.5, 0.25, 0.05});
    ByteBuffer out = ByteBuffer.allocate(vote.bytes());
    vote.put(out);
    assertThat(out.hasRemaining()).isFalse();
    assertThat(vote.bytes()).isEqualTo(Vote.mostBytes(2, 3));
    Vote read = Vote.get(out.flip(), 2);
    double[] given = new double[2];
    assertThat(read.each(2, given)).isTrue();
    assertThat(given[0]).isCloseTo(0.3, within(1e-3));
    assertThat(given[1]).isNaN();
    assertThat(read.each(3, given)).isFalse();
    assertThat(read.together(7)).isEqualTo(0.05f);
    assertThat(read.together()).hasSize(4);
    assertThat(Vote.NONE.isNone()).isTrue();
  }
}
