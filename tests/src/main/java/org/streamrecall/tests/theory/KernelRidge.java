package org.streamrecall.tests.theory;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.ConjugateGradient;
import org.apache.commons.math3.linear.RealLinearOperator;
import org.apache.commons.math3.linear.RealVector;
import org.streamrecall.tests.theory.EmbeddingKernel.Points;

/** Ridge regression with a kernel on all of its queries, solved by conjugate gradients. */
final class KernelRidge {
  private static final int ITERATIONS = 3000;
  private static final double DELTA = 1e-3; // of the labels' length
  private static final int PAIRS = 4000; // that tell how far apart embeddings usually are
  private static final int STRIDE = 7919; // from the first of such a pair to the second

  private final EmbeddingKernel kernel;
  private final Points points;
  private final double[] labels;
  private final double mean; // of the labels
  private final double unit; // of the embeddings' squared distance
  private final float[][] gram;

  KernelRidge(EmbeddingKernel kernel, Asked asked) {
    this.kernel = kernel;
    points = kernel.points(asked);
    mean = Arrays.stream(asked.labels()).average().orElseThrow();
    labels = Arrays.stream(asked.labels()).map(y -> y - mean).toArray();
    unit = 2 * kernel.width() * kernel.width() * usual(points.embedded());
    gram = kernels(points);
  }

  /** The middle one of squared distances. */
  private static double usual(double[][] embedded) {
    int n = embedded.length;
    double[] squares =
        IntStream.range(0, PAIRS)
            .mapToDouble(
                i -> EmbeddingKernel.squared(embedded[i % n], embedded[(i * STRIDE + 1) % n]))
            .filter(square -> square > 0)
            .sorted()
            .toArray();
    return squares.length == 0 ? 1 : squares[squares.length / 2];
  }

  /** (rows of others, queries that were learned from). */
  private float[][] kernels(Points others) {
    float[][] embedded =
        Arrays.stream(others.embedded())
            .parallel()
            .map(
                one -> {
                  float[] row = new float[points.embedded().length];
                  for (int p = 0; p < row.length; p++) {
                    row[p] = (float) (EmbeddingKernel.squared(one, points.embedded()[p]) / unit);
                  }
                  return row;
                })
            .toArray(float[][]::new);
    return IntStream.range(0, others.of().length)
        .parallel()
        .mapToObj(
            q -> {
              float[] row = new float[labels.length];
              for (int p = 0; p < row.length; p++) {
                double far =
                    EmbeddingKernel.squared(others.beside()[q], points.beside()[p]) / 2
                        + embedded[others.of()[q]][points.of()[p]];
                row[p] = (float) Math.exp(-far);
              }
              return row;
            })
        .toArray(float[][]::new);
  }

  /**
   * Weights of the queries.
   *
   * @param ridge added to the kernel of each query with itself, 1
   */
  double[] solve(double ridge) {
    RealLinearOperator operator =
        new RealLinearOperator() {
          @Override
          public int getRowDimension() {
            return labels.length;
          }

          @Override
          public int getColumnDimension() {
            return labels.length;
          }

          @Override
          public RealVector operate(RealVector x) {
            double[] plain = x.toArray();
            double[] product = times(gram, plain);
            for (int i = 0; i < product.length; i++) {
              product[i] += ridge * plain[i];
            }
            return new ArrayRealVector(product, false);
          }
        };
    ConjugateGradient solver = new ConjugateGradient(ITERATIONS, DELTA, false);
    return solver.solve(operator, new ArrayRealVector(labels)).toArray();
  }

  /** What is said of others, (weights, queries). */
  double[][] predictions(double[][] weights, Asked asked) {
    float[][] kernels = kernels(kernel.points(asked));
    double[][] predicted = new double[weights.length][];
    for (int w = 0; w < weights.length; w++) {
      double[] said = times(kernels, weights[w]);
      predicted[w] = Arrays.stream(said).map(y -> y + mean).toArray();
    }
    return predicted;
  }

  private static double[] times(float[][] rows, double[] x) {
    return IntStream.range(0, rows.length)
        .parallel()
        .mapToDouble(
            i -> {
              float[] row = rows[i];
              double even = 0;
              double odd = 0;
              for (int j = 0; j + 1 < row.length; j += 2) {
                even += row[j] * x[j];
                odd += row[j + 1] * x[j + 1];
              }
              return row.length % 2 == 0
                  ? even + odd
                  : even + odd + row[row.length - 1] * x[row.length - 1];
            })
        .toArray();
  }
}
