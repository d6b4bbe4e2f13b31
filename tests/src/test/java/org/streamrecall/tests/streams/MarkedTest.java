package org.streamrecall.tests.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MarkedTest {
  private static final StreamSet SET =
      new StreamSet("s", 0, "x", List.of(1), 0, "", "odd", Set.of(), false);

  private static Series marked(boolean... labels) {
    return new Series(new long[labels.length], new double[labels.length], labels);
  }

  /** Ranked: a mark, none, a mark, none. At the marks 1 of 1 and 2 of 3 are marks. */
  @Test
  void shouldScoreTheSecondHalfOfEachKey() {
    Marked marked = new Marked(SET);
    double nothing = Double.NaN;
    double[] surprises = {1, 1, 1, nothing, .7, .9, .8, .1};
    marked.add(marked(true, true, false, true, true, true, false, false), surprises);
    marked.add(marked(true, true, false, false), new double[] {1, 1, 1, 1}); // has none there
    assertThat(marked.json().toString())
        .isEqualTo(
            "{\"set\":\"s\",\"target\":\"x\",\"horizon\":1,\"keys\":1,\"auc\":0.75,"
                + "\"averagePrecision\":0.8333}");
  }

  @Test
  void shouldTakeTiesAllAtOnce() {
    Marked marked = new Marked(SET);
    double[] surprises = {0, 0, 0, 0, .5, .5, .5, .5};
    marked.add(marked(false, false, false, false, true, false, false, false), surprises);
    assertThat(marked.json().path("auc").asDouble()).isEqualTo(.5);
    assertThat(marked.json().path("averagePrecision").asDouble()).isEqualTo(.25);
  }
}
