package org.streamrecall.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnlikeTest {
  @Test
  void shouldMarkLessThanAllButOneInTwentyOfWhatWasLearned() {
    Unlike unlike = new Unlike();
    for (int i = 40; i > 0; i--) {
      unlike.learn(i); // 1 and 2 are the lowest of twenty each
    }
    unlike.settle();
    assertThat(unlike.is(2.9)).isTrue();
    assertThat(unlike.is(3)).isFalse();
  }

  @Test
  void shouldMarkNothingWhereNothingWasLearned() {
    Unlike unlike = new Unlike();
    unlike.learn(Double.NaN);
    unlike.settle();
    assertThat(unlike.is(-1e9)).isFalse();
  }
}
