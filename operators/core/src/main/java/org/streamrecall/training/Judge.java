package org.streamrecall.training;

import java.util.List;
import java.util.stream.IntStream;
import org.streamrecall.measure.Measure;
import org.streamrecall.model.Kind;
import org.streamrecall.model.Network;
import org.streamrecall.model.Pass;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.TrainingRecord;

/** Says what networks are worth on held-out contexts. */
final class Judge {
  private static final double DEVIATIONS = 2; // of chance, that a gain has to beat
  private static final double LEAST = 0.01; // of R^2, or of the share named rightly
  private static final int FEW = 100; // contexts that teach
  private static final int FEW_EACH = 20; // queries that teach, for each number that is read
  private static final double FAR = 0.25; // of a tag's mean square
  private static final double NEAR = 0.8; // of the distance to another context's tokens

  private final Examples examples;

  Judge(Examples examples) {
    this.examples = examples;
  }

  /** Sums over the queries of contexts. */
  private record Sums(int queries, double ours, double blind, double gain, double error) {}

  /**
   * @param frozen or null where nothing is compared; so are the others
   */
  Worth worth(Network learned, Network frozen, Network linear, Network mean) {
    Sums held = sums(learned, examples.judged());
    int taught = examples.taught().stream().mapToInt(e -> e.tags().size()).sum();
    boolean better = held.gain() > DEVIATIONS * held.error() && figure(held) - blind(held) >= LEAST;
    return new Worth(
        kind(),
        examples.judged().size(),
        held.queries(),
        figure(held),
        examples.taught().size(),
        taught,
        blind(held),
        figure(frozen),
        kind() == Kind.REGRESSION ? figure(linear) : Double.NaN,
        figure(mean),
        better ? Worth.Cause.NONE : cause(taught));
  }

  private Kind kind() {
    return examples.schema().fields().kind();
  }

  private double figure(Network network) {
    return network == null ? Double.NaN : figure(sums(network, examples.judged()));
  }

  private double figure(Sums sums) {
    return kind() == Kind.REGRESSION
        ? sums.blind() > 0 ? 1 - sums.ours() / sums.blind() : 0
        : sums.ours() / sums.queries();
  }

  private double blind(Sums sums) {
    return kind() == Kind.REGRESSION ? 0 : sums.blind() / sums.queries();
  }

  /** Squared errors in standard units, or how many were named rightly. */
  private Sums sums(Network network, List<Example> of) {
    boolean numbers = kind() == Kind.REGRESSION;
    RecallModel model = numbers ? null : new RecallModel(network, TrainingRecord.NONE);
    Pass pass = new Pass(network);
    int queries = 0;
    double ours = 0;
    double blind = 0;
    double square = 0;
    for (Example example : of) {
      double before = blind - ours;
      for (int q = 0; q < example.tags().size(); q++) {
        queries++;
        ours += numbers ? 0 : right(model, example, q);
        blind += numbers ? square(example.targets().get(q)) : largest(example, q);
      }
      if (numbers) {
        int[] all = IntStream.range(0, example.tags().size()).toArray();
        ours += 2 * pass.loss(EmpiricalRisk.parts(new EmpiricalRisk.Batch(example, all)), null);
      }
      double gain = blind - ours - before;
      square += gain * gain;
    }
    int n = of.size();
    double mean = (blind - ours) / n;
    double error = Math.sqrt(Math.max(0, square / n - mean * mean) / Math.max(1, n - 1));
    return new Sums(queries, ours, blind, numbers ? mean : -mean, error);
  }

  private double square(float[] target) {
    double sum = 0;
    for (int i = 0; i < target.length; i++) {
      double y = (target[i] - examples.mean()[i]) / examples.scale()[i];
      sum += y * y;
    }
    return sum;
  }

  private static int right(RecallModel model, Example example, int q) {
    double[] value =
        model.answer(example.nu(q), example.tags().get(q), example.inputs().get(q)).value();
    return Evaluation.mostProbable(value) == (int) example.targets().get(q)[0] ? 1 : 0;
  }

  private static int largest(Example example, int q) {
    double[] mass = example.nu(q).contentMass();
    return Evaluation.mostProbable(mass) == (int) example.targets().get(q)[0] ? 1 : 0;
  }

  private Worth.Cause cause(int queries) {
    if (isElsewhere()) {
      return Worth.Cause.NO_RECALL;
    }
    int read = examples.schema().lift().dims() + examples.schema().fields().inputs();
    boolean few = examples.taught().size() < FEW || queries < FEW_EACH * read;
    return few ? Worth.Cause.FEW_CONTEXTS : Worth.Cause.NOISY_LABELS;
  }

  /**
   * Whether queries lie far from their own context's tokens, and no nearer than to those of the
   * next one.
   */
  private boolean isElsewhere() {
    double own = 0;
    double other = 0;
    int queries = 0;
    List<Example> all = examples.taught();
    for (int e = 0; e < all.size(); e++) {
      Example next = all.get((e + 1) % all.size());
      for (int q = 0; q < all.get(e).tags().size(); q++) {
        queries++;
        own += nearest(all.get(e).nu(q), all.get(e).tags().get(q));
        other += nearest(next.nu(0), all.get(e).tags().get(q));
      }
    }
    return own > FAR * examples.square() * queries && own > NEAR * other;
  }

  private static double nearest(Measure nu, float[] tag) {
    double least = Double.POSITIVE_INFINITY;
    for (int p = 0; p < nu.parts(); p++) {
      least = Math.min(least, AskedMass.distance(nu, p, tag));
    }
    return least;
  }
}
