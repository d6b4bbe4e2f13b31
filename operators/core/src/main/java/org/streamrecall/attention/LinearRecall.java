package org.streamrecall.attention;

import org.streamrecall.measure.Log;
import org.streamrecall.measure.Measure;
import org.streamrecall.measure.Moments;

/**
 * Linear attention, the baseline that softmax is held against:
 *
 * <pre>  o(a) = ∫ &lt;a,v&gt; e(z) dnu / nu(1)</pre>
 *
 * It sees the measure through one matrix, the mean of e v', and cannot tell a tag from the opposite
 * of another.
 */
public final class LinearRecall {
  private LinearRecall() {}

  /**
   * @param nu a measure with at least one part, whose atoms have content
   * @param a effective query, (tagDims)
   * @return o, with no account of how it came about
   */
  public static Recollection recall(Measure nu, double[] a) {
    double[][] mean = mean(nu);
    double[] value = new double[mean.length];
    for (int t = 0; t < value.length; t++) {
      for (int i = 0; i < a.length; i++) {
        value[t] += mean[t][i] * a[i];
      }
    }
    return new Recollection(value, Log.log(nu.mass()), 0, nu.mass(), new double[nu.parts()]);
  }

  /**
   * Carries a loss back to the effective query.
   *
   * @param dValue gradient by the value, (contentDims)
   * @param da added to, (tagDims)
   */
  public static void addGradient(Measure nu, double[] dValue, double[] da) {
    double[][] mean = mean(nu);
    for (int t = 0; t < dValue.length; t++) {
      for (int i = 0; i < da.length; i++) {
        da[i] += mean[t][i] * dValue[t];
      }
    }
  }

  /** The mean of e v', (contentDims, tagDims). */
  private static double[][] mean(Measure nu) {
    int tagDims = nu.shape().tagDims();
    double[] masses = new double[nu.parts()];
    for (int p = 0; p < masses.length; p++) {
      masses[p] = nu.mass(p);
    }
    Moments moments = new Moments(nu.shape());
    nu.addMoments(new double[tagDims], masses, moments);
    double[] cross = moments.cross();
    double[] tag = moments.tag();
    double[] content = moments.content();
    double[][] mean = new double[content.length][tagDims];
    for (int t = 0; t < content.length; t++) {
      for (int i = 0; i < tagDims; i++) {
        mean[t][i] = cross[t * tagDims + i] + content[t] * tag[i];
      }
    }
    return mean;
  }
}
