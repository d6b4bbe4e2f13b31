package org.streamrecall.events;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.streamrecall.attention.SoftmaxRecall;
import org.streamrecall.events.feature.Target;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventFields;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.Decay;
import org.streamrecall.measure.Evidence;
import org.streamrecall.measure.Hash;
import org.streamrecall.measure.Log;
import org.streamrecall.measure.SketchLayout;
import org.streamrecall.model.Answer;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.Recalled;
import org.streamrecall.model.Status;
import org.streamrecall.panel.Panel;
import org.streamrecall.panel.Said;

/** Numbers of events, foretold by a panel of heads over a mixture of all that was told. */
final class PanelEvents implements Engine {
  private static final double OUTSIDE = 0.1; // of the interval
  private static final int EVIDENCE = 3; // components named with an answer

  /** Of a spread: what rounding may take off. */
  private static final double FINEST = 1000;

  /** Widths of rounding below which an interval shows it. */
  private static final int SEEN = 16;

  /** An origin moves when the level is so many usual moves away from it. */
  private static final double FAR = 4096;

  private final Plan plan;
  private final PanelPlan tokens;
  private final int targets;
  private final Panel panel;
  private final PanelKey key;
  private final Provenance provenance; // or null
  private final PanelBudget budget;
  private final Decay decay;
  private final Joining<PanelRow> joining; // null where outcomes come with the events
  private final String schema;
  private final double[] usual; // (scales)
  private final float[] token; // (all)
  private final float[] tag;
  private RecallModel model;
  private ErrorWatch watch = (target, score) -> {};
  private Answer answer;
  private boolean folded;
  private double[] newest; // scalars of the event asked about last, as they are

  PanelEvents(RecallModel model, int sketchBytes, boolean evidence, Decay decay, Waiting waiting) {
    plan = new Plan(EventSchema.of(model));
    tokens = new PanelPlan(plan);
    targets = plan.values.size();
    if (!waiting.isNone()) {
      plan.schema.requireLateOutcomes();
    }
    joining = waiting.isNone() ? null : new Joining<>(waiting);
    this.decay = decay;
    schema = model.schema().hash();
    budget = PanelBudget.of(tokens, sketchBytes, evidence, waiting);
    panel = new Panel(tokens.shape, budget.components(), budget.parted());
    key = new PanelKey(tokens, panel);
    provenance = evidence ? new Provenance(budget.components()) : null;
    usual = new double[tokens.scales];
    token = new float[tokens.shape.token().all()];
    tag = new float[token.length - targets];
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
    if (!other.schema().hash().equals(schema)) {
      throw new IllegalArgumentException(
          "the model has schema "
              + other.schema().hash()
              + ", the memories have "
              + schema
              + "; start a new memory, or train with the same schema");
    }
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
  public void restore(byte[] state, byte[] memory, Iterable<Atom> recent) {
    key.read(state);
    if (joining != null) {
      joining.restored();
    }
    folded = false;
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
  public List<Atom> recent() {
    return List.of();
  }

  @Override
  public boolean folded() {
    return folded;
  }

  @Override
  public int foldBatch() {
    return 1;
  }

  @Override
  public int sizeInBytes() {
    return key.bytes() + memoryBytes();
  }

  @Override
  public int atomBytes() {
    return 0;
  }

  @Override
  public String account() {
    return budget.account();
  }

  @Override
  public SketchLayout layout() {
    throw new IllegalStateException("numbers are foretold from a mixture, not from a sketch");
  }

  @Override
  public List<Atom> study(Event event) {
    throw new IllegalStateException("numbers are foretold from a mixture, not from a sketch");
  }

  /** In the key's deviations, the clock on circles, names one by one. */
  @Override
  public float[] tag() {
    return tag.clone();
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
      restore(state, memory, List.of());
    }
  }

  @Override
  public Judgement tell(Event event) {
    plan.requireHeld(event);
    if (joining != null && event.id() == null) {
      throw new IllegalArgumentException(
          "id is missing; an event that waits for its outcome needs one");
    }
    fade(event.time());
    Surprise surprise = new Surprise();
    if (joining == null) {
      resolveEarlier(event, surprise);
    }
    PanelRow row = foretell(event);
    Answer said = answer;
    move(row);
    Outcome own = plan.outcome(event, key);
    Outcome outcome = joining == null ? own : joining.outcome(key, own, event);
    for (int t = 0; t < targets; t++) {
      if (plan.schema.predict().get(t).horizon() == 0) {
        resolve(row, t, outcome.values()[t], surprise);
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
    boolean named = false;
    for (int i = 0; i < plan.categories.size(); i++) {
      String name = event.texts()[plan.fields.text(plan.categories.get(i).field())];
      named |= key.names.learn(i, name);
    }
    if (named) {
      System.arraycopy(scalars(event), 0, row.scalars(), 0, row.scalars().length);
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
    double[] foretold = foretold(row);
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

  private float[] scalars(Event event) {
    double[] read = plan.scalars(event, key);
    newest = read.clone();
    for (PanelPlan.Place place : tokens.places) {
      if (place.scale() >= 0) {
        double origin = key.origins[place.scale()];
        read[place.scalar()] -= Double.isNaN(origin) ? read[place.scalar()] : origin;
      }
    }
    float[] scalars = new float[read.length];
    for (int i = 0; i < scalars.length; i++) {
      scalars[i] = (float) read[i];
    }
    return scalars;
  }

  private void encode(float[] scalars) {
    for (int s = 0; s < usual.length; s++) {
      usual[s] = Double.isNaN(key.origins[s]) ? 0 : panel.level(s) - key.origins[s];
    }
    tokens.encode(scalars, usual, token);
  }

  private PanelRow foretell(Event event) {
    float[] scalars = scalars(event);
    encode(scalars);
    compare();
    double[] bases = new double[targets];
    double[][] given = new double[Panel.GIVEN][targets];
    for (int t = 0; t < targets; t++) {
      bases[t] = plan.base(t, event, key);
      Target of = plan.schema.predict().get(t);
      double now = plan.now(t, of, event, key);
      given[0][t] = (Double.isNaN(now) ? key.lasts[t] : now) - bases[t];
      given[1][t] = key.mean(t, of, event) - bases[t];
      given[2][t] = seasonAgo(t, of, now) - bases[t];
    }
    double[] contents = new double[targets];
    int part = event.time() == Atom.NO_TIME ? 0 : Panel.part(event.time());
    Said said = panel.foretell(token, part, given, contents);
    long id = event.id() == null ? 0 : Hash.of(event.id());
    PanelRow row =
        new PanelRow(
            event.time(),
            provenance == null ? null : event.ref(),
            id,
            scalars,
            nothing(),
            bases,
            nothing(),
            nothing(),
            said);
    answer = answer(row, contents);
    return row;
  }

  private float[] nothing() {
    float[] none = new float[targets];
    Arrays.fill(none, Float.NaN);
    return none;
  }

  /** The value whole seasons before the target's. */
  private double seasonAgo(int t, Target of, double now) {
    int season = tokens.season(t);
    int ring = plan.ringed.indexOf(of.of());
    if (season == 0 || ring < 0) {
      return Double.NaN;
    }
    int back = of.horizon() == 0 ? season : -Math.floorMod(-of.horizon(), -season);
    return back == 0 ? now : key.rings.get(ring, back);
  }

  private void compare() {
    int at = 0;
    for (int i = 0; i < token.length; i++) {
      if (i < tokens.shape.token().tags()) {
        int scale = tokens.shape.scales().get(i);
        double unit = scale < 0 ? 1 : panel.scale(scale);
        double from = scale < 0 || Double.isNaN(key.origins[scale]) ? 0 : usual[scale];
        tag[at++] = (float) Math.max(-20, Math.min(20, unit > 0 ? (token[i] - from) / unit : 0));
      } else if (i >= tokens.shape.token().dims()) {
        tag[at++] = token[i];
      }
    }
  }

  private Answer answer(PanelRow row, double[] contents) {
    boolean based = Arrays.stream(row.bases()).noneMatch(Double::isNaN);
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
          key.asOf);
    }
    double[] value = new double[targets];
    double[][] interval = new double[targets][];
    int freedom = tokens.shape.token().tags() + 1;
    for (int t = 0; t < targets; t++) {
      double usual = panel.deviation(t);
      double size = row.bases()[t] + contents[t];
      double spread =
          key.errors[t].spread(
              panel.residual(t), panel.tokens(), panel.leverage(), freedom, usual, size);
      double half = spread * key.errors[t].stated.quantile(OUTSIDE);
      row.foretold()[t] = (float) contents[t];
      row.spreads()[t] = (float) spread;
      double x = row.bases()[t] + contents[t];
      double finest = spread / FINEST;
      value[t] = inUnits(t, x, finest);
      interval[t] = interval(inUnits(t, x - half, finest), inUnits(t, x + half, finest));
    }
    double[] shares = panel.shares();
    double entropy = 0;
    for (double share : shares) {
      entropy -= share > 0 ? share * Log.log(share) : 0;
    }
    return new Answer(
        Status.OK,
        value,
        List.of(),
        interval,
        Double.NaN,
        false,
        key.tokens,
        panel.tokens(),
        entropy,
        panel.logMass(),
        evidence(shares),
        key.asOf);
  }

  private List<Recalled> evidence(double[] shares) {
    List<Recalled> evidence = new ArrayList<>();
    for (int k : SoftmaxRecall.largest(shares, EVIDENCE)) {
      float[] of = new float[tokens.shape.token().tags()];
      for (int i = 0; i < of.length; i++) {
        int scale = tokens.shape.scales().get(i);
        double origin = scale < 0 ? 0 : key.origins[scale];
        of[i] = (float) (panel.mixture().mean(i, k) + (Double.isNaN(origin) ? 0 : origin));
      }
      boolean known = provenance != null;
      evidence.add(
          new Recalled(
              shares[k],
              new Evidence(
                  Math.max(1, Math.round(panel.mixture().mass(k))),
                  of,
                  known ? provenance.ref(k) : null,
                  known ? provenance.first(k) : Atom.NO_TIME,
                  known ? provenance.last(k) : Atom.NO_TIME)));
    }
    return evidence;
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
  private double[] foretold(PanelRow row) {
    double[] value = new double[targets];
    for (int t = 0; t < targets; t++) {
      if (Float.isNaN(row.foretold()[t])) {
        return new double[0];
      }
      double x = row.bases()[t] + row.foretold()[t];
      value[t] = inUnits(t, x, row.spreads()[t] / FINEST);
    }
    return value;
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
    double content = value - row.bases()[t];
    if (Double.isNaN(content)) {
      return;
    }
    row.values()[t] = (float) content;
    if (!Float.isNaN(row.foretold()[t])) {
      double usual = panel.deviation(t);
      double error = Math.abs((double) row.values()[t] - row.foretold()[t]);
      surprise.add(key.errors[t].p(error, usual, value));
      watch.score(t, error / row.spreads()[t]);
      key.errors[t].add(error, row.spreads()[t], usual, value);
    }
    panel.resolve(row.said(), t, content);
  }

  private void learn(PanelRow row) {
    encode(row.scalars());
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
    folded = true;
  }

  private void fade(long time) {
    double left = decay.left(key.lastTime, Math.max(time, key.lastTime));
    if (left < 1) {
      panel.mixture().fade(left);
      folded = true;
    }
  }

  /** Notes how far the newest numbers stray, and moves origins that they have left behind. */
  private void move(PanelRow row) {
    for (int s = 0; s < key.origins.length; s++) {
      double x = newest[tokens.seen[s]];
      panel.see(s, x);
      if (Double.isNaN(key.origins[s])) {
        key.origins[s] = x;
        continue;
      }
      double by = panel.level(s) - key.origins[s];
      double unit = panel.scale(s);
      for (int t = 0; t < targets; t++) {
        double deviation = tokens.scaleOfTarget[t] == s ? panel.deviation(t) : 0;
        unit = deviation > 0 ? Math.min(unit, deviation) : unit;
      }
      if (Math.abs(by) > FAR * unit && unit > 0) {
        move(s, by, row);
      }
    }
  }

  private void move(int s, double by, PanelRow newest) {
    panel.shift(s, by);
    key.pending.forEach(row -> move(row, s, by));
    move(newest, s, by);
    key.origins[s] += by;
    folded = true;
  }

  private void move(PanelRow row, int s, double by) {
    for (PanelPlan.Place place : tokens.places) {
      if (place.scale() == s) {
        row.scalars()[place.scalar()] -= (float) by;
      }
    }
  }
}
