package org.streamrecall.mixture;

import java.util.Arrays;

/**
 * Linear regression of content on tag from their joint moments, read off at one tag.
 *
 * <pre>  r(x) = E[c] + Cov[c,v] (Cov[v,v] + lambda I)^-1 (x - E[v])</pre>
 *
 * in units in which all numbers are alike in size.
 */
public final class LocalLine {
  private static final double TINY = 1e-12;

  private final TokenShape shape;
  private final int tags;
  private final int contents;
  final double[] mean; // (tags + contents)
  final double[] cov; // (pairs), of contents among each other the diagonal only
  private final double[][] factor; // (tags, tags) of Cholesky
  private final double[] away; // (tags)
  private final double[] units; // (tags)
  private final double[][] solved; // (contents, tags)
  private final double[][] slopes; // (contents, tags), once they are asked for
  private boolean sloped;
  private final double[] value; // (contents)
  private final double[] residual; // (contents)
  private double leverage;
  private double squares;

  LocalLine(TokenShape shape) {
    this.shape = shape;
    tags = shape.tags();
    contents = shape.contents();
    mean = new double[tags + contents];
    cov = new double[shape.pairs()];
    factor = new double[tags][tags];
    away = new double[tags];
    units = new double[tags];
    solved = new double[contents][tags];
    slopes = new double[contents][tags];
    value = new double[contents];
    residual = new double[contents];
  }

  void clear() {
    Arrays.fill(mean, 0);
    Arrays.fill(cov, 0);
    squares = 0;
  }

  void addTokens(double share, double mass) {
    squares += share * share / mass;
  }

  /** Whether it holds in 32 bits: numbers of which some are 1e12 times as large need more. */
  public boolean isFinite() {
    double sum = leverage;
    for (int c = 0; c < contents; c++) {
      sum += value[c] + residual[c];
    }
    return Double.isFinite(sum);
  }

  /** What is foretold, (contents). */
  public double value(int content) {
    return value[content];
  }

  /** Variance of a content about the line, or about the mean. */
  public double residual(int content) {
    return residual[content];
  }

  /** Squared distance of the tag from those of the fit, in their own spread; 0 for the mean. */
  public double leverage() {
    return leverage;
  }

  /** Kish's effective number of tokens. */
  public double tokens() {
    return squares > 0 ? 1 / squares : 0;
  }

  /** How much a content grows with a number of the tag, of a line that was read off. */
  double slope(int content, int tag) {
    for (int c = 0; !sloped && c < contents; c++) {
      for (int i = tags - 1; i >= 0; i--) {
        double sum = solved[c][i];
        for (int l = i + 1; l < tags; l++) {
          sum -= factor[l][i] * slopes[c][l] * units[l];
        }
        slopes[c][i] = sum * factor[i][i] / units[i];
      }
    }
    sloped = true;
    return slopes[content][tag];
  }

  /** Reads off the line, or with a negative ridge the mean. */
  void read(float[] tag, double[] units, double ridge) {
    leverage = 0;
    sloped = false;
    System.arraycopy(units, 0, this.units, 0, tags);
    for (int c = 0; c < contents; c++) {
      value[c] = mean[tags + c];
      residual[c] = Math.max(0, cov[shape.pair(tags + c, tags + c)]);
    }
    if (ridge < 0) {
      return;
    }
    double trace = 0;
    for (int i = 0; i < tags; i++) {
      trace += cov[shape.pair(i, i)] / (units[i] * units[i]);
    }
    double lambda = ridge * Math.max(trace / tags, TINY);
    for (int i = 0; i < tags; i++) {
      double[] row = factor[i];
      for (int j = 0; j <= i; j++) {
        double[] other = factor[j];
        double sum = cov[shape.pair(i, j)] / (units[i] * units[j]) + (i == j ? lambda : 0);
        for (int l = 0; l < j; l++) {
          sum -= row[l] * other[l];
        }
        row[j] = i == j ? 1 / Math.sqrt(Math.max(lambda, sum)) : sum * other[j];
      }
      double sum = (tag[i] - mean[i]) / units[i];
      for (int l = 0; l < i; l++) {
        sum -= row[l] * away[l];
      }
      away[i] = sum * row[i];
      leverage += away[i] * away[i];
    }
    for (int c = 0; c < contents; c++) {
      double[] row = solved[c];
      double variance = residual[c];
      for (int i = 0; i < tags; i++) {
        double[] of = factor[i];
        double sum = cov[shape.pair(tags + c, i)] / units[i];
        for (int l = 0; l < i; l++) {
          sum -= of[l] * row[l];
        }
        row[i] = sum * of[i];
        value[c] += row[i] * away[i];
        variance -= row[i] * row[i];
      }
      residual[c] = Math.max(0, variance);
    }
  }
}
