package org.streamrecall.events;

import java.util.Arrays;
import org.streamrecall.events.schema.Base;
import org.streamrecall.events.schema.Event;
import org.streamrecall.measure.Hash;
import org.streamrecall.model.Answer;
import org.streamrecall.model.RecallSession;
import org.streamrecall.model.Status;

/** From recalled standard units to the user's, and from what came to how surprising it is. */
final class Foretelling {
  private static final double OUTSIDE = 0.1; // of the interval

  /** Widths of rounding below which an interval shows it. */
  private static final int SEEN = 16;

  ErrorWatch watch = (target, score) -> {};
  private final Plan plan;
  private final int targets;
  private Answer answer;

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
    if (plan.schema.isCategory()) {
      answer = raw.named(key.categories.names());
      if (answer.status() == Status.OK) {
        System.arraycopy(raw.value(), 0, row.foretold(), 0, raw.value().length);
      }
    } else if (raw.status() != Status.OK || isUnbased(row)) {
      answer = raw.inUnits(Status.EMPTY_CONTEXT, new float[0], null, 0);
    } else {
      answer = numbers(raw, session, row, event, key);
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
            event.id() == null ? 0 : Hash.of(event.id()),
            scalars,
            nothing(targets),
            new double[targets],
            nothing(plan.foretold),
            nothing(targets),
            nothing(targets),
            nothing(targets));
    for (int t = 0; t < targets; t++) {
      row.bases()[t] = plan.schema.isCategory() ? 0 : plan.base(t, event, key);
    }
    return row;
  }

  private static float[] nothing(int size) {
    float[] none = new float[size];
    Arrays.fill(none, Float.NaN);
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

  private Answer numbers(Answer raw, RecallSession session, Row row, Event event, KeyState key) {
    float[] value = new float[targets];
    float[][] interval = new float[targets][]; // two-dimensional arrays are slow to make
    double error = 0;
    int freedom = plan.dims + 1;
    for (int t = 0; t < targets; t++) {
      double z = raw.value()[t];
      double spread =
          key.errors[t].spread(
              session.residual(t), session.effectiveTokens(), session.leverage(), freedom);
      double half = key.errors[t].stated(spread) * key.errors[t].calibration.quantile(OUTSIDE);
      z = blended(t, z, row, event, key);
      row.foretold()[t] = (float) key.targetScales.original(t, z);
      row.spreads()[t] = (float) (spread * key.targetScales.unit(t));
      value[t] = inUnits(t, z, row, key);
      interval[t] = interval(inUnits(t, z - half, row, key), inUnits(t, z + half, row, key));
      error = Math.max(error, raw.memoryError() * key.targetScales.unit(t));
    }
    return raw.inUnits(Status.OK, value, interval, error);
  }

  /** Wider by what 32 bits cannot tell apart, where that is seen. */
  private static float[] interval(float low, float high) {
    float told = Math.max(Math.ulp(low), Math.ulp(high));
    return high - low < SEEN * told
        ? new float[] {low - told, high + told}
        : new float[] {low, high};
  }

  /** Believes what was recalled as far as the key's record says, from base and mean. */
  private double blended(int t, double z, Row row, Event event, KeyState key) {
    double from = reference(t, key);
    double mean = from;
    if (plan.schema.base().period() > 0 || plan.schema.base().kind() == Base.Kind.LAST) {
      double level = key.mean(t, plan.schema.predict().get(t), event);
      mean = key.targetScales.standard(t, (float) (level - row.bases()[t]));
    }
    row.recalled()[t] = (float) (z - from);
    row.means()[t] = (float) (mean - from);
    return from + key.blends[t].of(z - from, mean - from);
  }

  /** No departure from the base, in standard units; without a base, the mean of the first. */
  private double reference(int t, KeyState key) {
    return plan.schema.base().kind() == Base.Kind.NONE ? 0 : key.targetScales.standard(t, 0);
  }

  private float inUnits(int t, double z, Row row, KeyState key) {
    return inUnits(t, row.bases()[t] + key.targetScales.original(t, z));
  }

  private float inUnits(int t, double x) {
    double value = plan.schema.predict().get(t).unscale(x);
    return (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, value));
  }

  Row with(Row row, float[] scalars) {
    return new Row(
        row.time(),
        row.ref(),
        row.id(),
        scalars,
        row.values(),
        row.bases(),
        row.foretold(),
        row.recalled(),
        row.means(),
        row.spreads());
  }

  // ---- what came ----

  /**
   * Holds what came against what was foretold of it, and notes both.
   *
   * @param row of the event itself, not yet pending
   * @return the surprise, NaN if nothing had been foretold
   */
  double resolve(Row row, Outcome outcome, KeyState key) {
    if (plan.slots > 0) {
      return resolveCategory(row, outcome.name(), key);
    }
    double least = 2;
    int judged = 0;
    for (int t = 0; t < targets; t++) {
      int ahead = plan.schema.predict().get(t).horizon();
      Row of = ahead == 0 ? row : key.back(ahead);
      double value = outcome.values()[t];
      if (of == null || Double.isNaN(value)) {
        continue;
      }
      of.values()[t] = (float) (value - of.bases()[t]);
      if (!Float.isNaN(of.foretold()[t]) && !Float.isNaN(of.values()[t])) {
        double error = Math.abs((double) of.values()[t] - of.foretold()[t]);
        double score = error / key.errors[t].stated(of.spreads()[t]);
        least = Math.min(least, key.errors[t].calibration.p(score));
        double weight = key.errors[t].weight(error / key.targetScales.unit(t));
        key.errors[t].add(error / key.targetScales.unit(t), score);
        if (key.settled) { // what a handful of events foretold is no record
          double truth = key.targetScales.standard(t, of.values()[t]) - reference(t, key);
          key.blends[t].add(of.recalled()[t], of.means()[t], truth, weight);
        }
        watch.score(t, score);
        judged++;
      }
    }
    return judged == 0 ? Double.NaN : 1 - Math.min(1, judged * least);
  }

  private double resolveCategory(Row row, String name, KeyState key) {
    int ahead = plan.schema.predict().get(0).horizon();
    Row of = ahead == 0 ? row : key.back(ahead);
    if (of == null || name == null) {
      return Double.NaN;
    }
    double surprise = Double.NaN;
    if (!Float.isNaN(of.foretold()[0])) {
      int slot = key.categories.find(name, plan.slots);
      double p = slot < 0 || Float.isNaN(of.foretold()[slot]) ? 0 : of.foretold()[slot];
      double score = Categories.loss(p);
      surprise = 1 - key.errors[0].calibration.p(score);
      key.errors[0].calibration.add(score);
      watch.score(0, score);
    }
    of.values()[0] = key.categories.learn(name, plan.slots);
    return surprise;
  }

  /** What was foretold of a row, in the user's units; empty if nothing was. */
  float[] foretold(Row row) {
    if (plan.slots > 0) {
      int known = 0;
      while (known < plan.slots && !Float.isNaN(row.foretold()[known])) {
        known++;
      }
      return Arrays.copyOf(row.foretold(), known);
    }
    float[] value = new float[targets];
    for (int t = 0; t < targets; t++) {
      if (Float.isNaN(row.foretold()[t])) {
        return new float[0];
      }
      value[t] = inUnits(t, row.bases()[t] + row.foretold()[t]);
    }
    return value;
  }
}
