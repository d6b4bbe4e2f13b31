package org.streamrecall.attention;

import java.util.Arrays;
import org.streamrecall.measure.Exp;
import org.streamrecall.measure.Measure;

/**
 * Softmax attention as an integral operator on a measure (Kawata and Suzuki, arXiv 2602.01863):
 *
 * <pre>  o(a) = ∫ e^{&lt;a,v&gt;} e(z) dnu / ∫ e^{&lt;a,v&gt;} dnu</pre>
 *
 * computed as a softmax over the parts' log moments, so that mass adds to a score as its logarithm
 * and nothing overflows. Several heads are several calls.
 */
public final class SoftmaxRecall {
  private SoftmaxRecall() {}

  /**
   * @param nu a measure with at least one part
   * @param a effective query, (tagDims)
   */
  public static Recollection recall(Measure nu, double[] a) {
    int parts = nu.parts();
    double[] shares = new double[parts];
    nu.logMoments(a, shares);
    double max = Double.NEGATIVE_INFINITY;
    for (double score : shares) {
      max = Math.max(max, score);
    }
    double sum = 0;
    double weighted = 0; // sum of w (s - max), unnormalised: the entropy without a second log
    for (int p = 0; p < parts; p++) {
      double s = shares[p] - max;
      double w = Exp.exp(s);
      shares[p] = w;
      sum += w;
      weighted += w * s;
    }
    double squares = 0;
    for (int p = 0; p < parts; p++) {
      shares[p] /= sum;
      squares += shares[p] * shares[p] / nu.mass(p);
    }
    double[] value = new double[nu.shape().contentDims()];
    nu.addContents(a, shares, value);
    double logSum = StrictMath.log(sum);
    return new Recollection(
        value, max + logSum, Math.max(0, logSum - weighted / sum), 1 / squares, shares);
  }

  /**
   * Carries a loss back from what was recalled to the effective query. With w the shares and g_p =
   * &lt;do, content_p&gt;,
   *
   * <pre>  dLoss/ds_p = w_p (g_p - sum_q w_q g_q)</pre>
   *
   * @param recollection what {@link #recall} gave for a
   * @param dValue gradient by the value, (contentDims)
   * @param da added to, (tagDims)
   */
  public static void addGradient(
      Measure nu, double[] a, Recollection recollection, double[] dValue, double[] da) {
    double[] w = recollection.shares();
    double[] ds = new double[w.length];
    nu.contentProducts(a, dValue, ds);
    double mean = 0;
    for (int p = 0; p < w.length; p++) {
      mean += w[p] * ds[p];
    }
    for (int p = 0; p < w.length; p++) {
      ds[p] = w[p] * (ds[p] - mean);
    }
    nu.addGradient(a, ds, w, dValue, da);
  }

  /** The places of the largest shares, largest first; ties go to the earlier part. */
  public static int[] largest(double[] shares, int count) {
    int[] best = new int[Math.min(count, shares.length)];
    int found = 0;
    for (int p = 0; p < shares.length; p++) {
      int at = found;
      while (at > 0 && shares[p] > shares[best[at - 1]]) {
        at--;
      }
      if (at < best.length) {
        int kept = Math.min(found, best.length - 1);
        System.arraycopy(best, at, best, at + 1, kept - at);
        best[at] = p;
        found = Math.min(found + 1, best.length);
      }
    }
    return Arrays.copyOf(best, found);
  }
}
