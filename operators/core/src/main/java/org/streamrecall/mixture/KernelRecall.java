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
  private final int pairs;
  private final int firstDirection; // of a token
  private final double[] pooled; // (pairs)
  private final float[] own; // (stride) part of a component's own covariance
  private final float[] all; // and of the pooled
  private final Asked asked;
  private final float[] smooth; // (blocks, pairs) covariances, drawn to the pooled ones
  private final float[] factor; // (blocks, pairs of tags) of Cholesky, its diagonal inverted
  private final float[] along; // (blocks, tags)
  private final float[] quadratic; // (stride)
  private final double[] shares; // (stride)
  private final int[] kept; // components
  private final float[] keptSmooth;
  private final float[] keptFactor;
  private final float[] keptAlong;
  private final float[] weight; // (stride)
  private final float[] moved; // (blocks, dims) means of what is recalled
  private final float[] turned; // (blocks, dims, tags)
  private final float[] sums; // (pairs), eight of each
  private final LocalLine line;
  private final double[] across; // (tags + 1) the line, then the content
  private boolean lined; // the last question, and not by the mean
  private int looked; // at so many components
  private boolean some; // which were gathered from all
  private double logMass;
  private double missed; // likeness that no component has

  public KernelRecall(Mixture mixture) {
    this.mixture = mixture;
    shape = mixture.shape;
    tags = shape.tags();
    dims = shape.dims();
    pairs = shape.pairs();
    firstDirection = dims + shape.names().stream().mapToInt(Integer::intValue).sum();
    int stride = mixture.stride;
    int triangle = Blocks.triangle(tags, 0);
    pooled = new double[pairs];
    own = new float[stride];
    all = new float[stride];
    asked = new Asked(shape);
    smooth = new float[pairs * stride];
    factor = new float[triangle * stride];
    along = new float[tags * stride];
    quadratic = new float[stride];
    shares = new double[stride];
    kept = new int[stride];
    keptSmooth = new float[pairs * stride];
    keptFactor = new float[triangle * stride];
    keptAlong = new float[tags * stride];
    weight = new float[stride];
    moved = new float[dims * stride];
    turned = new float[dims * tags * stride];
    sums = new float[Math.max(pairs, dims) * Blocks.WIDTH];
    line = new LocalLine(shape);
    across = new double[tags + 1];
    across[tags] = 1;
  }

  /** What the last question was answered with. */
  public LocalLine line() {
    return line;
  }

  /**
   * How a content lies about the line, or the mean, that the last question was answered with: one
   * Gaussian for each component that had a say.
   */
  public void residuals(int content, Residuals out) {
    for (int i = 0; i < tags; i++) {
      across[i] = lined ? -line.slope(content, i) : 0;
    }
    int from = lined ? 0 : tags;
    for (int a = 0; a < looked; a++) {
      if (weight[a] > 0) {
        double mean = 0;
        for (int i = from; i <= tags; i++) {
          int row = i < tags ? i : tags + content;
          mean += across[i] * moved[at(a, dims, row)];
        }
        out.add(weight[a], mean, Math.max(0, variance(a, from, content)));
      }
    }
  }

  /** Of a component's content across the line, once the tag is known. */
  private double variance(int a, int from, int content) {
    float[] cov = some ? keptSmooth : smooth;
    double variance = 0;
    for (int i = from; i <= tags; i++) {
      int row = i < tags ? i : tags + content;
      double sum = across[i] * cov[at(a, pairs, asked.own[row])] / 2;
      for (int j = from; j < i; j++) {
        sum += across[j] * cov[at(a, pairs, asked.pair[row * tags + j])];
      }
      variance += 2 * across[i] * sum;
    }
    for (int l = 0; l < asked.count; l++) {
      double told = 0;
      for (int i = from; i <= tags; i++) {
        int row = i < tags ? i : tags + content;
        told += across[i] * turned[at(a, dims * tags, row * tags + l)];
      }
      variance -= told * told;
    }
    return variance;
  }

  /** Where one of so many numbers of a component stands among blocks. */
  private static int at(int component, int numbers, int number) {
    int block = component / Blocks.WIDTH;
    return (block * numbers + number) * Blocks.WIDTH + component % Blocks.WIDTH;
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
    int blocks = Blocks.of(count);
    double sum = 0;
    for (int k = 0; k < count; k++) {
      sum += mixture.mass[k];
    }
    Blocks.ACTIVE.dots(mixture.mass, mixture.cov, pairs, blocks, sums);
    for (int i = 0; i < pairs; i++) {
      pooled[i] = sum > 0 ? Blocks.sum(sums, i * Blocks.WIDTH) / sum : 0;
    }
    for (int k = 0; k < blocks * Blocks.WIDTH; k++) {
      double n = mixture.mass[k];
      own[k] = k < count ? (float) (n / (n + smoothing)) : 0;
      all[k] = k < count ? (float) (smoothing / (n + smoothing)) : 0;
    }
    Blocks.ACTIVE.smooth(own, all, mixture.cov, pooled, blocks, smooth);
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
    asked.ask(token, sharpness);
    weigh(token);
    lined = ridge >= 0;
    int first = lined ? 0 : tags;
    line.clear();
    looked = keep();
    int blocks = Blocks.of(looked);
    some = blocks < Blocks.of(mixture.count);
    float[] cov = some ? keptSmooth : smooth;
    float[] roots = some ? keptFactor : factor;
    float[] lines = some ? keptAlong : along;
    if (some) {
      gather(smooth, pairs, lined ? 0 : Blocks.triangle(tags, 0), pairs, blocks, keptSmooth);
      gather(
          factor, Blocks.triangle(tags, 0), 0, Blocks.triangle(asked.count, 0), blocks, keptFactor);
      gather(along, tags, 0, asked.count, blocks, keptAlong);
    }
    placeMeans(first, blocks, some);
    Blocks.ACTIVE.turn(asked, cov, first, blocks, roots, lines, moved, turned);
    centre(first, blocks);
    Blocks.ACTIVE.covariances(asked, lined, cov, blocks, weight, moved, turned, sums);
    for (int i = lined ? 0 : Blocks.triangle(tags, 0); i < pairs; i++) {
      line.cov[i] = Blocks.sum(sums, i * Blocks.WIDTH);
    }
    line.read(token, units, ridge);
  }

  /** The shares of all components. */
  private void weigh(float[] token) {
    int count = mixture.count;
    int blocks = Blocks.of(count);
    Blocks.ACTIVE.factor(asked, smooth, mixture.mean, blocks, factor, along, quadratic);
    int size = Blocks.triangle(tags, 0);
    for (int k = 0; k < count; k++) {
      int at = k / Blocks.WIDTH * size * Blocks.WIDTH + k % Blocks.WIDTH;
      double product = mixture.mass[k];
      for (int i = 0; i < asked.count; i++) {
        product *= factor[at + Blocks.triangle(i, i) * Blocks.WIDTH];
      }
      shares[k] = Math.max(Double.MIN_NORMAL, product);
    }
    Log.log(shares, count);
    for (int k = 0; k < count; k++) {
      shares[k] -= 0.5 * quadratic[k];
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
      double other = Exp.exp(-asked.sharpness[tags + b]);
      boolean missing = true;
      for (int s = 0; s < shape.names().get(b); s++, at++) {
        missing &= token[at] == 0;
        for (int k = 0; token[at] > 0 && asked.sharpness[tags + b] > 0 && k < mixture.count; k++) {
          shares[k] += Log.log(other + (1 - other) * mixture.mean[at][k]);
        }
      }
      missed += missing ? asked.sharpness[tags + b] : 0;
    }
  }

  private void addDirections(float[] token) {
    int at = firstDirection;
    for (int b = 0; b < shape.directions().size(); b++) {
      double sharp = asked.sharpness[tags + shape.names().size() + b];
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

  /**
   * Notes the components that have a say, and weighs them; those of a smaller share only where all
   * blocks are looked at anyway, with no weight.
   *
   * @return how many are to be looked at
   */
  private int keep() {
    int count = mixture.count;
    int n = 0;
    double sum = 0;
    for (int k = 0; k < count; k++) {
      if (shares[k] >= LEAST) {
        kept[n++] = k;
        sum += shares[k];
      }
    }
    boolean alike = n == 0; // hundreds, all alike
    boolean some = !alike && Blocks.of(n) < Blocks.of(count);
    int looked = some ? n : count;
    for (int a = 0; a < Blocks.of(looked) * Blocks.WIDTH; a++) {
      int k = some && a < n ? kept[a] : a;
      boolean counts = a < looked && (alike || shares[k] >= LEAST);
      weight[a] = counts ? (float) (alike ? shares[k] : shares[k] / sum) : 0;
      if (counts) {
        line.addTokens(weight[a], mixture.mass[k]);
      }
      kept[a] = a < looked ? k : -1;
    }
    return looked;
  }

  /** Of each component that was kept its numbers from one to another, of so many. */
  private void gather(float[] from, int size, int first, int end, int blocks, float[] to) {
    int width = Blocks.WIDTH;
    for (int a = 0; a < blocks * width; a++) {
      int out = a / width * size * width + a % width;
      int in = kept[a] / width * size * width + kept[a] % width;
      for (int i = first * width; i < end * width; i += width) {
        to[out + i] = kept[a] < 0 ? 0 : from[in + i];
      }
    }
  }

  private void placeMeans(int first, int blocks, boolean some) {
    int width = Blocks.WIDTH;
    for (int b = 0; b < blocks; b++) {
      for (int r = first; r < dims; r++) {
        int at = (b * dims + r) * width;
        if (some) {
          for (int lane = 0; lane < width; lane++) {
            int k = kept[b * width + lane];
            moved[at + lane] = k < 0 ? 0 : mixture.mean[r][k];
          }
        } else {
          System.arraycopy(mixture.mean[r], b * width, moved, at, width);
        }
      }
    }
  }

  /** Takes the mean of all from what is recalled. */
  private void centre(int first, int blocks) {
    int width = Blocks.WIDTH;
    for (int r = first; r < dims; r++) {
      Arrays.fill(sums, 0, width, 0);
      for (int b = 0; b < blocks; b++) {
        int at = (b * dims + r) * width;
        for (int lane = 0; lane < width; lane++) {
          sums[lane] += weight[b * width + lane] * moved[at + lane];
        }
      }
      line.mean[r] = Blocks.sum(sums, 0);
      float mean = (float) line.mean[r];
      for (int b = 0; b < blocks; b++) {
        int at = (b * dims + r) * width;
        for (int lane = 0; lane < width; lane++) {
          moved[at + lane] -= mean;
        }
      }
    }
  }
}
