package org.streamrecall.panel;

import java.util.Arrays;

/** What the heads' own fits say of the errors to expect, by the heads' weights. */
public final class Fits {
  /** Weight of a head in what is said of errors, at least. */
  private static final double LEAST = 1e-9;

  /** Weight of a head whose components shape what is foretold, in that of the first of those. */
  private static final double HEARD = 0.1;

  /** Variances of a line's own by which an error is larger, at most. */
  private static final double UNSURE = 9;

  private final int contents;
  private final Spread[] spreads; // (heads)
  private final Gaussians[] shapes; // (contents)
  private final double[] residual; // (contents)
  private final double[] known; // (contents) sum of weights of those that know it
  private double tokens;
  private double leverage;
  private double[] shares = new double[0];

  /**
   * @param contents how many
   */
  Fits(int heads, int contents) {
    this.contents = contents;
    spreads = new Spread[heads];
    Arrays.setAll(spreads, h -> new Spread(contents));
    shapes = new Gaussians[contents];
    Arrays.setAll(shapes, c -> new Gaussians());
    residual = new double[contents];
    known = new double[contents];
  }

  /** Where a head says what its fit does. */
  Spread spread(int head) {
    return spreads[head];
  }

  /**
   * Which heads are to say how a content lies about what they foretell.
   *
   * @param weights (heads) if all speak
   */
  void want(int c, double[] weights) {
    double most = 0;
    for (int h = 0; h < spreads.length; h++) {
      most = Panel.HEADS.get(h) instanceof KernelHead ? Math.max(most, weights[h]) : most;
    }
    for (int h = 0; h < spreads.length; h++) {
      spreads[h].isWanted[c] = weights[h] >= HEARD * most;
    }
  }

  /** That no head is to say how contents lie, until some are asked to. */
  void wantNone() {
    for (Spread spread : spreads) {
      Arrays.fill(spread.isWanted, false);
    }
  }

  void clear(int components) {
    Arrays.fill(known, 0);
    Arrays.fill(residual, 0);
    tokens = 0;
    leverage = 0;
    shares = new double[components];
    for (Gaussians shape : shapes) {
      shape.clear();
    }
  }

  /**
   * @param weights (heads) by which content c was foretold
   * @param said (heads, contents)
   */
  void gather(int c, double[] weights, double[][] said) {
    for (int h = 0; h < spreads.length; h++) {
      Spread spread = spreads[h];
      if (spread.isKnown) {
        double weight = Math.max(LEAST, weights[h]);
        known[c] += weight;
        residual[c] += weight * spread.residual[c];
        tokens += weight * spread.tokens / contents;
        leverage += weight * spread.leverage / contents;
        for (int k = 0; k < spread.shares.length; k++) {
          shares[k] += weight * spread.shares[k];
        }
        if (spread.isWanted[c] && Double.isFinite(said[h][c])) {
          shapes[c].addAll(spread.shapes[c], weight, said[h][c]);
        }
      }
    }
  }

  /** Variance of a content about what was foretold. */
  public double residual(int content) {
    return known[content] > 0 ? residual[content] / known[content] : 0;
  }

  /**
   * How a content lies about what is foretold, from the components that the heads have looked at;
   * none of what was not wanted. Once for each question.
   *
   * @param spread that is stated with it
   */
  public Shape shape(int content, double spread) {
    return shapes[content].shape(residual(content) * unsure(), spread);
  }

  /** Of a variance, what the fit itself is unsure of. */
  public double unsure() {
    return Math.min(UNSURE, (1 + leverage()) / Math.max(1, tokens()));
  }

  /** Tokens that they rest on, effectively. */
  public double tokens() {
    return tokens / sumKnown();
  }

  /** How far the question lay from what they rest on, in its spread. */
  public double leverage() {
    return leverage / sumKnown();
  }

  private double sumKnown() {
    double sum = 0;
    for (double weight : known) {
      sum += weight / contents;
    }
    return sum > 0 ? sum : 1;
  }

  /** How much each component had to say, (components), sum 1 or all 0. */
  public double[] shares() {
    double sum = 0;
    for (double share : shares) {
      sum += share;
    }
    for (int k = 0; k < shares.length && sum > 0; k++) {
      shares[k] /= sum;
    }
    return shares;
  }
}
