package org.streamrecall.panel;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.streamrecall.mixture.FadingLine;
import org.streamrecall.mixture.KernelRecall;
import org.streamrecall.mixture.LocalLine;
import org.streamrecall.mixture.Mixture;
import org.streamrecall.mixture.Residuals;

/** What heads are asked: a moment, and the memory that they may look at. */
final class Question {
  /** Of the pooled covariance, beside a component's own: a token. */
  private static final double SMOOTHING = 1;

  private final List<Group> groups; // of tags, then of names and directions
  private final int tags;
  private final Mixture mixture;
  private final KernelRecall recall;
  private final FadingLine fading; // or null
  private final double[] units;
  private final float[] sharpness;
  private final double[] factors; // of the metric
  private double ridge = 1; // times what heads say
  private float[] token;
  private double[][] given;

  Question(List<Group> groups, Mixture mixture, FadingLine fading, double[] units) {
    this.groups = groups;
    this.mixture = mixture;
    this.fading = fading;
    this.units = units;
    tags = mixture.shape().tags();
    recall = new KernelRecall(mixture);
    sharpness = new float[groups.size()];
    factors = new double[groups.size()];
    Arrays.fill(factors, 1);
  }

  /**
   * Makes each group's numbers so much longer, squared, than they are of themselves, and each ridge
   * so many times as large.
   */
  void measure(double[] factors, double ridge) {
    this.ridge = ridge;
    System.arraycopy(factors, 0, this.factors, 0, factors.length);
  }

  /**
   * @param token (all)
   * @param given (heads, contents)
   */
  void ask(float[] token, double[][] given) {
    this.token = token;
    this.given = given;
    if (!isEmpty()) {
      recall.prepare(SMOOTHING);
    }
  }

  List<Group> groups() {
    return groups;
  }

  double[][] given() {
    return given;
  }

  boolean isEmpty() {
    return mixture.count() == 0;
  }

  /**
   * @param ridged how much the line is drawn to the mean; negative for the mean itself
   */
  void recall(ToDoubleFunction<Group> sharp, double ridged) {
    for (int i = 0; i < sharpness.length; i++) {
      double of = factors[i] * sharp.applyAsDouble(groups.get(i));
      sharpness[i] = (float) (i < tags ? Math.sqrt(of) / units[i] : of);
    }
    recall.ask(token, sharpness, units, ridge * ridged);
  }

  LocalLine line() {
    return recall.line();
  }

  void residuals(int content, Residuals out) {
    recall.residuals(content, out);
  }

  /** Whether there is room for a line that fades. */
  boolean hasFading() {
    return fading != null;
  }

  LocalLine fading(double ridge) {
    return fading.read(token, units, ridge);
  }

  double[] shares() {
    double[] shares = new double[mixture.count()];
    for (int k = 0; k < shares.length; k++) {
      shares[k] = recall.share(k);
    }
    return shares;
  }

  double logMass() {
    return recall.logMass();
  }
}
