package org.streamrecall.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RegimeMarksTest {
  private static final List<String> NAMES = List.of("cpu", "heap");

  /** Of 50 moments, the first so many are unlike in the first reading only. */
  private static RegimeMarks marks(Regime regime, int unlike) {
    RegimeMarks marks = new RegimeMarks(regime, NAMES);
    for (int i = 0; i < 50; i++) {
      marks.next();
      marks.add(0, i < unlike, i < 3 ? 0.96 : 0.95);
      marks.add(1, false, i < 1 ? 1 : Double.NaN);
    }
    return marks;
  }

  @Test
  void shouldShowSharesUnderTheirReadings() {
    assertThat(RegimeMarks.head(NAMES))
        .containsExactly(
            "% of       unlike learned (5 by chance)  surprise above 0.95 (5 by chance)",
            "           cpu  heap     cpu  heap");
    assertThat(marks(Regime.SORT, 19).line()).isEqualTo("SORT        38     0       6     2");
    assertThat(marks(Regime.SORT, 20).line())
        .isEqualTo("SORT        40     0       6     2   unlike");
  }

  @Test
  void shouldSayThatTheUnseenStoodOutTheFirstTime() {
    List<RegimeMarks> served =
        List.of(
            marks(Regime.IDLE, 2),
            marks(Regime.COMPRESS, 30),
            marks(Regime.SORT, 6),
            marks(Regime.COMPRESS, 1));
    assertThat(RegimeMarks.verdict(Regime.COMPRESS, served))
        .isEqualTo(
            "COMPRESS, never learned, stood out: 30 % of its moments were unlike those learned, of"
                + " SORT 6 % at most; the second time, once learned, 1 %");
  }

  @Test
  void shouldSayThatTheUnseenCouldNotBeTold() {
    String quiet =
        RegimeMarks.verdict(
            Regime.COMPRESS, List.of(marks(Regime.COMPRESS, 19), marks(Regime.SORT, 1)));
    assertThat(quiet)
        .isEqualTo(
            "COMPRESS, never learned, could not be told in this run: 19 % of its moments were unlike"
                + " those learned, of SORT 1 %");
    String noisy =
        RegimeMarks.verdict(
            Regime.COMPRESS, List.of(marks(Regime.COMPRESS, 40), marks(Regime.SORT, 40)));
    assertThat(noisy).contains("could not be told").endsWith("of SORT 40 %");
  }

  @Test
  void shouldNeedBothToCompare() {
    assertThatThrownBy(() -> RegimeMarks.verdict(Regime.COMPRESS, List.of(marks(Regime.SORT, 1))))
        .hasMessage("regimes=[SORT] lack COMPRESS or all others; serve both");
  }
}
