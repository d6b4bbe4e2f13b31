package org.streamrecall.tests.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MarkedTest {
  private static final StreamSet SET =
      new StreamSet("s", 0, "x", List.of(1), 0, "", "odd", Set.of(), false);

  private static final boolean[] NEVER = new boolean[8];

  private static Map<String, double[]> by(double... scores) {
    return Map.of("m", scores);
  }

  private static Series marked(boolean... labels) {
    return new Series(new long[labels.length], new double[labels.length], labels);
  }

  /** Ranked: a mark, none, a mark, none. At the marks 1 of 1 and 2 of 3 are marks. */
  @Test
  void shouldScoreTheSecondHalfOfEachKey() {
    Marked marked = new Marked(SET);
    double nothing = Double.NaN;
    double[] surprises = {1, 1, 1, nothing, .7, .9, .8, .1};
    marked.add(marked(true, true, false, true, true, true, false, false), by(surprises), NEVER);
    marked.add(marked(true, true, false, false), by(1, 1, 1, 1), NEVER); // has none there
    assertThat(marked.json().toString())
        .isEqualTo(
            "{\"set\":\"s\",\"target\":\"x\",\"keys\":1,\"m\":{\"auc\":0.75,"
                + "\"averagePrecision\":0.8333},\"falseAlarmsPerThousand\":null,\"found\":0.0,"
                + "\"delay\":null,"
                + "\"asManyAlarms\":{\"marks\":0,"
                + "\"atLastValuesBest\":{\"alarms\":0,\"found\":0,\"foundByLastValue\":0},"
                + "\"atOurBest\":{\"alarms\":0,\"found\":0,\"foundByLastValue\":0}}}");
  }

  @Test
  void shouldTakeTiesAllAtOnce() {
    Marked marked = new Marked(SET);
    double[] surprises = {0, 0, 0, 0, .5, .5, .5, .5};
    marked.add(marked(false, false, false, false, true, false, false, false), by(surprises), NEVER);
    assertThat(marked.json().path("m").path("auc").asDouble()).isEqualTo(.5);
    assertThat(marked.json().path("m").path("averagePrecision").asDouble()).isEqualTo(.25);
  }

  /** An alarm 2 events after the first mark; one among 3 events that are far from all. */
  @Test
  void shouldCountAlarms() {
    boolean[] labels = new boolean[50];
    labels[24] = labels[25] = true;
    boolean[] opened = new boolean[50];
    opened[26] = opened[1] = opened[30] = true;
    Marked marked = new Marked(SET);
    marked.add(marked(labels), Map.of(), opened);
    assertThat(marked.json().toString())
        .contains("\"falseAlarmsPerThousand\":125.0,\"found\":1.0,\"delay\":2.0,");
  }

  /**
   * The last value's best is two alarms, of which one is right; ours are both. Our best is the same
   * two.
   */
  @Test
  void shouldCompareAtEquallyManyAlarms() {
    boolean[] labels = new boolean[40];
    labels[24] = labels[34] = true;
    double[] ours = new double[40];
    Arrays.fill(ours, Double.NaN);
    double[] last = ours.clone();
    ours[24] = ours[35] = 1;
    last[29] = 3;
    last[25] = 2;
    assertThat(asMany(labels, ours, last))
        .isEqualTo(
            "{\"marks\":2,\"atLastValuesBest\":{\"alarms\":2,\"found\":2,\"foundByLastValue\":1},"
                + "\"atOurBest\":{\"alarms\":2,\"found\":2,\"foundByLastValue\":1}}");
  }

  /** One right alarm is each one's best, of which the other has another first. */
  @Test
  void shouldCompareBothWays() {
    boolean[] labels = new boolean[40];
    labels[24] = true;
    double[] ours = new double[40];
    double[] last = new double[40];
    ours[24] = last[24] = 2;
    ours[35] = 1;
    last[30] = 3;
    assertThat(asMany(labels, ours, last))
        .isEqualTo(
            "{\"marks\":1,\"atLastValuesBest\":{\"alarms\":2,\"found\":1,\"foundByLastValue\":1},"
                + "\"atOurBest\":{\"alarms\":1,\"found\":1,\"foundByLastValue\":0}}");
  }

  private static String asMany(boolean[] labels, double[] ours, double[] last) {
    Marked marked = new Marked(SET);
    marked.add(marked(labels), Map.of("anomaly", ours, "lastValue", last), new boolean[40]);
    return marked.json().path("asManyAlarms").toString();
  }
}
