package org.streamrecall.events;

import org.streamrecall.model.Answer;
import org.streamrecall.model.RecallSession;
import org.streamrecall.model.Status;

/** From recalled standard units to the user's, and from what came to how surprising it is. */
final class Foretelling {
  private static final double OUTSIDE = 0.1; // of the interval

  /** A category's least probability: what was never seen is no more surprising than this. */
  private static final double LEAST = 1e-4;

  /** Is shown the size of each error, as {@link Calibration} takes it. */
  interface Watch {
    void score(int target, double score);
  }

  Watch watch = (target, score) -> {};
  private final Plan plan;
  private final int targets;
  private Answer answer;
  private float[] probabilities; // of categories

  Foretelling(Plan plan) {
    this.plan = plan;
    targets = plan.values.size();
  }

  /** Of the last question, in the user's units. */
  Answer answer() {
    return answer;
  }

  /** Makes the answer, and the row that waits for what comes of it. */
  Row of(Answer raw, RecallSession session, Event event, float[] scalars, KeyState key) {
    Row row = row(event, scalars, key);
    probabilities = raw.value();
    if (plan.schema.isCategory()) {
      answer = raw.named(key.categories.names());
    } else if (raw.status() != Status.OK || isUnbased(row)) {
      answer = raw.inUnits(Status.EMPTY_CONTEXT, new float[0], null, 0);
    } else {
      answer = numbers(raw, session, row, key);
    }
    return row;
  }

  /** The row of an event that nothing is foretold of. */
  Row unasked(Event event, float[] scalars, KeyState key) {
    answer = null;
    return row(event, scalars, key);
  }

  private Row row(Event event, float[] scalars, KeyState key) {
    Row row =
        new Row(
            event.time(),
            event.ref(),
            scalars,
            nothing(),
            new double[targets],
            nothing(),
            nothing());
    for (int t = 0; t < targets; t++) {
      row.bases()[t] = plan.schema.isCategory() ? 0 : plan.base(t, event, key);
    }
    return row;
  }

  private float[] nothing() {
    float[] none = new float[targets];
    java.util.Arrays.fill(none, Float.NaN);
    return none;
  }

  private static boolean isUnbased(Row row) {
    for (double base : row.bases()) {
      if (Double.isNaN(base)) {
        return true;
      }
    }
    return false;
  }

  private Answer numbers(Answer raw, RecallSession session, Row row, KeyState key) {
    float[] value = new float[targets];
    float[][] interval = new float[targets][2];
    double error = 0;
    int freedom = plan.dims + 1;
    for (int t = 0; t < targets; t++) {
      double z = raw.value()[t];
      double spread =
          key.errors[t].spread(
              session.residual(t), session.effectiveTokens(), session.leverage(), freedom);
      double half = spread * key.errors[t].calibration.quantile(OUTSIDE);
      row.foretold()[t] = (float) key.targetScales.original(t, z);
      row.spreads()[t] = (float) (spread * key.targetScales.unit(t));
      value[t] = inUnits(t, z, row, key);
      interval[t][0] = inUnits(t, z - half, row, key);
      interval[t][1] = inUnits(t, z + half, row, key);
      error = Math.max(error, raw.memoryError() * key.targetScales.unit(t));
    }
    return raw.inUnits(Status.OK, value, interval, error);
  }

  private float inUnits(int t, double z, Row row, KeyState key) {
    double x = row.bases()[t] + key.targetScales.original(t, z);
    double value = plan.schema.predict().get(t).isLog() ? StrictMath.exp(x) : x;
    return (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, value));
  }

  Row with(Row row, float[] scalars) {
    return new Row(
        row.time(), row.ref(), scalars, row.values(), row.bases(), row.foretold(), row.spreads());
  }

  // ---- what came ----

  /**
   * Holds what an event brings against what was foretold of it, and notes both.
   *
   * @param row of the event itself, not yet pending
   * @return the surprise, NaN if nothing had been foretold
   */
  double resolve(Row row, Event event, KeyState key) {
    if (plan.schema.isCategory()) {
      return resolveCategory(row, event, key);
    }
    double least = 2;
    int judged = 0;
    for (int t = 0; t < targets; t++) {
      int ahead = plan.schema.predict().get(t).horizon();
      Row of = ahead == 0 ? row : back(key, ahead);
      double value = plan.values.get(t).value(event, key);
      if (of == null || Double.isNaN(value)) {
        continue;
      }
      of.values()[t] = (float) (value - of.bases()[t]);
      if (!Float.isNaN(of.foretold()[t]) && !Float.isNaN(of.values()[t])) {
        double error = Math.abs((double) of.values()[t] - of.foretold()[t]);
        double score = error / of.spreads()[t];
        least = Math.min(least, key.errors[t].calibration.p(score));
        key.errors[t].add(error / key.targetScales.unit(t), score);
        watch.score(t, score);
        judged++;
      }
    }
    return judged == 0 ? Double.NaN : 1 - Math.min(1, judged * least);
  }

  /** The row of so many events ago, or null. */
  private static Row back(KeyState key, int ahead) {
    int at = key.pending.size() - ahead;
    if (at < 0) {
      return null;
    }
    for (Row row : key.pending) {
      if (at-- == 0) {
        return row;
      }
    }
    return null;
  }

  private double resolveCategory(Row row, Event event, KeyState key) {
    Target target = plan.schema.predict().get(0);
    int slots = ((Feature.Category) target.of()).slots();
    String name = event.texts()[plan.fields.text(target.field())];
    Row of = target.horizon() == 0 ? row : back(key, target.horizon());
    if (of == null || name == null) {
      return Double.NaN;
    }
    double surprise = Double.NaN;
    if (target.horizon() == 0 && answer != null && answer.status() == Status.OK) {
      int slot = key.categories.find(name, slots);
      float[] p = probabilities;
      double truth = slot >= 0 && slot < p.length ? Math.max(LEAST, p[slot]) : LEAST;
      double score = -StrictMath.log(truth);
      surprise = 1 - key.errors[0].calibration.p(score);
      key.errors[0].calibration.add(score);
      watch.score(0, score);
    }
    of.values()[0] = key.categories.learn(name, slots);
    return surprise;
  }
}
