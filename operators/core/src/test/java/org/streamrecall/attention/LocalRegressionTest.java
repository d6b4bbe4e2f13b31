package org.streamrecall.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.ExactMeasure;
import org.streamrecall.measure.Shape;
import org.streamrecall.measure.Streams;

class LocalRegressionTest {
  private static final Shape SHAPE = new Shape(4, 1, 0, 1);

  private record Fit(LocalRegression regression, double[] mean) {}

  private static Fit fit(List<Atom> atoms, long seed) {
    ExactMeasure nu = new ExactMeasure(SHAPE);
    atoms.forEach(nu::add);
    double[] a = Streams.query(atoms, 4, seed);
    Recollection recalled = SoftmaxRecall.recall(nu, a);
    LocalRegression regression = new LocalRegression(SHAPE);
    regression.fit(nu, a, recalled.shares(), atoms.get(0).tag(), 1e-9);
    return new Fit(regression, recalled.value());
  }

  private static List<Atom> noise(int count, long seed) {
    Random random = new Random(seed);
    return Streams.slope(count, 4, 1, seed).stream()
        .map(x -> new Atom(x.tag(), new float[] {(float) random.nextGaussian()}, 1, 0, null))
        .toList();
  }

  /** A line without noise is believed whole. */
  @Property(tries = 20)
  void shouldKeepALineThatIsTrue(@ForAll long seed) {
    Fit fit = fit(Streams.slope(100, 4, 1, seed), seed);
    double before = fit.regression().value()[0];
    fit.regression().shrink(fit.mean());
    assertThat(fit.regression().value()[0]).isCloseTo(before, within(1e-4));
  }

  /** What is left lies between the mean and the line, and of noise little is left. */
  @Property(tries = 50)
  void shouldDrawALineOfNoiseTowardsTheMean(@ForAll long seed) {
    Fit fit = fit(noise(30, seed), seed);
    double before = fit.regression().value()[0] - fit.mean()[0];
    fit.regression().shrink(fit.mean());
    double after = fit.regression().value()[0] - fit.mean()[0];
    assertThat(after * before).isGreaterThanOrEqualTo(0);
    assertThat(Math.abs(after)).isLessThan(Math.abs(before));
  }
}
