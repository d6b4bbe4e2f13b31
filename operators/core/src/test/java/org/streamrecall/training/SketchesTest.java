package org.streamrecall.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.Measure;
import org.streamrecall.measure.Streams;
import org.streamrecall.model.FieldsJson;
import org.streamrecall.model.Schema;

class SketchesTest {
  private static final Schema SCHEMA = Schema.of(FieldsJson.parse("{\"tag\":6,\"content\":4}"));

  /** Whether a memory stays open or is opened for each question changes nothing of its answers. */
  @Test
  void shouldAnswerTheSameOpenOrPacked() {
    Sketches open = new Sketches(SCHEMA, 4096, 100);
    Sketches packed = new Sketches(SCHEMA, 4096, 0);
    List<Supplier<Measure>> opened = new ArrayList<>();
    List<Supplier<Measure>> closed = new ArrayList<>();
    for (int c = 0; c < 5; c++) {
      List<Atom> atoms = Streams.mixture(300 + 171 * c, 6, 5, 4, c);
      opened.add(open.of(atoms));
      closed.add(packed.of(atoms));
    }
    for (int round = 0; round < 2; round++) {
      for (int c = 0; c < 5; c++) {
        double[] a = {1, -2, 0.5, round, 1, c};
        assertThat(moments(closed.get(c).get(), a)).isEqualTo(moments(opened.get(c).get(), a));
      }
    }
    assertThat(closed.get(0).get()).isSameAs(closed.get(1).get());
    assertThat(opened.get(0).get()).isNotSameAs(opened.get(1).get());
  }

  private static double[] moments(Measure nu, double[] a) {
    double[] out = new double[nu.parts() + 1];
    nu.logMoments(a, out);
    out[nu.parts()] = nu.mass();
    return out;
  }
}
