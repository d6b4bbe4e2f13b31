package org.streamrecall.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.streamrecall.measure.Measure;
import org.streamrecall.model.FieldsJson;
import org.streamrecall.model.Schema;

class ExampleTest {
  private static final Schema SCHEMA = Schema.of(FieldsJson.parse("{\"tag\":8,\"content\":1}"));

  /** What a query sees is what an episode of its past alone would be, exact or through a sketch. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1024})
  void shouldSeeItsOwnPastAlone(int sketchBytes) {
    Episode whole = RecallTasks.levels(1, 5).get(0);
    List<Integer> pasts = Arrays.asList(120, 1, 37, 37, 120, 119, 2, 60);
    Example example =
        Example.of(
            new Episode("c", whole.tokens(), null, whole.queries(), pasts), SCHEMA, sketchBytes);
    for (int q = 0; q < pasts.size(); q++) {
      Episode alone =
          new Episode("c", whole.tokens().subList(0, pasts.get(q)), null, whole.queries());
      Measure expected = Example.of(alone, SCHEMA, sketchBytes).nu(q);
      assertThat(shown(example.nu(q))).isEqualTo(shown(expected));
    }
    assertThat(example.nu(2)).isSameAs(example.nu(3));
  }

  private static List<Double> shown(Measure nu) {
    double[] a = {1, -2, 0.5, 0, 1, 1, -1, 0.3};
    double[] logs = new double[nu.parts()];
    nu.logMoments(a, logs);
    double[] contents = new double[1];
    nu.addContents(a, logs, contents);
    List<Double> all = new ArrayList<>(Arrays.stream(logs).boxed().toList());
    all.addAll(List.of(contents[0], nu.mass(), (double) nu.tokens(), (double) nu.lastTime()));
    return all;
  }
}
