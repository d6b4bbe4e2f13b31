package org.streamrecall.attention;

import java.util.Arrays;
import org.streamrecall.measure.Exp;
import org.streamrecall.measure.Log;
import org.streamrecall.measure.Measure;

/**
 * Softmax attention as an integral operator on a measure (Kawata and Suzuki, arXiv 2602.01863):
 *
 * <pre>  o(a) = ∫ e^{&lt;a,v&gt;} e(z) dnu / ∫ e^{&lt;a,v&gt;} dnu</pre>
 *
 * computed as a softmax over the parts' log moments, so that mass adds to a score as its logarithm
 * and nothing overflows. Several heads are several calls.
 *
 * <p>A smoothing g between 0 and 1 draws each token's tag to the mean m_p of its part: {@code v - g
 * (v - m_p)} stands in for v. At 0 this is attention itself, at 1 it is "cluster, then attend",
 * which noise on tags does not blur; of atoms, which are their own means, it changes nothing. With
 * b = (1 - g) a a part's log moment is {@code logMoment_p(b) + g <a, m_p>}, its content {@code
 * content_p(b)}.
 */
public final class SoftmaxRecall {
  private SoftmaxRecall() {}

  /**
   * @param nu a measure with at least one part
   * @param a effective query, (tagDims)
   * @return o, or the tilted mean tag if the measure's atoms have no content of their own
   */
  public static Recollection recall(Measure nu, double[] a) {
    return recall(nu, a, 0);
  }

  /**
   * The same with smoothing.
   *
   * @param smoothing 0 to 1
   */
  public static Recollection recall(Measure nu, double[] a, double smoothing) {
    double[] shares = new double[nu.parts()];
    double[] value = new double[valueDims(nu)];
    double logMass = recall(nu, a, smoothing, shares, value);
    double weighted = 0; // sum of w log w
    double squares = 0;
    for (int p = 0; p < shares.length; p++) {
      double w = shares[p];
      if (w >= Double.MIN_NORMAL) { // a smaller one has no logarithm, and no weight
        weighted += w * Log.log(w);
        squares += w * w / nu.mass(p);
      }
    }
    return new Recollection(value, logMass, Math.max(0, -weighted), 1 / squares, shares);
  }

  private static int valueDims(Measure nu) {
    int contentDims = nu.shape().contentDims();
    return contentDims == 0 ? nu.shape().tagDims() : contentDims;
  }

  /**
   * The same into the caller's arrays, allocating nothing.
   *
   * @param shares (parts), each part's share of the answer afterwards
   * @param value o afterwards, (contentDims), or (tagDims) if the atoms have no content
   * @return log of the denominator
   */
  public static double recall(Measure nu, double[] a, double[] shares, double[] value) {
    return recall(nu, a, 0, shares, value);
  }

  private static double recall(
      Measure nu, double[] a, double smoothing, double[] shares, double[] value) {
    int parts = nu.parts();
    double[] tilt = tilt(a, smoothing);
    nu.logMoments(tilt, shares);
    if (smoothing != 0) {
      nu.scoreMeans(smoothing, a, shares);
    }
    double max = Double.NEGATIVE_INFINITY;
    for (int p = 0; p < parts; p++) {
      max = shares[p] > max ? shares[p] : max; // Math.max minds zeros' signs, and is slow
    }
    for (int p = 0; p < parts; p++) {
      shares[p] -= max;
    }
    Exp.exp(shares, parts);
    double sum = 0;
    for (int p = 0; p < parts; p++) {
      sum += shares[p];
    }
    for (int p = 0; p < parts; p++) {
      shares[p] /= sum;
    }
    Arrays.fill(value, 0);
    if (nu.shape().contentDims() == 0) {
      nu.addTags(tilt, shares, value);
    } else {
      nu.addContents(tilt, shares, value);
    }
    return max + Log.log(sum);
  }

  /** By what the inside of parts is tilted: (1 - smoothing) a. */
  public static double[] tilt(double[] a, double smoothing) {
    if (smoothing == 0) {
      return a;
    }
    double[] tilt = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      tilt[i] = (1 - smoothing) * a[i];
    }
    return tilt;
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
   * @return gradient by the smoothing; 0 where every part is an atom
   */
  public static double addGradient(
      Measure nu,
      double[] a,
      double smoothing,
      Recollection recollection,
      double[] dValue,
      double[] da) {
    double[] w = recollection.shares();
    double[] ds = new double[w.length];
    double[] tilt = tilt(a, smoothing);
    nu.contentProducts(tilt, dValue, ds);
    double mean = 0;
    for (int p = 0; p < w.length; p++) {
      mean += w[p] * ds[p];
    }
    for (int p = 0; p < w.length; p++) {
      ds[p] = w[p] * (ds[p] - mean);
    }
    if (nu.exact()) {
      nu.addGradient(a, ds, w, dValue, da);
      return 0;
    }
    double[] inside = new double[a.length];
    double[] means = new double[a.length];
    nu.addGradient(tilt, ds, w, dValue, inside);
    nu.addMeans(ds, means);
    double bySmoothing = 0;
    for (int i = 0; i < a.length; i++) {
      da[i] += (1 - smoothing) * inside[i] + smoothing * means[i];
      bySmoothing += a[i] * (means[i] - inside[i]);
    }
    return bySmoothing;
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
