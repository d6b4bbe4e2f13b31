package org.streamrecall.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingTraceTest {
  @Test
  void shouldKeepTheWayOfTheLeastHeldOutLossAmongThoseThatAreNotOnlyCompared() {
    List<Integer> told = new ArrayList<>();
    TrainingTrace trace = new TrainingTrace((step, steps, loss) -> told.add(step));
    way(trace, "first", false, 3, 2);
    way(trace, "second", false, 1, 1);
    way(trace, "third", false, 1, 2);
    way(trace, "compared", true, 0.5, 0.5);
    assertThat(trace.kept().name()).isEqualTo("second");
    assertThat(trace.kept().best()).isEqualTo(new TrainingTrace.Check(0, 1));
    assertThat(trace.ways()).extracting(way -> way.losses().size()).containsOnly(2);
    assertThat(told).containsExactly(1, 2, 1, 2, 1, 2, 1, 2);
  }

  private static void way(
      TrainingTrace trace, String name, boolean compared, double first, double last) {
    trace.begins(name, compared);
    trace.checked(0, first);
    trace.step(1, 2, 9);
    trace.checked(2, last);
    trace.step(2, 2, 8);
  }

  @Test
  void shouldTakeStepsWithoutAWay() {
    TrainingTrace trace = new TrainingTrace(Progress.NONE);
    trace.step(1, 3, 0.5);
    trace.step(2, 3, 0.25);
    assertThat(trace.kept().losses()).containsExactly(0.5, 0.25);
    assertThat(trace.kept().best()).isNull();
    assertThat(trace.held()).isNull();
  }
}
