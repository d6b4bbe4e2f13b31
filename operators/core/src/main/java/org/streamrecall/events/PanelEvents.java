package org.streamrecall.events;

import java.util.Arrays;
import org.streamrecall.events.feature.Target;
import org.streamrecall.events.schema.Base;
import org.streamrecall.events.schema.Event;
import org.streamrecall.measure.Decay;
import org.streamrecall.mixture.Mixture;
import org.streamrecall.model.Answer;
import org.streamrecall.model.RecallModel;
import org.streamrecall.panel.Panel;
import org.streamrecall.panel.Said;

/** Numbers of events, foretold by a panel of heads over a mixture of all that was told. */
final class PanelEvents extends Engine<PanelRow> {
  /** An error to expect over one that the base alone would have made. */
  private static final double OF_BASE = 0.7;

  private final int targets;
  private final Panel panel;
  private final PanelKey key;
  private final Provenance provenance; // or null
  private final PanelBudget budget;
  private final PanelReading reading;
  private final PanelAnswers answers;

  PanelEvents(RecallModel model, int sketchBytes, boolean evidence, Decay decay, Waiting waiting) {
    super(model, decay, waiting);
    targets = plan.values.size();
    budget = PanelBudget.of(tokens, sketchBytes, evidence, waiting);
    panel = tokens.panel(budget.components());
    key = new PanelKey(tokens, panel, KeyClock.leap(decay, waiting));
    provenance = evidence ? new Provenance(budget.components()) : null;
    reading = new PanelReading(tokens, key);
    answers = new PanelAnswers(tokens, key, provenance);
    serve(model);
    key.clear(); // a new key starts from what the model has measured
  }

  @Override
  PanelKey key() {
    return key;
  }

  @Override
  PanelReading reading() {
    return reading;
  }

  @Override
  Provenance provenance() {
    return provenance;
  }

  @Override
  Mixture mixture() {
    return panel.mixture();
  }

  @Override
  void measure(double[] factors, double ridge) {
    panel.measure(factors, ridge);
  }

  @Override
  String account() {
    return budget.account();
  }

  @Override
  int beside() {
    return budget.beside();
  }

  // ---- ask and tell ----

  @Override
  Judgement tell(Event event) {
    plan.requireHeld(event);
    if (joining != null) {
      joining.requireId(event);
    }
    arrive(event);
    Judging<PanelRow> judging = new Judging<>(key.odd);
    if (joining == null) {
      resolveEarlier(event, judging);
    }
    PanelRow row = foretell(event);
    Answer said = answer;
    double unlike = key.strangeness.see(said.familiarity(), key.tokens);
    newMemory |= reading.move(row);
    Outcome own = plan.outcome(event, key);
    Outcome outcome = joining == null ? own : joining.outcome(key, own, event);
    for (int t = 0; t < targets; t++) {
      if (plan.schema.predict().get(t).horizon() == 0) {
        resolve(row, t, outcome.values()[t], row.bases[t], judging);
        if (joining == null) {
          row.passed(t);
        }
      }
    }
    hold(row, event);
    Oddness oddness = ring(judging.close(unlike), event, said, judging);
    key.pass(event, outcome);
    return new Judgement(said, oddness);
  }

  @Override
  void resolveEarlier(Event event) {
    resolveEarlier(event, new Judging<>(key.odd));
  }

  private void resolveEarlier(Event event, Judging<PanelRow> judging) {
    for (int t = 0; t < targets; t++) {
      int ahead = plan.schema.predict().get(t).horizon();
      PanelRow row = ahead == 0 ? null : key.back(ahead);
      if (row != null) {
        double base = plan.rereading.base(row, t, ahead, key);
        resolve(row, t, plan.values.get(t).value(event, key), base, judging);
        row.passed(t);
      }
    }
    if (plan.farthest > 0 && key.pending.size() >= plan.farthest) {
      PanelRow oldest = key.pending.remove();
      if (oldest.isKnown()) {
        learn(oldest, plan.farthest);
      }
    }
  }

  private void hold(PanelRow row, Event event) {
    learnNames(row, event);
    if (plan.farthest > 0) {
      key.pending.add(row);
    } else if (row.isKnown()) {
      learn(row, 0);
    } else if (joining != null) {
      joining.hold(key, row);
    }
  }

  @Override
  double[] foretold(PanelRow row) {
    return answers.foretold(row);
  }

  @Override
  Judging<PanelRow> resolve(PanelRow row, Outcome known) {
    Judging<PanelRow> judging = new Judging<>(key.odd);
    for (int t = 0; t < targets; t++) {
      resolve(row, t, known.values()[t], row.bases[t], judging);
    }
    key.note(known);
    if (row.isKnown()) {
      learn(row, 0);
    }
    return judging;
  }

  // ---- foretell ----

  @Override
  PanelRow foretell(Event event) {
    float[] scalars = reading.scalars(event);
    float[] token = reading.token(scalars);
    reading.show();
    double[] bases = new double[targets];
    double[][] given = new double[Panel.GIVEN][targets];
    for (int t = 0; t < targets; t++) {
      bases[t] = plan.base(t, event, key);
      Target of = plan.schema.predict().get(t);
      double now = plan.now(t, of, event, key);
      given[0][t] = (Double.isNaN(now) ? key.lasts[t] : now) - bases[t];
      given[1][t] = key.mean(t, of, event) - bases[t];
      given[2][t] = reading.seasonAgo(t, now) - bases[t];
    }
    double[] contents = new double[targets];
    Said said = panel.foretell(token, given, contents, t -> key.errors[t].wantsShape(key.tokens));
    PanelRow row =
        new PanelRow(
            event.time(),
            provenance == null ? null : event.ref(),
            id(event),
            plan.rereading.keep(scalars),
            plan,
            bases,
            said);
    answer = answers.of(row, contents, levels);
    return row;
  }

  @Override
  Alike alike(PanelRow row, int ago) {
    double[][] given = new double[Panel.GIVEN][targets];
    for (double[] nothing : given) {
      Arrays.fill(nothing, Double.NaN);
    }
    panel.foretell(reading.token(row, ago), given, new double[targets], t -> false);
    return new Alike(panel.fits().tokens(), answers.evidence());
  }

  // ---- learn ----

  private void resolve(PanelRow row, int t, double value, double base, Judging<PanelRow> judging) {
    double content = value - base;
    if (Double.isNaN(content)) {
      return;
    }
    row.know(t, (float) content);
    if (!Float.isNaN(row.foretold[t])) {
      double usual = panel.deviation(t);
      double error = (double) row.values()[t] - row.foretold[t];
      Stated stated = row.stated(t);
      double p = key.errors[t].p(error, stated, usual, value);
      double size = Math.abs(error);
      judging.add(answers.odd(row, t, p, size, value), ErrorRecord.least(usual, value), row);
      watch.see(t, size, key.errors[t].add(error, stated, usual, value));
    } else if (plan.schema.predict().get(t).horizon() == 1
        && plan.schema.base().kind() != Base.Kind.NONE) {
      key.errors[t].start(OF_BASE * Math.abs(content));
    }
    double[] heads = headWatch == null ? null : panel.errors(row.said, t, content);
    if (heads != null) {
      headWatch.see(t, heads);
    }
    panel.resolve(row.said, t, content);
  }

  private void learn(PanelRow row, int ago) {
    for (int t = 0; t < targets; t++) {
      if (panel.isWild(t, row.values()[t])) {
        return;
      }
    }
    float[] token = reading.token(row, ago);
    int first = tokens.shape.token().tags();
    System.arraycopy(row.values(), 0, token, first, targets);
    float mass = mass(row);
    learned(row, panel.learn(token, mass), mass);
  }
}
