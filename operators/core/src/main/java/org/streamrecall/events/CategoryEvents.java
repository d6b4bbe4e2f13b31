package org.streamrecall.events;

import java.util.ArrayList;
import java.util.List;
import org.streamrecall.attention.SoftmaxRecall;
import org.streamrecall.events.schema.Event;
import org.streamrecall.measure.Decay;
import org.streamrecall.mixture.Mixture;
import org.streamrecall.model.Answer;
import org.streamrecall.model.Methods;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.Status;
import org.streamrecall.panel.CategoryPanel;
import org.streamrecall.panel.Vote;

/** A category of events, foretold by a panel of heads over a mixture of all that was told. */
final class CategoryEvents extends Engine<CategoryRow> {
  private final CategoryPanel panel;
  private final CategoryKey key;
  private final Provenance provenance; // or null
  private final PanelEvidence evidence;
  private final CategoryBudget budget;
  private final int slots;
  private final PanelReading reading;

  CategoryEvents(
      RecallModel model, int sketchBytes, boolean evidence, Decay decay, Waiting waiting) {
    super(model, decay, waiting);
    budget = new CategoryBudget(tokens, sketchBytes, evidence, waiting);
    slots = budget.slots();
    panel = new CategoryPanel(tokens.shape, slots, budget);
    key = new CategoryKey(tokens, panel, KeyClock.leap(decay, waiting));
    provenance = evidence ? new Provenance(budget.apply(1).components()) : null;
    this.evidence = new PanelEvidence(tokens, provenance);
    reading = new PanelReading(tokens, key);
    serve(model);
  }

  @Override
  CategoryKey key() {
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
    panel.measure(factors);
  }

  @Override
  String account() {
    return budget.account();
  }

  @Override
  int beside() {
    return budget.beside(slots);
  }

  // ---- ask and tell ----

  @Override
  Judgement tell(Event event) {
    plan.requireHeld(event);
    if (joining != null) {
      joining.requireId(event);
    }
    Outcome own = plan.outcome(event, key);
    arrive(event);
    Judging<CategoryRow> judging = new Judging<>(key.odd);
    if (joining == null) {
      resolveEarlier(own, judging);
    }
    CategoryRow row = foretell(event);
    Answer said = answer;
    double unlike = key.strangeness.see(said.familiarity(), key.tokens);
    newMemory |= reading.move(row);
    Outcome outcome = joining == null ? own : joining.outcome(key, own, event);
    learnNames(row, event);
    if (plan.farthest > 0) {
      key.pending.add(row);
    } else if (outcome.name() != null) {
      resolve(row, outcome.name(), judging);
    } else if (joining != null) {
      joining.hold(key, row);
    }
    Oddness oddness = ring(judging.close(unlike), event, said, judging);
    key.pass(event, outcome);
    return new Judgement(said, oddness);
  }

  @Override
  void resolveEarlier(Event event) {
    resolveEarlier(plan.outcome(event, key), new Judging<>(key.odd));
  }

  private void resolveEarlier(Outcome outcome, Judging<CategoryRow> judging) {
    if (plan.farthest == 0 || key.pending.size() < plan.farthest) {
      return;
    }
    CategoryRow oldest = key.pending.remove();
    if (outcome.name() != null) {
      resolve(oldest, outcome.name(), judging);
    }
  }

  @Override
  double[] foretold(CategoryRow row) {
    return row.vote().isNone() ? new double[0] : row.vote().together();
  }

  @Override
  Judging<CategoryRow> resolve(CategoryRow row, Outcome known) {
    Judging<CategoryRow> judging = new Judging<>(key.odd);
    resolve(row, known.name(), judging);
    return judging;
  }

  @Override
  CategoryRow foretell(Event event) {
    float[] scalars = reading.scalars(event);
    float[] token = reading.token(scalars);
    reading.show();
    Vote vote = panel.foretell(token);
    answer = answer(vote);
    String ref = provenance == null ? null : event.ref();
    return new CategoryRow(event.time(), ref, id(event), plan.rereading.keep(scalars), vote);
  }

  private Answer answer(Vote vote) {
    boolean known = !vote.isNone();
    double[] p = known ? vote.together() : new double[0];
    List<String> names = new ArrayList<>(key.categories.names());
    if (p.length > names.size()) {
      names.add(null);
    }
    double[] shares = panel.shares();
    Methods methods = PanelEvidence.methods(CategoryPanel.titles(), panel.weights());
    return new Answer(
        known ? Status.OK : Status.EMPTY_CONTEXT,
        p,
        names,
        null,
        known ? Double.NaN : 0,
        false,
        key.tokens,
        panel.tokens(),
        PanelEvidence.entropy(shares),
        panel.logMass(),
        known ? evidence.of(shares, panel.mixture(), key.origins) : List.of(),
        known ? List.of(methods) : List.of(),
        key.asOf());
  }

  // ---- learn ----

  /** Holds what came against what was foretold of it, and learns it. */
  private void resolve(CategoryRow row, String name, Judging<CategoryRow> judging) {
    int label = key.categories.find(name, slots);
    if (!row.vote().isNone()) {
      double chance = row.vote().together(label < 0 ? slots : label);
      double score = Categories.loss(chance);
      double p = key.calibration.p(score);
      Odd odd = Odd.ofCategory(p, score, named(row.vote().together(), name, chance));
      judging.add(odd, Categories.LEAST_LOSS, row);
      key.calibration.add(score);
      watch.see(0, score, score);
    }
    label = key.categories.learn(name, slots);
    if (label == panel.labels()) {
      panel.grow(this::merged);
    }
    panel.resolve(row.vote(), label);
    float mass = mass(row);
    learned(row, panel.learn(reading.token(row, plan.farthest), label, mass), mass);
  }

  private Odd.Named named(double[] together, String name, double chance) {
    int likeliest = SoftmaxRecall.largest(together, 1)[0];
    List<String> names = key.categories.names();
    String expected = likeliest < names.size() ? names.get(likeliest) : null;
    return new Odd.Named(name, chance, expected, together[likeliest]);
  }

  @Override
  Alike alike(CategoryRow row, int ago) {
    panel.foretell(reading.token(row, ago));
    return new Alike(panel.tokens(), evidence.of(panel.shares(), panel.mixture(), key.origins));
  }

  private void merged(int kept, int freed, int last) {
    if (provenance != null) {
      provenance.merge(kept, freed);
      provenance.move(freed, last);
    }
  }
}
