package org.streamrecall.events;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.streamrecall.model.Answer;
import org.streamrecall.model.Methods;
import org.streamrecall.model.Quantiles;
import org.streamrecall.model.Recalled;
import org.streamrecall.model.Status;
import org.streamrecall.panel.Panel;

/** What is made of a panel's last answer: values in the user's units, intervals, evidence. */
final class PanelAnswers {
  private static final double OUTSIDE = 0.1; // of the interval

  /** Of a spread: what rounding may take off. */
  private static final double FINEST = 1000;

  /** Widths of rounding below which an interval shows it. */
  private static final int SEEN = 16;

  private final Plan plan;
  private final PanelPlan tokens;
  private final int targets;
  private final PanelKey key;
  private final Panel panel;
  private final PanelEvidence evidence;

  PanelAnswers(PanelPlan tokens, PanelKey key, Provenance provenance) {
    this.tokens = tokens;
    this.key = key;
    evidence = new PanelEvidence(tokens, provenance);
    plan = tokens.plan;
    panel = key.panel;
    targets = plan.values.size();
  }

  /**
   * @param row which notes what was foretold of it
   * @param contents what was foretold, from the row's bases
   * @param levels of quantiles, or null
   */
  Answer of(PanelRow row, double[] contents, double[] levels) {
    boolean based = Arrays.stream(row.bases).noneMatch(Double::isNaN);
    if (panel.mixture().count() == 0 || !based) {
      return new Answer(
          Status.EMPTY_CONTEXT,
          new double[0],
          List.of(),
          null,
          0,
          false,
          0,
          0,
          0,
          Double.NaN,
          List.of(),
          List.of(),
          key.asOf());
    }
    double[] value = new double[targets];
    double[][] interval = new double[targets][];
    double[][] quantiles = new double[targets][];
    List<Methods> methods = new ArrayList<>(targets);
    int freedom = tokens.shape.token().tags() + 1;
    for (int t = 0; t < targets; t++) {
      double usual = panel.deviation(t);
      double x = row.bases[t] + contents[t];
      double spread =
          key.errors[t].spread(
              panel.fits().residual(t),
              panel.fits().tokens(),
              panel.fits().unsure(),
              freedom,
              usual,
              x);
      row.foretold[t] = (float) contents[t];
      row.spreads[t] = (float) spread;
      row.shapes[t] = panel.fits().shape(t, spread);
      value[t] = inUnits(t, x, spread / FINEST);
      Stated stated = new Stated(spread, row.shapes[t]);
      interval[t] = interval(t, x, stated);
      quantiles[t] = levels == null ? null : quantiles(t, x, stated, levels);
      methods.add(PanelEvidence.methods(Panel.titles(), panel.weights(t)));
    }
    double[] shares = panel.fits().shares();
    return new Answer(
        Status.OK,
        value,
        List.of(),
        interval,
        levels == null ? null : new Quantiles(levels, quantiles),
        Double.NaN,
        false,
        key.tokens,
        panel.fits().tokens(),
        PanelEvidence.entropy(shares),
        panel.logMass(),
        evidence(),
        methods,
        key.asOf());
  }

  /** Of the last question. */
  List<Recalled> evidence() {
    return evidence.of(panel.fits().shares(), panel.mixture(), key.origins);
  }

  /** In the user's units, of a number that is foretold with a spread. */
  private double[] interval(int t, double x, Stated stated) {
    double[] ends = key.errors[t].quantiles(stated, OUTSIDE / 2, 1 - OUTSIDE / 2);
    double low = Math.min(0, ends[0]); // a mean may lie beyond
    double high = Math.max(0, ends[1]);
    double finest = stated.spread() / FINEST;
    return interval(inUnits(t, x + low, finest), inUnits(t, x + high, finest));
  }

  private double[] quantiles(int t, double x, Stated stated, double[] levels) {
    double[] quantiles = key.errors[t].quantiles(stated, levels);
    for (int i = 0; i < quantiles.length; i++) {
      quantiles[i] = inUnits(t, x + quantiles[i], stated.spread() / FINEST);
    }
    return quantiles;
  }

  /** Wider by what rounding cannot tell apart, where that is seen. */
  private static double[] interval(double low, double high) {
    double told = Math.max(told(low), told(high));
    return high - low < SEEN * told
        ? new double[] {low - told, high + told}
        : new double[] {low, high};
  }

  private static double told(double x) {
    return (float) x == x ? Math.ulp((float) x) : Math.ulp(x);
  }

  /** In 32 bits, unless they tell too little apart. */
  private double inUnits(int t, double x, double finest) {
    double value = plan.schema.predict().get(t).unscale(x);
    double held = Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, value));
    return Math.ulp((float) held) <= Math.max(finest, Math.ulp((float) 0)) ? (float) held : held;
  }

  /** What was foretold of a row, in the user's units; empty if nothing was. */
  double[] foretold(PanelRow row) {
    double[] value = new double[targets];
    for (int t = 0; t < targets; t++) {
      if (Float.isNaN(row.foretold[t])) {
        return new double[0];
      }
      double x = row.bases[t] + row.foretold[t];
      value[t] = inUnits(t, x, row.spreads[t] / FINEST);
    }
    return value;
  }

  /**
   * How odd a value is beside what was foretold of it, but for the anomaly.
   *
   * @param p of its error
   * @param error which stands for the deviation
   * @param value as the target has it, of which the row knows the departure
   */
  Odd odd(PanelRow row, int t, double p, double error, double value) {
    double departed = row.values()[t];
    int sign = (int) Math.signum(departed - row.foretold[t]);
    double base = value - departed;
    double x = base + row.foretold[t];
    double[] ends = interval(t, x, row.stated(t));
    double expected = inUnits(t, x, row.spreads[t] / FINEST);
    double actual = plan.schema.predict().get(t).unscale(value);
    return new Odd(t, p, sign, error, 0, actual, expected, ends[0], ends[1]);
  }
}
