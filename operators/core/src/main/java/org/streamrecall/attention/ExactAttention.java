package org.streamrecall.attention;

import java.util.Arrays;
import org.streamrecall.measure.AtomTable;
import org.streamrecall.measure.Exp;
import org.streamrecall.measure.Product;
import org.streamrecall.measure.Product.Matrix;

/**
 * {@link SoftmaxRecall} of several queries of one exact measure at once, as training asks, in
 * products of matrices. Used again and again, it keeps its arrays. Not thread safe.
 */
public final class ExactAttention {
  private AtomTable atoms;
  private int queries;
  private double[] shares = {}; // (queries, atoms)
  private double[] scores = {}; // likewise, of the pass back

  /**
   * Recalls.
   *
   * @param of at least one atom, with content
   * @param a effective queries, (count, tagDims)
   * @param values o afterwards, (count, contentDims)
   */
  public void recall(AtomTable of, int count, double[] a, double[] values) {
    atoms = of;
    queries = count;
    int n = of.size();
    if (shares.length < count * n) {
      shares = new double[count * n];
      scores = new double[count * n];
    }
    for (int q = 0; q < count; q++) {
      of.logMasses(shares, q * n);
    }
    Matrix weights = Matrix.of(shares, 0, n);
    Product.add(count, of.tagDims(), n, Matrix.of(a, 0, of.tagDims()), of.tagsTurned(), weights);
    for (int q = 0; q < count; q++) {
      double most = Double.NEGATIVE_INFINITY;
      for (int i = q * n; i < (q + 1) * n; i++) {
        most = shares[i] > most ? shares[i] : most;
      }
      for (int i = q * n; i < (q + 1) * n; i++) {
        shares[i] -= most;
      }
    }
    Exp.exp(shares, count * n);
    for (int q = 0; q < count; q++) {
      double sum = sum(shares, q * n, n);
      for (int i = q * n; i < (q + 1) * n; i++) {
        shares[i] /= sum;
      }
    }
    int dims = of.contentDims();
    Arrays.fill(values, 0, count * dims, 0);
    Product.add(count, n, dims, weights, of.contents(), Matrix.of(values, 0, dims));
  }

  /** Four sums side by side. */
  private static double sum(double[] x, int from, int n) {
    double[] four = new double[4];
    int i = from;
    for (; i + 3 < from + n; i += 4) {
      four[0] += x[i];
      four[1] += x[i + 1];
      four[2] += x[i + 2];
      four[3] += x[i + 3];
    }
    for (; i < from + n; i++) {
      four[0] += x[i];
    }
    return four[0] + four[1] + (four[2] + four[3]);
  }

  /**
   * Carries a loss back from what the last {@link #recall} gave to its effective queries.
   *
   * @param dValues gradient by the values, (queries, contentDims)
   * @param da added to, (queries, tagDims)
   */
  public void addGradient(double[] dValues, double[] da) {
    int n = atoms.size();
    int dims = atoms.contentDims();
    Arrays.fill(scores, 0, queries * n, 0);
    Matrix ds = Matrix.of(scores, 0, n);
    Product.add(queries, dims, n, Matrix.of(dValues, 0, dims), atoms.contentsTurned(), ds);
    for (int q = 0; q < queries; q++) {
      int from = q * n;
      for (int i = from; i < from + n; i++) {
        scores[i] *= shares[i];
      }
      double mean = sum(scores, from, n);
      for (int i = from; i < from + n; i++) {
        scores[i] -= mean * shares[i];
      }
    }
    int tagDims = atoms.tagDims();
    Product.add(queries, n, tagDims, ds, atoms.tags(), Matrix.of(da, 0, tagDims));
  }
}
