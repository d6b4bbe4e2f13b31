package org.streamrecall.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.streamrecall.attention.SoftmaxRecall;

/** The regressing read-out's laws, and how near a sketch's comes to the one of all tokens. */
class MomentsTest {
  private static final Shape SHAPE = new Shape(6, 3, 0, 1);
  private static final double LAMBDA = 1e-3;

  /** Moments under the softmax weights of a query. */
  private static Moments recalled(Measure nu, double[] a) {
    double[] shares = SoftmaxRecall.recall(nu, a).shares();
    Moments moments = new Moments(nu.shape());
    nu.addMoments(a, shares, moments);
    return moments;
  }

  private static ExactMeasure exact(Shape shape, List<Atom> atoms) {
    ExactMeasure exact = new ExactMeasure(shape);
    atoms.forEach(exact::add);
    return exact;
  }

  private static double[] regress(Moments moments, double[] vx, double lambda) {
    double[] value = new double[moments.content().length];
    moments.regress(vx, lambda, value);
    return value;
  }

  private static double apart(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += (x[i] - y[i]) * (x[i] - y[i]);
    }
    return Math.sqrt(sum);
  }

  @Property(tries = 20)
  void shouldFollowAnyLinearContentExactlyThroughAtoms(@ForAll long seed) {
    List<Atom> atoms = Streams.slope(200, 6, 3, seed);
    ExactMeasure nu = exact(SHAPE, atoms);
    Moments moments = recalled(nu, Streams.query(atoms, 8, seed));
    Atom asked = atoms.get(17);
    double[] vx = new double[6];
    for (int k = 0; k < 6; k++) {
      vx[k] = asked.tag()[k];
    }
    double[] value = regress(moments, vx, 1e-10);
    for (int t = 0; t < 3; t++) {
      assertThat(value[t]).isCloseTo(asked.content()[t], within(1e-5));
    }
  }

  /** Sums of shards, wherever one begins and the other ends, and whatever each counts for. */
  @Property(tries = 20)
  void shouldAddUpFromWhatShardsSend(@ForAll long seed) {
    List<Atom> atoms = Streams.mixture(90, 6, 4, 3, seed);
    double[] weights = new Random(seed).doubles(90).toArray();
    Moments whole = new Moments(SHAPE);
    exact(SHAPE, atoms).addMoments(new double[6], weights, whole);
    Moments sum = new Moments(SHAPE);
    for (int from = 0; from < 90; from += 30) {
      double[] halves = new double[30];
      for (int i = 0; i < 30; i++) {
        halves[i] = weights[from + i] / 2;
      }
      Moments shard = new Moments(SHAPE);
      exact(SHAPE, atoms.subList(from, from + 30)).addMoments(new double[6], halves, shard);
      sum.addPacked(2, shard.packed());
    }
    assertThat(sum.weight()).isCloseTo(whole.weight(), within(1e-9));
    assertThat(sum.tag()).containsExactly(whole.tag(), within(1e-9));
    assertThat(sum.content()).containsExactly(whole.content(), within(1e-9));
    assertThat(sum.covariance()).containsExactly(whole.covariance(), within(1e-9));
    assertThat(sum.cross()).containsExactly(whole.cross(), within(1e-9));
    assertThat(sum.variance()).containsExactly(whole.variance(), within(1e-9));
  }

  @Test
  void shouldRefuseMomentsOfAnotherShape() {
    double[] other = new Moments(new Shape(5, 3, 0, 1)).packed();
    assertThatThrownBy(() -> new Moments(SHAPE).addPacked(1, other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "packed moments of 42 numbers do not fit a shape that has 52; add those of one schema");
  }

  /** What is left is the cross block's: its 8 bits drift with every fold, more at few bytes. */
  @ParameterizedTest
  @CsvSource({"65536, 0.01", "8192, 0.1"})
  void shouldFollowALinearContentThroughClusters(int bytes, double bar) {
    List<Atom> atoms = Streams.slope(20_000, 6, 3, 5);
    MeasureSketch sketch = Corners.told(SHAPE, bytes, atoms);
    double[] a = Streams.query(atoms, 8, 6);
    double[] vx = Streams.query(atoms, 1, 7);
    double[] all = regress(recalled(exact(SHAPE, atoms), a), vx, LAMBDA);
    double[] value = regress(recalled(sketch, a), vx, LAMBDA);
    double[] mean = SoftmaxRecall.recall(sketch, a).value();
    assertThat(sketch.exact()).isFalse();
    assertThat(apart(value, all)).isLessThan(bar * apart(mean, all));
  }

  @ParameterizedTest
  @CsvSource({"0, 4, 0.02", "0, 10, 0.12", "3, 4, 0.02", "3, 10, 0.12"})
  void shouldComeNearTheMomentsOfAllTokensOnGaussianMixtures(
      int contentDims, double beta, double bar) {
    Shape shape = new Shape(8, contentDims, 0, 1);
    List<Atom> atoms = Streams.mixture(20_000, 8, 6, contentDims == 0 ? 1 : contentDims, 41);
    if (contentDims == 0) {
      atoms = atoms.stream().map(x -> new Atom(x.tag(), new float[0], 1, x.time(), null)).toList();
    }
    MeasureSketch sketch = Corners.told(shape, 16384, atoms);
    ExactMeasure exact = exact(shape, atoms);
    double covariance = 0;
    double cross = 0;
    double answer = 0;
    for (int q = 0; q < 10; q++) {
      double[] a = Streams.query(atoms, beta, q);
      Moments mine = recalled(sketch, a);
      Moments all = recalled(exact, a);
      covariance = Math.max(covariance, relative(mine.covariance(), all.covariance()));
      cross = Math.max(cross, relative(mine.cross(), all.cross()));
      double[] vx = Streams.query(atoms, 1, q);
      answer = Math.max(answer, apart(regress(mine, vx, LAMBDA), regress(all, vx, LAMBDA)));
    }
    assertThat(sketch.exact()).isFalse();
    assertThat(covariance).isLessThan(bar); // mostly tokens: sqrt(d / effective) is .084 at 10
    assertThat(cross).isLessThan(bar);
    assertThat(answer).isLessThan(0.02);
  }

  private static double relative(double[] x, double[] y) {
    return apart(x, y) / apart(y, new double[y.length]);
  }

  @ParameterizedTest
  @CsvSource({"0, true", "3, true", "0, false", "3, false"})
  void shouldBeTheDerivativeOfWhatIsRecalled(int contentDims, boolean sketched) {
    Shape shape = new Shape(6, contentDims, 0, 1);
    List<Atom> atoms = Corners.stream(sketched ? 6000 : 500, shape, 4, 0.1, 43);
    Measure nu = sketched ? Corners.told(shape, 16000, atoms) : exact(shape, atoms);
    double[] a = Streams.query(atoms, 6, 44);
    Moments moments = recalled(nu, a);
    double[] cross = moments.cross();
    double step = 1e-5;
    for (int k = 0; k < 6; k++) {
      double[] up = a.clone();
      up[k] += step;
      double[] down = a.clone();
      down[k] -= step;
      double[] above = SoftmaxRecall.recall(nu, up).value();
      double[] below = SoftmaxRecall.recall(nu, down).value();
      for (int t = 0; t < above.length; t++) {
        double slope = (above[t] - below[t]) / (2 * step);
        assertThat(cross[t * 6 + k]).isCloseTo(slope, Offset.offset(1e-7));
      }
    }
    assertThat(nu.exact()).isEqualTo(!sketched);
    assertThat(apart(moments.content(), SoftmaxRecall.recall(nu, a).value())).isLessThan(1e-12);
    assertThat(moments.weight()).isCloseTo(1, within(1e-12));
  }

  @Test
  void shouldLoseNoDigitsToTagsFarFromZero() {
    Random random = new Random(46);
    Moments near = new Moments(SHAPE);
    Moments far = new Moments(SHAPE);
    for (int i = 0; i < 300; i++) {
      double[] v = Streams.gaussian(random, 6, 0.01);
      double[] e = Streams.gaussian(random, 3, 1);
      double weight = random.nextDouble();
      add(near, weight, v, e, 0);
      add(far, weight, v, e, 1 << 20);
    }
    assertThat(relative(far.covariance(), near.covariance())).isLessThan(1e-6);
    assertThat(relative(far.cross(), near.cross())).isLessThan(1e-6);
  }

  private static void add(Moments to, double weight, double[] v, double[] e, double shift) {
    for (int k = 0; k < v.length; k++) {
      to.partTag[k] = v[k] + shift;
    }
    System.arraycopy(e, 0, to.partContent, 0, e.length);
    to.addPart(weight);
  }

  private static void addDirection(Moments to, double factor, double[] v, double e) {
    System.arraycopy(v, 0, to.partTag, 0, v.length);
    to.partContent[0] = e;
    to.addDirection(factor);
  }

  @Test
  void shouldSayNothingOfFormerMomentsOnceCleared() {
    List<Atom> atoms = Streams.slope(50, 6, 3, 47);
    ExactMeasure nu = exact(SHAPE, atoms);
    double[] a = Streams.query(atoms, 5, 48);
    double[] weights = SoftmaxRecall.recall(nu, a).shares();
    Moments moments = recalled(nu, a);
    double[] before = regress(moments, a, LAMBDA);
    moments.clear();
    nu.addMoments(a, weights, moments);
    assertThat(regress(moments, a, LAMBDA)).isEqualTo(before);
  }

  @Test
  void shouldDrawTowardsTheMeanWhereACovarianceIsNotOne() {
    Shape shape = new Shape(2, 1, 0, 1);
    Moments moments = new Moments(shape);
    add(moments, 1, new double[] {1, 2}, new double[] {5}, 0);
    addDirection(moments, 1, new double[] {1, 0}, 0);
    addDirection(moments, -0.3, new double[] {0, 1}, 1);
    double[] value = new double[1];
    double used = moments.regress(new double[] {1, 3}, LAMBDA, value);
    assertThat(used).isBetween(0.6, 1.2);
    assertThat(value[0]).isBetween(4.0, 5.0); // the slope is at most 1 either way
    assertThat(moments.regress(new double[] {1, 3}, 2, value)).isEqualTo(2);
  }

  @Test
  void shouldRefuseNoWeightAndNoRidge() {
    Moments moments = new Moments(SHAPE);
    double[] value = new double[3];
    assertThatThrownBy(() -> moments.regress(new double[6], LAMBDA, value))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("moments of weight=0.0 have no mean; add a part of positive weight first");
    add(moments, 1, new double[6], new double[3], 0);
    assertThatThrownBy(() -> moments.regress(new double[6], 0, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("lambda=0.0 is not a positive number; a regression's ridge must be, try 1e-3");
    assertThat(moments.regress(new double[6], LAMBDA, value)).isEqualTo(LAMBDA);
  }
}
