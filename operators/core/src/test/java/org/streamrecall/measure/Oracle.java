package org.streamrecall.measure;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.streamrecall.attention.SoftmaxRecall;

/** How far answers are from those of exact attention over the same atoms. */
final class Oracle {
  private final double[][] queries;
  private final double[][] answers;

  /** Exact answers to so many queries of length beta near the atoms' tags. */
  Oracle(Shape shape, List<Atom> atoms, double beta, int count, long seed) {
    ExactMeasure exact = new ExactMeasure(shape);
    atoms.forEach(exact::add);
    queries = new double[count][];
    answers = new double[count][];
    for (int q = 0; q < count; q++) {
      queries[q] = Streams.query(atoms, beta, seed + q);
      answers[q] = SoftmaxRecall.recall(exact, queries[q]).value();
    }
  }

  /** |answer - exact| for each query, smallest first. */
  double[] errors(Measure nu) {
    return IntStream.range(0, queries.length)
        .mapToDouble(q -> distance(SoftmaxRecall.recall(nu, queries[q]).value(), answers[q]))
        .sorted()
        .toArray();
  }

  double median(Measure nu) {
    return errors(nu)[queries.length / 2];
  }

  double largest(Measure nu) {
    return DoubleStream.of(errors(nu)).max().orElseThrow();
  }

  static double distance(double[] one, double[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += (one[i] - other[i]) * (one[i] - other[i]);
    }
    return Math.sqrt(sum);
  }
}
