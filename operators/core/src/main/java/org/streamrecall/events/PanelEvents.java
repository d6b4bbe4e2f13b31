package org.streamrecall.events;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.streamrecall.events.feature.Target;
import org.streamrecall.events.schema.Base;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventFields;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.Decay;
import org.streamrecall.model.Answer;
import org.streamrecall.model.RecallModel;
import org.streamrecall.panel.Panel;
import org.streamrecall.panel.Said;

/** Numbers of events, foretold by a panel of heads over a mixture of all that was told. */
final class PanelEvents implements Engine {
  /** An error to expect over one that the base alone would have made. */
  private static final double OF_BASE = 0.7;

  private final Plan plan;
  private final PanelPlan tokens;
  private final int targets;
  private final Panel panel;
  private final PanelKey key;
  private final Provenance provenance; // or null
  private final PanelBudget budget;
  private final Decay decay;
  private final Joining<PanelRow> joining; // null where outcomes come with the events
  private final PanelReading reading;
  private final PanelAnswers answers;
  private RecallModel model;
  private ErrorWatch watch = (target, error, score) -> {};
  private Answer answer;
  private boolean newMemory;

  PanelEvents(RecallModel model, int sketchBytes, boolean evidence, Decay decay, Waiting waiting) {
    plan = new Plan(EventSchema.of(model));
    tokens = new PanelPlan(plan);
    targets = plan.values.size();
    joining = waiting.isNone() ? null : new Joining<>(waiting);
    this.decay = decay;
    budget = PanelBudget.of(tokens, sketchBytes, evidence, waiting);
    panel = new Panel(tokens.shape, budget.components());
    key = new PanelKey(tokens, panel);
    provenance = evidence ? new Provenance(budget.components()) : null;
    reading = new PanelReading(tokens, key);
    answers = new PanelAnswers(tokens, key, provenance);
    answerBy(model);
  }

  private void answerBy(RecallModel model) {
    this.model = model;
    key.startFrom(model);
    panel.measure(tokens.factors(model.metric()));
  }

  @Override
  public RecallModel model() {
    return model;
  }

  @Override
  public void serve(RecallModel other) {
    answerBy(other);
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
    if (memory == null || memory.length == 0) {
      panel.mixture().clear();
      if (provenance != null) {
        provenance.clear();
      }
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
    if (panel.mixture().count() == 0) {
      return new byte[0];
    }
    ByteBuffer out = ByteBuffer.allocate(memoryBytes()).order(ByteOrder.LITTLE_ENDIAN);
    panel.mixture().put(out);
    if (provenance != null) {
      provenance.put(out, panel.mixture().count());
    }
    return out.array();
  }

  private int memoryBytes() {
    int count = panel.mixture().count();
    int of = provenance == null ? 0 : provenance.bytesOf(count);
    return count == 0 ? 0 : panel.mixture().bytes() + of;
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

  /** In the key's deviations, the clock on circles, names one by one. */
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
      resolveEarlier(event, new Surprise());
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
    fade(event.time());
    Surprise surprise = new Surprise();
    if (joining == null) {
      resolveEarlier(event, surprise);
    }
    PanelRow row = foretell(event);
    Answer said = answer;
    newMemory |= reading.move(row);
    Outcome own = plan.outcome(event, key);
    Outcome outcome = joining == null ? own : joining.outcome(key, own, event);
    for (int t = 0; t < targets; t++) {
      if (plan.schema.predict().get(t).horizon() == 0) {
        resolve(row, t, outcome.values()[t], surprise);
        if (joining == null) {
          row.passed(t);
        }
      }
    }
    hold(row, event);
    key.pass(event, outcome);
    return new Judgement(said, surprise.value());
  }

  /** What the event says of those before it. */
  private void resolveEarlier(Event event, Surprise surprise) {
    for (int t = 0; t < targets; t++) {
      int ahead = plan.schema.predict().get(t).horizon();
      PanelRow row = ahead == 0 ? null : key.back(ahead);
      if (row != null) {
        resolve(row, t, plan.values.get(t).value(event, key), surprise);
        row.passed(t);
      }
    }
    if (plan.farthest > 0 && key.pending.size() >= plan.farthest) {
      PanelRow oldest = key.pending.remove();
      if (oldest.isKnown()) {
        learn(oldest);
      }
    }
  }

  private void hold(PanelRow row, Event event) {
    if (key.learnNames(event)) {
      System.arraycopy(reading.scalars(event), 0, row.scalars(), 0, row.scalars().length);
    }
    if (plan.farthest > 0) {
      key.pending.add(row);
    } else if (row.isKnown()) {
      learn(row);
    } else if (joining != null) {
      joining.hold(key, row);
    }
  }

  @Override
  public JudgedOutcome outcome(Event outcome) {
    plan.requireHeld(outcome);
    Outcome known = plan.outcome(outcome, key);
    plan.requireKnown(known, outcome);
    PanelRow row = joining.event(key, known.id(), known.time());
    if (row == null) {
      joining.hold(key, known);
      return null;
    }
    double[] foretold = answers.foretold(row);
    Surprise surprise = new Surprise();
    for (int t = 0; t < targets; t++) {
      resolve(row, t, known.values()[t], surprise);
    }
    key.note(known);
    if (row.isKnown()) {
      learn(row);
    }
    return new JudgedOutcome(outcome.key(), outcome.id(), row.time(), foretold, surprise.value());
  }

  @Override
  public long givenUp() {
    return joining == null ? 0 : joining.givenUp();
  }

  // ---- foretell ----

  private PanelRow foretell(Event event) {
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
    Said said = panel.foretell(token, given, contents);
    PanelRow row =
        new PanelRow(
            event.time(),
            provenance == null ? null : event.ref(),
            Held.id(event),
            scalars,
            bases,
            said);
    answer = answers.of(row, contents);
    return row;
  }

  // ---- learn ----

  /** Of several targets the most surprising, times their number. */
  private static final class Surprise {
    private double least = 2;
    private int judged;

    void add(double p) {
      least = Math.min(least, p);
      judged++;
    }

    double value() {
      return judged == 0 ? Double.NaN : 1 - Math.min(1, judged * least);
    }
  }

  private void resolve(PanelRow row, int t, double value, Surprise surprise) {
    double content = value - row.bases[t];
    if (Double.isNaN(content)) {
      return;
    }
    row.know(t, (float) content);
    if (!Float.isNaN(row.foretold[t])) {
      double usual = panel.deviation(t);
      double error = Math.abs((double) row.values()[t] - row.foretold[t]);
      surprise.add(key.errors[t].p(error, row.spreads[t], usual, value));
      watch.see(t, error, error / row.spreads[t]);
      key.errors[t].add(error, row.spreads[t], usual, value);
    } else if (plan.schema.predict().get(t).horizon() == 1
        && plan.schema.base().kind() != Base.Kind.NONE) {
      key.errors[t].start(OF_BASE * Math.abs(content));
    }
    panel.resolve(row.said, t, content);
  }

  private void learn(PanelRow row) {
    float[] token = reading.token(row.scalars());
    int first = tokens.shape.token().tags();
    System.arraycopy(row.values(), 0, token, first, targets);
    double weight = decay.left(row.time(), Math.max(row.time(), key.lastTime));
    float mass = (float) Math.max(Float.MIN_NORMAL, weight);
    int k = panel.learn(token, mass);
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
    if (left < 1) {
      panel.mixture().fade(left);
      newMemory = true;
    }
  }
}
