package org.streamrecall.events;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventFields;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.Decay;
import org.streamrecall.mixture.Mixture;
import org.streamrecall.model.Answer;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.Status;
import org.streamrecall.panel.CategoryPanel;
import org.streamrecall.panel.Vote;

/** A category of events, foretold by a panel of heads over a mixture of all that was told. */
final class CategoryEvents implements Engine {
  private final Plan plan;
  private final PanelPlan tokens;
  private final CategoryPanel panel;
  private final CategoryKey key;
  private final Provenance provenance; // or null
  private final PanelEvidence evidence;
  private final CategoryBudget budget;
  private final int slots;
  private final Decay decay;
  private final Joining<CategoryRow> joining; // null where outcomes come with the events
  private final PanelReading reading;
  private RecallModel model;
  private ErrorWatch watch = (target, error, score) -> {};
  private Answer answer;
  private boolean newMemory;

  CategoryEvents(
      RecallModel model, int sketchBytes, boolean evidence, Decay decay, Waiting waiting) {
    plan = new Plan(EventSchema.of(model));
    tokens = new PanelPlan(plan);
    joining = waiting.isNone() ? null : new Joining<>(waiting);
    this.decay = decay;
    budget = new CategoryBudget(tokens, sketchBytes, evidence, waiting);
    slots = budget.slots();
    panel = new CategoryPanel(tokens.shape, slots, budget);
    key = new CategoryKey(tokens, panel);
    provenance = evidence ? new Provenance(budget.apply(1).components()) : null;
    this.evidence = new PanelEvidence(tokens, provenance);
    reading = new PanelReading(tokens, key);
    serve(model);
  }

  @Override
  public RecallModel model() {
    return model;
  }

  @Override
  public void serve(RecallModel other) {
    model = other;
    key.startFrom(model);
    panel.measure(tokens.factors(model.metric()));
  }

  @Override
  public EventFields fields() {
    return plan.fields;
  }

  @Override
  public void watch(ErrorWatch watch) {
    this.watch = watch;
  }

  // ---- state ----

  @Override
  public void restore(byte[] state, byte[] memory) {
    key.read(state);
    if (joining != null) {
      joining.restored();
    }
    newMemory = false;
    if (provenance != null) {
      provenance.clear();
    }
    if (memory == null || memory.length == 0) {
      return;
    }
    ByteBuffer in = ByteBuffer.wrap(memory).order(ByteOrder.LITTLE_ENDIAN);
    panel.mixture().get(in);
    if (provenance != null) {
      provenance.get(in, panel.mixture().count());
    }
  }

  @Override
  public byte[] state() {
    return key.toBytes();
  }

  @Override
  public byte[] memory() {
    ByteBuffer out = ByteBuffer.allocate(memoryBytes()).order(ByteOrder.LITTLE_ENDIAN);
    if (!panel.isEmpty()) {
      panel.mixture().put(out);
      if (provenance != null) {
        provenance.put(out, panel.mixture().count());
      }
    }
    return out.array();
  }

  private int memoryBytes() {
    if (panel.isEmpty()) {
      return 0;
    }
    Mixture mixture = panel.mixture();
    return mixture.bytes() + (provenance == null ? 0 : provenance.bytesOf(mixture.count()));
  }

  @Override
  public boolean hasNewMemory() {
    return newMemory;
  }

  @Override
  public int sizeInBytes() {
    return key.bytes() + memoryBytes();
  }

  @Override
  public String account() {
    return budget.account();
  }

  @Override
  public float[] tag() {
    return reading.tag();
  }

  // ---- ask and tell ----

  @Override
  public Judgement ask(Event event) {
    plan.requireHeld(event);
    if (plan.farthest == 0 || joining != null) {
      foretell(event);
      return new Judgement(answer, Double.NaN);
    }
    byte[] state = state();
    byte[] memory = memory();
    try {
      resolveEarlier(plan.outcome(event, key));
      foretell(event);
      return new Judgement(answer, Double.NaN);
    } finally {
      restore(state, memory);
    }
  }

  @Override
  public Judgement tell(Event event) {
    plan.requireHeld(event);
    if (joining != null) {
      joining.requireId(event);
    }
    Outcome own = plan.outcome(event, key);
    fade(event.time());
    double surprise = Double.NaN;
    if (joining == null) {
      surprise = resolveEarlier(own);
    }
    CategoryRow row = foretell(event);
    Answer said = answer;
    newMemory |= reading.move(row);
    Outcome outcome = joining == null ? own : joining.outcome(key, own, event);
    if (key.learnNames(event)) {
      System.arraycopy(reading.scalars(event), 0, row.scalars(), 0, row.scalars().length);
    }
    if (plan.farthest > 0) {
      key.pending.add(row);
    } else if (outcome.name() != null) {
      surprise = resolve(row, outcome.name());
    } else if (joining != null) {
      joining.hold(key, row);
    }
    key.pass(event, outcome);
    return new Judgement(said, surprise);
  }

  /** What the event says of the one that waits for it. */
  private double resolveEarlier(Outcome outcome) {
    if (plan.farthest == 0 || key.pending.size() < plan.farthest) {
      return Double.NaN;
    }
    CategoryRow oldest = key.pending.remove();
    return outcome.name() == null ? Double.NaN : resolve(oldest, outcome.name());
  }

  @Override
  public JudgedOutcome outcome(Event outcome) {
    plan.requireHeld(outcome);
    Outcome known = plan.outcome(outcome, key);
    plan.requireKnown(known, outcome);
    CategoryRow row = joining.event(key, known.id(), known.time());
    if (row == null) {
      joining.hold(key, known);
      return null;
    }
    double[] foretold = row.vote().isNone() ? new double[0] : row.vote().together();
    double surprise = resolve(row, known.name());
    return new JudgedOutcome(outcome.key(), outcome.id(), row.time(), foretold, surprise);
  }

  @Override
  public long givenUp() {
    return joining == null ? 0 : joining.givenUp();
  }

  private CategoryRow foretell(Event event) {
    float[] scalars = reading.scalars(event);
    float[] token = reading.token(scalars);
    reading.show();
    Vote vote = panel.foretell(token);
    answer = answer(vote);
    String ref = provenance == null ? null : event.ref();
    return new CategoryRow(event.time(), ref, Held.id(event), scalars, vote);
  }

  private Answer answer(Vote vote) {
    boolean known = !vote.isNone();
    double[] p = known ? vote.together() : new double[0];
    List<String> names = new ArrayList<>(key.categories.names());
    if (p.length > names.size()) {
      names.add(null);
    }
    double[] shares = panel.shares();
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
        key.asOf);
  }

  // ---- learn ----

  /**
   * Holds what came against what was foretold of it, and learns it.
   *
   * @return the surprise, NaN if nothing had been foretold
   */
  private double resolve(CategoryRow row, String name) {
    double surprise = Double.NaN;
    int label = key.categories.find(name, slots);
    if (!row.vote().isNone()) {
      double score = Categories.loss(row.vote().together(label < 0 ? slots : label));
      surprise = 1 - key.calibration.p(score);
      key.calibration.add(score);
      watch.see(0, score, score);
    }
    label = key.categories.learn(name, slots);
    if (label == panel.labels()) {
      panel.grow(this::merged);
    }
    panel.resolve(row.vote(), label);
    learn(row, label);
    return surprise;
  }

  private void merged(int kept, int freed, int last) {
    if (provenance != null) {
      provenance.merge(kept, freed);
      provenance.move(freed, last);
    }
  }

  private void learn(CategoryRow row, int label) {
    double weight = decay.left(row.time(), Math.max(row.time(), key.lastTime));
    float mass = (float) Math.max(Float.MIN_NORMAL, weight);
    int k = panel.learn(reading.token(row.scalars()), label, mass);
    if (provenance != null) {
      if (panel.mixture().heir() >= 0) {
        provenance.merge(panel.mixture().heir(), k);
      }
      provenance.add(k, panel.mixture().mass(k) <= mass, row.time(), row.ref());
    }
    key.tokens++;
    key.asOf = Math.max(key.asOf, row.time());
    newMemory = true;
  }

  private void fade(long time) {
    double left = decay.left(key.lastTime, Math.max(time, key.lastTime));
    if (left < 1 && !panel.isEmpty()) {
      panel.mixture().fade(left);
      newMemory = true;
    }
  }
}
