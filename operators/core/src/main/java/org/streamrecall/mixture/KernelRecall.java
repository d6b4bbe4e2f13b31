package org.streamrecall.mixture;

import java.util.Arrays;
import org.streamrecall.measure.Exp;
import org.streamrecall.measure.Log;

/**
 * Attention over a {@link Mixture} by a Gaussian kernel, and the line through what it recalls.
 *
 * <p>With the metric M, the weights {@code exp(-(x-v)'M(x-v)/2)} make of a Gaussian of mass n, mean
 * m and covariance S, all of tag and content together,
 *
 * <pre>
 *   A     = M^1/2 (I + M^1/2 S_vv M^1/2)^-1 M^1/2
 *   mass    n det(I + M^1/2 S_vv M^1/2)^-1/2 exp(-(x-m)'A(x-m)/2)
 *   mean    m + S_v A (x - m)          covariance    S - S_v A S_v'
 * </pre>
 *
 * where S_v are the columns of the tag: softmax attention with keys that carry their own squared
 * length, at every temperature from zero, which recalls all that was ever said, to infinite, which
 * is Gaussian mixture regression (Ghahramani and Jordan 1994). A component that knows little of its
 * own covariance is drawn to that of all of them: see {@link #prepare}.
 *
 * <p>Reused from question to question; not thread safe.
 */
public final class KernelRecall {
  /** Components of a smaller share say nothing about the line. */
  private static final double LEAST = 0.005;

  private final Mixture mixture;
  private final TokenShape shape;
  private final int tags;
  private final int dims;
  private final int firstDirection; // of a token
  private final double[] pooled; // (pairs)
  private final float[] own; // (stride) part of a component's own covariance
  private final float[] all; // and of the pooled
  private final int[] asked; // numbers of the tag that are compared
  private final float[][] factor; // (pairs of tags, stride) of Cholesky, its diagonal inverted
  private final float[][] along; // (tags, stride)
  private final double[] inverse; // (stride) product of the diagonal
  private final float[] quadratic; // (stride)
  private final double[] shares; // (stride)
  private final int[] kept; // components
  private final float[][] keptFactor; // (pairs of tags, kept)
  private final float[][] keptAlong; // (tags, kept)
  private final float[][] turned; // (dims * tags, kept)
  private final float[] weight; // (kept)
  private final float[][] moved; // (dims, kept)
  private final float[] row; // (kept)
  private final LocalLine line;
  private float[] asking; // the sharpness of the question
  private int q; // numbers asked
  private double logMass;
  private double missed; // likeness that no component has

  public KernelRecall(Mixture mixture) {
    this.mixture = mixture;
    shape = mixture.shape;
    tags = shape.tags();
    dims = shape.dims();
    firstDirection = dims + shape.names().stream().mapToInt(Integer::intValue).sum();
    int stride = mixture.stride;
    pooled = new double[shape.pairs()];
    own = new float[stride];
    all = new float[stride];
    asked = new int[tags];
    factor = new float[tags * (tags + 1) / 2][stride];
    along = new float[tags][stride];
    inverse = new double[stride];
    quadratic = new float[stride];
    shares = new double[stride];
    kept = new int[stride];
    keptFactor = new float[factor.length][stride];
    keptAlong = new float[tags][stride];
    turned = new float[dims * tags][stride];
    weight = new float[stride];
    moved = new float[dims][stride];
    row = new float[stride];
    line = new LocalLine(shape);
  }

  /** What the last question was answered with. */
  public LocalLine line() {
    return line;
  }

  /** Of the last question, (components). */
  public double share(int k) {
    return shares[k];
  }

  /**
   * Takes the mixture as it is now.
   *
   * @param smoothing tokens of the pooled covariance that each component has beside its own; 0 is
   *     attention over the components as they are, and over tokens exact attention
   */
  public void prepare(double smoothing) {
    int count = mixture.count;
    double sum = 0;
    for (int k = 0; k < count; k++) {
      sum += mixture.mass[k];
    }
    for (int i = 0; i < pooled.length; i++) {
      pooled[i] = sum > 0 ? Lanes.dot(mixture.mass, mixture.cov[i], Lanes.padded(count)) / sum : 0;
    }
    for (int k = 0; k < count; k++) {
      double n = mixture.mass[k];
      own[k] = (float) (n / (n + smoothing));
      all[k] = (float) (smoothing / (n + smoothing));
    }
  }

  /**
   * Recalls, and fits.
   *
   * @param token x, (all), of which the contents are not looked at
   * @param sharpness square roots of the metric's diagonal, (tags); then of each name what a
   *     component without it loses, of each direction the temperature's inverse, (names +
   *     directions)
   * @param units in which numbers are alike in size, (dims)
   * @param ridge of the line, in parts of the mean variance of the tag in its units; negative for
   *     the mean instead of a line
   */
  public void ask(float[] token, float[] sharpness, double[] units, double ridge) {
    asking = sharpness;
    weigh(token);
    int n = keep();
    boolean lined = ridge >= 0;
    line.clear();
    move(n, lined ? 0 : tags);
    for (int a = 0; a < n; a++) {
      line.addTokens(weight[a], mixture.mass[kept[a]]);
    }
    int width = Lanes.padded(n);
    for (int i = lined ? 0 : tags; i < dims; i++) {
      line.mean[i] = Lanes.dot(weight, moved[i], width);
    }
    for (int i = lined ? 0 : tags; i < dims; i++) {
      for (int a = 0; a < width; a++) {
        moved[i][a] -= (float) line.mean[i];
      }
    }
    for (int i = lined ? 0 : tags; i < dims; i++) {
      for (int j = lined ? 0 : i; j <= i; j++) {
        if (i < tags || j < tags || i == j) {
          line.cov[shape.pair(i, j)] = covariance(i, j, n, width);
        }
      }
    }
    line.read(token, units, ridge);
  }

  /** The shares of all components. */
  private void weigh(float[] token) {
    float[] sharpness = asking;
    int count = mixture.count;
    int width = Lanes.padded(count);
    q = 0;
    for (int i = 0; i < tags; i++) {
      if (sharpness[i] > 0) {
        asked[q++] = i;
      }
    }
    Arrays.fill(inverse, 0, count, 1);
    Arrays.fill(quadratic, 0, width, 0);
    for (int i = 0; i < q; i++) {
      int ai = asked[i];
      for (int j = 0; j <= i; j++) {
        int pair = shape.pair(ai, asked[j]);
        float[] out = factor[triangle(i, j)];
        float scale = sharpness[ai] * sharpness[asked[j]];
        Lanes.smooth(
            out, own, mixture.cov[pair], all, (float) pooled[pair], scale, i == j ? 1 : 0, width);
        for (int l = 0; l < j; l++) {
          Lanes.subtractProduct(out, factor[triangle(i, l)], factor[triangle(j, l)], width);
        }
        if (j < i) {
          Lanes.multiply(out, factor[triangle(j, j)], width);
        }
      }
      invertRoots(factor[triangle(i, i)], count, width);
      float[] u = along[i];
      Lanes.differences(u, token[ai], mixture.mean[ai], sharpness[ai], width);
      for (int j = 0; j < i; j++) {
        Lanes.subtractProduct(u, factor[triangle(i, j)], along[j], width);
      }
      Lanes.multiply(u, factor[triangle(i, i)], width);
      Lanes.addProduct(quadratic, u, u, width);
    }
    for (int k = 0; k < count; k++) {
      shares[k] = Log.log(mixture.mass[k] * inverse[k]) - 0.5 * quadratic[k];
    }
    missed = 0;
    addNames(token);
    addDirections(token);
    double most = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < count; k++) {
      most = Math.max(most, shares[k]);
    }
    for (int k = 0; k < count; k++) {
      shares[k] -= most;
    }
    Exp.exp(shares, count);
    double sum = 0;
    for (int k = 0; k < count; k++) {
      sum += shares[k];
    }
    for (int k = 0; k < count; k++) {
      shares[k] /= sum;
    }
    logMass = most + Log.log(sum) - missed;
  }

  /**
   * Of a component's tokens, those of the same name count whole, the others {@code e^-s}; of a name
   * that is missing or new all are others.
   */
  private void addNames(float[] token) {
    int at = dims;
    for (int b = 0; b < shape.names().size(); b++) {
      double other = Exp.exp(-asking[tags + b]);
      boolean missing = true;
      for (int s = 0; s < shape.names().get(b); s++, at++) {
        missing &= token[at] == 0;
        for (int k = 0; token[at] > 0 && asking[tags + b] > 0 && k < mixture.count; k++) {
          shares[k] += Log.log(other + (1 - other) * mixture.mean[at][k]);
        }
      }
      missed += missing ? asking[tags + b] : 0;
    }
  }

  private void addDirections(float[] token) {
    int at = firstDirection;
    for (int b = 0; b < shape.directions().size(); b++) {
      double sharp = asking[tags + shape.names().size() + b];
      for (int s = 0; s < shape.directions().get(b); s++, at++) {
        for (int k = 0; token[at] != 0 && sharp > 0 && k < mixture.count; k++) {
          shares[k] += sharp * token[at] * mixture.mean[at][k];
        }
      }
      missed += sharp;
    }
  }

  /** Log of the tokens near the last question, each counting by the kernel. */
  public double logMass() {
    return logMass;
  }

  private static int triangle(int i, int j) {
    return i * (i + 1) / 2 + j;
  }

  /** A pivot of I + S is at least 1; what rounding has left of it is. */
  private void invertRoots(float[] pivots, int count, int width) {
    for (int k = 0; k < width; k++) {
      pivots[k] = 1 / (float) Math.sqrt(Math.max(1f, pivots[k]));
    }
    for (int k = 0; k < count; k++) {
      inverse[k] *= pivots[k];
    }
  }

  private int keep() {
    int n = 0;
    double sum = 0;
    for (int k = 0; k < mixture.count; k++) {
      if (shares[k] >= LEAST) {
        kept[n++] = k;
        sum += shares[k];
      }
    }
    if (n == 0) { // hundreds, all alike
      for (int k = 0; k < mixture.count; k++) {
        kept[n++] = k;
      }
      sum = 1;
    }
    int width = Lanes.padded(n);
    for (int a = 0; a < width; a++) {
      weight[a] = a < n ? (float) (shares[kept[a]] / sum) : 0;
    }
    return n;
  }

  /** Means of the components that were kept, and what their covariances lose. */
  private void move(int n, int from) {
    int width = Lanes.padded(n);
    for (int i = 0; i < q; i++) {
      gather(along[i], keptAlong[i], n, width);
      for (int j = 0; j <= i; j++) {
        gather(factor[triangle(i, j)], keptFactor[triangle(i, j)], n, width);
      }
    }
    for (int r = from; r < dims; r++) {
      float[] m = moved[r];
      gather(mixture.mean[r], m, n, width);
      for (int j = 0; j < q; j++) {
        int aj = asked[j];
        float[] out = turned[r * tags + j];
        smooth(r >= aj ? shape.pair(r, aj) : shape.pair(aj, r), out, n, width);
        for (int a = 0; a < n; a++) {
          out[a] *= asking[aj];
        }
        for (int l = 0; l < j; l++) {
          Lanes.subtractProduct(out, turned[r * tags + l], keptFactor[triangle(j, l)], width);
        }
        Lanes.multiply(out, keptFactor[triangle(j, j)], width);
        Lanes.addProduct(m, out, keptAlong[j], width);
      }
    }
  }

  /** A covariance of the components that were kept, drawn to the pooled one. */
  private void smooth(int pair, float[] out, int n, int width) {
    float[] cov = mixture.cov[pair];
    float give = (float) pooled[pair];
    for (int a = 0; a < n; a++) {
      int k = kept[a];
      out[a] = own[k] * cov[k] + all[k] * give;
    }
    Arrays.fill(out, n, width, 0);
  }

  private void gather(float[] from, float[] to, int n, int width) {
    for (int a = 0; a < n; a++) {
      to[a] = from[kept[a]];
    }
    Arrays.fill(to, n, width, 0);
  }

  private double covariance(int i, int j, int n, int width) {
    smooth(shape.pair(i, j), row, n, width);
    for (int l = 0; l < q; l++) {
      Lanes.subtractProduct(row, turned[i * tags + l], turned[j * tags + l], width);
    }
    Lanes.addProduct(row, moved[i], moved[j], width);
    return Lanes.dot(weight, row, width);
  }
}
