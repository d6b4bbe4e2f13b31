package org.streamrecall.events;

import org.streamrecall.events.schema.Event;
import org.streamrecall.model.Answer;
import org.streamrecall.model.Status;

/** From recalled slots to categories by name, and from what came to how surprising it is. */
final class Foretelling {
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
  Row of(Answer raw, Event event, float[] scalars, KeyState key) {
    Row row = row(event, scalars);
    answer = raw.named(key.categories.names());
    if (answer.status() == Status.OK) {
      for (int i = 0; i < raw.value().length; i++) {
        row.foretold()[i] = (float) raw.value()[i];
      }
    }
    return row;
  }

  /** The row of an event that nothing is foretold of. */
  Row unasked(Event event, float[] scalars) {
    answer = null;
    return row(event, scalars);
  }

  private Row row(Event event, float[] scalars) {
    return new Row(
        event.time(),
        event.ref(),
        Held.id(event),
        scalars,
        HeldBytes.unknown(targets),
        new double[targets],
        HeldBytes.unknown(plan.foretold),
        HeldBytes.unknown(targets),
        HeldBytes.unknown(targets),
        HeldBytes.unknown(targets));
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
    String name = outcome.name();
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

  /** What was foretold of a row: a probability for each category; empty if nothing was. */
  double[] foretold(Row row) {
    int known = 0;
    while (known < plan.slots && !Float.isNaN(row.foretold()[known])) {
      known++;
    }
    double[] foretold = new double[known];
    for (int i = 0; i < known; i++) {
      foretold[i] = row.foretold()[i];
    }
    return foretold;
  }
}
