package org.streamrecall.attention;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.assertj.core.data.Offset;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.ExactMeasure;
import org.streamrecall.measure.MeasureSketch;
import org.streamrecall.measure.Shape;
import org.streamrecall.measure.SketchLayout;
import org.streamrecall.measure.Streams;

/** What a head recalls that draws tokens' tags to the mean of their cluster. */
class SmoothingTest {
  private static final Shape SHAPE = new Shape(5, 3, 2, 0);

  private static MeasureSketch sketch(List<Atom> atoms) {
    MeasureSketch sketch = new MeasureSketch(SketchLayout.of(SHAPE, 1500));
    atoms.forEach(sketch::add);
    assertThat(sketch.exact()).isFalse();
    return sketch;
  }

  private static List<Atom> sloping(long seed) {
    List<Atom> atoms = new ArrayList<>(Streams.mixture(300, 5, 3, 3, seed));
    atoms.addAll(Streams.slope(300, 5, 3, seed + 1));
    return atoms;
  }

  /** An atom is its own mean. */
  @Property(tries = 50)
  void shouldChangeNothingWhereEveryTokenIsKept(
      @ForAll long seed, @ForAll @DoubleRange(min = 0, max = 1) double smoothing) {
    List<Atom> atoms = Streams.mixture(40, 5, 3, 3, seed);
    ExactMeasure nu = new ExactMeasure(SHAPE);
    atoms.forEach(nu::add);
    double[] a = Streams.query(atoms, 12, seed);
    Recollection plain = SoftmaxRecall.recall(nu, a);
    Recollection smooth = SoftmaxRecall.recall(nu, a, smoothing);
    assertThat(smooth.value()).containsExactly(plain.value(), Offset.offset(1e-9));
    assertThat(smooth.logMass()).isCloseTo(plain.logMass(), Offset.offset(1e-9));
  }

  /** Cluster, then attend: exact attention over each part's mass, mean tag and mean content. */
  @Property(tries = 20)
  void shouldAttendToTheMeansOfClustersWhereAllIsSmoothed(@ForAll long seed) {
    List<Atom> atoms = sloping(seed);
    MeasureSketch sketch = sketch(atoms);
    ExactMeasure means = new ExactMeasure(SHAPE);
    for (int p = 0; p < sketch.parts(); p++) {
      double[] one = new double[sketch.parts()];
      one[p] = 1;
      double[] tag = new double[5];
      double[] content = new double[3];
      sketch.addMeans(one, tag);
      sketch.addContents(new double[5], one, content);
      means.add(new Atom(floats(tag), floats(content), sketch.mass(p), Atom.NO_TIME, null));
    }
    double[] a = Streams.query(atoms, 10, seed);
    Recollection smooth = SoftmaxRecall.recall(sketch, a, 1);
    Recollection attended = SoftmaxRecall.recall(means, a);
    assertThat(smooth.value()).containsExactly(attended.value(), Offset.offset(1e-5));
    assertThat(smooth.logMass()).isCloseTo(attended.logMass(), Offset.offset(1e-5));
    double[] untilted = SoftmaxRecall.tilt(a, 1);
    assertThat(sketch.memoryError(untilted, smooth.shares(), smooth.value())).isLessThan(1e-3);
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
