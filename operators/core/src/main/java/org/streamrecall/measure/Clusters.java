package org.streamrecall.measure;

import java.util.Arrays;

/**
 * The macro level of the sketch, unpacked: clusters told apart by (v, e), each the exact running
 * moments of what it absorbed.
 *
 * <pre>
 *   n            mass
 *   m, S         mean and covariance of v
 *   c, X         mean of e, and cross-covariance of e with v
 *   log ∫ e^{&lt;a,v&gt;}  =  log n + &lt;a,m&gt; + a'Sa / 2          (Gaussian closure)
 *   tilted tag    =  m + Sa,   tilted content = c + Xa
 * </pre>
 *
 * X a is B (tilted tag - m) with B = X S^-1: the content follows the tag linearly, without an
 * inverse.
 */
final class Clusters {
  private final int tagDims; // d
  private final int contentDims; // De
  private final double contentWeight;

  int size;
  double[] mass = new double[0]; // (capacity)
  long[] firstTime = new long[0];
  long[] lastTime = new long[0];
  String[] ref = new String[0];
  double[] refDistance = new double[0]; // squared, of ref's token to the mean; see chooseRef
  double[][] mean = new double[0][]; // (capacity, d)
  double[][] covariance = new double[0][]; // (capacity, d(d+1)/2) lower triangle; null means zero
  double[][] content = new double[0][]; // (capacity, De)
  double[][] cross = new double[0][]; // (capacity, De*d) row-major; null means zero

  Clusters(Shape shape) {
    tagDims = shape.tagDims();
    contentDims = shape.contentDims();
    contentWeight = shape.contentWeight();
  }

  static int triangle(int d) {
    return d * (d + 1) / 2;
  }

  void clear() {
    size = 0;
  }

  /** Appends a cluster of zero spread and returns its place. */
  int append(Atom atom) {
    int g = appendEmpty();
    mass[g] = atom.mass();
    firstTime[g] = atom.time();
    lastTime[g] = atom.time();
    ref[g] = atom.ref();
    refDistance[g] = atom.ref() == null ? Double.MAX_VALUE : 0;
    for (int i = 0; i < tagDims; i++) {
      mean[g][i] = atom.tag()[i];
    }
    for (int s = 0; s < contentDims; s++) {
      content[g][s] = atom.content()[s];
    }
    return g;
  }

  /** Appends a cluster whose fields the caller fills. */
  int appendEmpty() {
    if (size == mass.length) {
      int capacity = Math.max(16, 2 * size);
      mass = Arrays.copyOf(mass, capacity);
      firstTime = Arrays.copyOf(firstTime, capacity);
      lastTime = Arrays.copyOf(lastTime, capacity);
      ref = Arrays.copyOf(ref, capacity);
      refDistance = Arrays.copyOf(refDistance, capacity);
      mean = Arrays.copyOf(mean, capacity);
      covariance = Arrays.copyOf(covariance, capacity);
      content = Arrays.copyOf(content, capacity);
      cross = Arrays.copyOf(cross, capacity);
    }
    mean[size] = new double[tagDims];
    content[size] = new double[contentDims];
    covariance[size] = null;
    cross[size] = null;
    return size++;
  }

  /** |v - m_g|^2 + contentWeight |e - c_g|^2. */
  double distance(int g, Atom atom) {
    double inContent = 0;
    for (int s = 0; s < contentDims; s++) {
      double d = atom.content()[s] - content[g][s];
      inContent += d * d;
    }
    double inTag = 0;
    for (int i = 0; i < tagDims; i++) {
      double d = atom.tag()[i] - mean[g][i];
      inTag += d * d;
    }
    return inTag + contentWeight * inContent;
  }

  /** The same between two clusters' means. */
  double distance(int g, int h) {
    return square(mean[g], mean[h]) + contentWeight * square(content[g], content[h]);
  }

  /** |x - y|^2 in four running sums, which do not wait for one another. */
  private static double square(double[] x, double[] y) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < x.length; i += 4) {
      double d0 = x[i] - y[i];
      double d1 = x[i + 1] - y[i + 1];
      double d2 = x[i + 2] - y[i + 2];
      double d3 = x[i + 3] - y[i + 3];
      s0 += d0 * d0;
      s1 += d1 * d1;
      s2 += d2 * d2;
      s3 += d3 * d3;
    }
    for (; i < x.length; i++) {
      s0 += (x[i] - y[i]) * (x[i] - y[i]);
    }
    return (s0 + s1) + (s2 + s3);
  }

  int nearest(Atom atom) {
    int best = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int g = 0; g < size; g++) {
      double d = distance(g, atom);
      if (d < least) {
        least = d;
        best = g;
      }
    }
    return best;
  }

  /** Trace of the covariance: the mean squared distance of a cluster's tags to their mean. */
  double spread(int g) {
    double[] s = covariance[g];
    double trace = 0;
    for (int i = 0; s != null && i < tagDims; i++) {
      trace += s[triangle(i) + i];
    }
    return trace;
  }

  void absorb(int g, Atom atom) {
    double[] delta = new double[tagDims];
    double square = 0;
    for (int i = 0; i < tagDims; i++) {
      delta[i] = atom.tag()[i] - mean[g][i];
      square += delta[i] * delta[i];
    }
    double[] step = new double[contentDims];
    for (int s = 0; s < contentDims; s++) {
      step[s] = atom.content()[s] - content[g][s];
    }
    chooseRef(g, atom.mass(), square, atom.ref(), 0);
    join(g, atom.mass(), delta, step, atom.time(), atom.time(), null, null);
  }

  /** Moves cluster h into g and closes the gap with the last cluster. */
  void merge(int g, int h) {
    double[] delta = new double[tagDims];
    for (int i = 0; i < tagDims; i++) {
      delta[i] = mean[h][i] - mean[g][i];
    }
    double[] step = new double[contentDims];
    for (int s = 0; s < contentDims; s++) {
      step[s] = content[h][s] - content[g][s];
    }
    chooseRef(g, mass[h], square(mean[g], mean[h]), ref[h], refDistance[h]);
    join(g, mass[h], delta, step, firstTime[h], lastTime[h], covariance[h], cross[h]);
    size--;
    mass[h] = mass[size];
    firstTime[h] = firstTime[size];
    lastTime[h] = lastTime[size];
    ref[h] = ref[size];
    refDistance[h] = refDistance[size];
    mean[h] = mean[size];
    covariance[h] = covariance[size];
    content[h] = content[size];
    cross[h] = cross[size];
  }

  /**
   * Keeps the reference whose token will be nearer the new mean. Means that are delta apart move by
   * a and 1-a of it, and a token's offset is taken as square to that step, as it is on average.
   */
  private void chooseRef(int g, double n, double deltaSquare, String other, double otherDistance) {
    double a = n / (mass[g] + n);
    double keep = refDistance[g] + a * a * deltaSquare;
    double take = otherDistance + (1 - a) * (1 - a) * deltaSquare;
    if (ref[g] == null || other != null && take < keep) {
      ref[g] = other;
      refDistance[g] = other == null ? Double.MAX_VALUE : take;
    } else {
      refDistance[g] = keep;
    }
  }

  /** S = (1-a) S + a S' + a (1-a) dd', and so for the cross block and the means. */
  private void join(
      int g,
      double n,
      double[] delta,
      double[] step,
      long first,
      long last,
      double[] otherCovariance,
      double[] otherCross) {
    double a = n / (mass[g] + n);
    double b = a * (1 - a);
    double[] s = covariance[g];
    if (s == null) {
      s = covariance[g] = new double[triangle(tagDims)];
    }
    for (int i = 0, at = 0; i < tagDims; i++) {
      double scaled = b * delta[i];
      for (int j = 0; j <= i; j++, at++) {
        double other = otherCovariance == null ? 0 : a * otherCovariance[at];
        s[at] = (1 - a) * s[at] + other + scaled * delta[j];
      }
    }
    joinCross(g, a, b, delta, step, otherCross);
    for (int i = 0; i < tagDims; i++) {
      mean[g][i] += a * delta[i];
    }
    for (int t = 0; t < contentDims; t++) {
      content[g][t] += a * step[t];
    }
    mass[g] += n;
    lastTime[g] = Math.max(lastTime[g], last);
    firstTime[g] = firstTime[g] == Atom.NO_TIME ? first : earlier(firstTime[g], first);
  }

  private static long earlier(long time, long other) {
    return other == Atom.NO_TIME ? time : Math.min(time, other);
  }

  private void joinCross(
      int g, double a, double b, double[] delta, double[] step, double[] otherCross) {
    if (cross[g] == null && otherCross == null && isZero(step)) {
      return; // one category: its content does not vary, and stays exact
    }
    double[] x = cross[g];
    if (x == null) {
      x = cross[g] = new double[contentDims * tagDims];
    }
    for (int t = 0, at = 0; t < contentDims; t++) {
      double scaled = b * step[t];
      for (int i = 0; i < tagDims; i++, at++) {
        double other = otherCross == null ? 0 : a * otherCross[at];
        x[at] = (1 - a) * x[at] + other + scaled * delta[i];
      }
    }
  }

  private static boolean isZero(double[] values) {
    for (double value : values) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }

  /** Rounds everything to the 32-bit numbers that packing keeps. */
  void round() {
    for (int g = 0; g < size; g++) {
      refDistance[g] = (float) refDistance[g];
      round(mean[g]);
      round(covariance[g]);
      round(content[g]);
      round(cross[g]);
    }
  }

  private static void round(double[] values) {
    for (int i = 0; values != null && i < values.length; i++) {
      values[i] = (float) values[i] + 0f; // no negative zero: it is not told from zero when packed
    }
  }

  /** y += factor (m_g + S_g a). */
  void addTiltedTag(int g, double factor, double[] a, double[] y) {
    double[] s = covariance[g];
    for (int i = 0, at = 0; i < tagDims; i++) {
      double sum = mean[g][i];
      if (s != null) {
        double ai = factor * a[i];
        for (int j = 0; j < i; j++, at++) {
          sum += s[at] * a[j];
          y[j] += s[at] * ai;
        }
        sum += s[at++] * a[i];
      }
      y[i] += factor * sum;
    }
  }

  double logMoment(int g, double[] a) {
    double[] s = covariance[g];
    double linear = 0;
    double quadratic = 0;
    for (int i = 0, at = 0; i < tagDims; i++) {
      linear += a[i] * mean[g][i];
      if (s != null) {
        double row = 0;
        for (int j = 0; j < i; j++, at++) {
          row += s[at] * a[j];
        }
        quadratic += a[i] * (2 * row + s[at++] * a[i]);
      }
    }
    return StrictMath.log(mass[g]) + linear + quadratic / 2;
  }

  /** sum += weight (c_g + X_g a). */
  void addContent(int g, double weight, double[] a, double[] sum) {
    double[] x = cross[g];
    for (int t = 0, at = 0; t < contentDims; t++) {
      double value = content[g][t];
      for (int i = 0; x != null && i < tagDims; i++, at++) {
        value += x[at] * a[i];
      }
      sum[t] += weight * value;
    }
  }

  /** da += weight X_g' d: how the content's tilt moves with a. */
  void addContentGradient(int g, double weight, double[] d, double[] da) {
    double[] x = cross[g];
    for (int t = 0, at = 0; x != null && t < contentDims; t++) {
      double factor = weight * d[t];
      for (int i = 0; i < tagDims; i++, at++) {
        da[i] += factor * x[at];
      }
    }
  }
}
