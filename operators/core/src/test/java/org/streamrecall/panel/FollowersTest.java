package org.streamrecall.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What comes after what. */
class FollowersTest {
  private static double[] of(java.util.function.Consumer<double[]> head, int labels) {
    double[] out = new double[labels];
    head.accept(out);
    return out;
  }

  /** 0, 1, 2, 0, 1, 2 and so on. */
  private static Followers cycle(int labels) {
    Followers followers = new Followers(labels, 2);
    followers.clear();
    for (int i = 0; i < 300; i++) {
      followers.learn(i == 0 ? -1 : (i - 1) % 3, i % 3);
    }
    return followers;
  }

  @Test
  void shouldKnowWhatFollowsWhat() {
    Followers followers = cycle(3);
    assertThat(of(out -> followers.after(0, out), 3)[1]).isGreaterThan(0.98);
    assertThat(of(out -> followers.after(2, out), 3)).containsOnly(Double.NaN); // not followed
    assertThat(of(out -> followers.after(-1, out), 3)).containsOnly(Double.NaN);
    assertThat(of(out -> followers.again(0, out), 3)[0]).isLessThan(0.01);
    double[] shares = of(followers::shares, 3);
    assertThat(shares).satisfies(s -> assertThat(s[0]).isCloseTo(1.0 / 3, within(0.01)));
    for (int last = -1; last < 2; last++) {
      int of = Math.max(0, last);
      assertThat(Arrays.stream(of(out -> followers.again(of, out), 3)).sum())
          .isCloseTo(1, within(1e-9));
    }
  }

  @Test
  void shouldFindANewLabelLessLikelyTheLongerNoneCame() {
    Followers followers = new Followers(1, 1);
    followers.clear();
    double before = 1;
    for (int i = 0; i < 100; i++) {
      followers.learn(i == 0 ? -1 : 0, 0);
      assertThat(followers.fresh()).isLessThanOrEqualTo(before).isLessThan(0.34);
      before = followers.fresh();
    }
    assertThat(before).isCloseTo(0.5 / 101, within(1e-4));
    assertThat(cycle(3).fresh()).isLessThan(1e-4); // none has come but once
  }

  @Test
  void shouldGrowAndBeWritten() {
    Followers grown = new Followers(5, 2);
    grown.take(cycle(3));
    assertThat(of(out -> grown.after(0, out), 5)[1]).isGreaterThan(0.97);
    ByteBuffer out = ByteBuffer.allocate(Followers.bytes(5, 2));
    grown.put(out);
    assertThat(out.hasRemaining()).isFalse();
    Followers read = new Followers(5, 2);
    read.get(out.flip());
    assertThat(of(read::late, 5)).isEqualTo(of(grown::late, 5));
    assertThat(of(o -> read.after(1, o), 5)).isEqualTo(of(o -> grown.after(1, o), 5));
  }
}
