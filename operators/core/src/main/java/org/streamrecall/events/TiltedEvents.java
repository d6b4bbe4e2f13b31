package org.streamrecall.events;

import java.util.ArrayList;
import java.util.List;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventFields;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.Decay;
import org.streamrecall.measure.MeasureSketch;
import org.streamrecall.measure.SketchLayout;
import org.streamrecall.model.Answer;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.RecallSession;
import org.streamrecall.model.Schema;

/** Events by softmax attention over a sketch of their tags: categories. */
final class TiltedEvents implements Engine {
  private static final float[] NO_INPUTS = {};

  private final Plan plan;
  private final Vectors vectors;
  private RecallSession session;
  private final Schema schema;
  private final Foretelling foretelling;
  private final KeyState key;
  private final MeasureSketch sketch;
  private final Joining<Row> joining; // null where outcomes come with the events
  private final EventBudget budget;
  private float[] tag; // of the event asked about last
  private float[] asked; // what it was made of, while scales stand
  private List<Atom> studied; // what is told, where no memory is
  private boolean folded; // since the last restore
  private boolean warm; // whether the sketch holds the first rows in their present scales

  /**
   * @param model of events, trained or not
   * @param sketchBytes all that one key takes
   * @throws IllegalArgumentException if the model is not one of events, or the budget too small
   */
  TiltedEvents(RecallModel model, int sketchBytes, boolean evidence, Decay decay, Waiting waiting) {
    plan = new Plan(EventSchema.of(model));
    vectors = new Vectors(plan);
    session = new RecallSession(model);
    schema = model.schema();
    foretelling = new Foretelling(plan);
    key = new KeyState(plan);
    joining = waiting.isNone() ? null : new Joining<>(waiting);
    key.startFrom(model);
    budget = new EventBudget(plan, schema, sketchBytes, evidence, decay, waiting);
    sketch = new MeasureSketch(budget.layout());
  }

  @Override
  public RecallModel model() {
    return session.model();
  }

  @Override
  public void serve(RecallModel model) {
    key.startFrom(model);
    session = new RecallSession(model);
  }

  @Override
  public EventFields fields() {
    return plan.fields;
  }

  // ---- state ----

  @Override
  public void restore(byte[] state, byte[] memory, Iterable<Atom> recent) {
    key.read(state);
    if (joining != null) {
      joining.restored();
    }
    asked = null;
    folded = false;
    warm = false;
    if (key.settled) {
      sketch.restore(memory, recent);
    } else {
      sketch.forget();
    }
  }

  @Override
  public byte[] state() {
    return key.toBytes();
  }

  @Override
  public byte[] memory() {
    return key.settled ? sketch.memory() : new byte[0];
  }

  @Override
  public List<Atom> recent() {
    return key.settled ? sketch.recent() : List.of();
  }

  @Override
  public float[] tag() {
    return tag.clone();
  }

  @Override
  public boolean folded() {
    return folded;
  }

  @Override
  public int foldBatch() {
    return budget.layout().foldBatch();
  }

  @Override
  public void watch(ErrorWatch watch) {
    foretelling.watch = watch;
  }

  @Override
  public SketchLayout layout() {
    return budget.layout();
  }

  @Override
  public int atomBytes() {
    return budget.layout().atomBytes();
  }

  @Override
  public String account() {
    return budget.account();
  }

  @Override
  public int sizeInBytes() {
    return key.toBytes().length + (key.settled ? sketch.sizeInBytes() : 0);
  }

  // ---- ask ----

  @Override
  public Judgement ask(Event event) {
    foretell(event);
    return new Judgement(foretelling.answer(), Double.NaN);
  }

  private Row foretell(Event event) {
    plan.requireHeld(event);
    float[] scalars = vectors.scalars(event, key);
    warmUp();
    tag = embed(scalars);
    asked = scalars;
    Answer raw = session.answer(sketch, tag, NO_INPUTS);
    return foretelling.of(raw, event, scalars, key);
  }

  /** Until scales are fixed, they are those of the first rows so far, for all of them. */
  private void warmUp() {
    if (key.settled || warm) {
      return;
    }
    List<float[]> scalars = key.first.stream().map(Row::scalars).toList();
    for (Plan.Part part : plan.parts) {
      if (part.scale() >= 0) {
        key.scales.learn(part.scale(), scalars, part.scalar());
      }
    }
    List<Atom> atoms = new ArrayList<>();
    key.first.forEach(row -> atoms.add(atom(row)));
    sketch.restore(null, atoms);
    warm = true;
  }

  private float[] embed(float[] scalars) {
    return schema.tagMap().apply(vectors.vector(scalars, key.scales));
  }

  private Atom atom(Row row) {
    float[] mapped = row.scalars() == asked ? tag : embed(row.scalars());
    return new Atom(mapped, schema.lift().apply(row.values()), 1, row.time(), row.ref());
  }

  // ---- tell ----

  @Override
  public Judgement tell(Event event) {
    Row row = foretell(event);
    Answer answer = foretelling.answer();
    Outcome outcome = outcomeOf(event);
    double surprise = foretelling.resolve(row, outcome, key);
    learn(row, event, outcome);
    return new Judgement(answer, surprise);
  }

  /** What the event itself brings, or the outcome that came before it. */
  private Outcome outcomeOf(Event event) {
    Outcome own = plan.outcome(event, key);
    return joining == null ? own : joining.outcome(key, own, event);
  }

  @Override
  public JudgedOutcome outcome(Event outcome) {
    plan.requireHeld(outcome);
    Outcome known = plan.outcome(outcome, key);
    plan.requireKnown(known, outcome);
    Row row = joining.event(key, known.id(), known.time());
    if (row == null) {
      joining.hold(key, known);
      return null;
    }
    double[] foretold = foretelling.foretold(row);
    asked = null;
    warmUp();
    double surprise = foretelling.resolve(row, known, key);
    key.note(known);
    if (row.isKnown()) {
      take(row);
    }
    return new JudgedOutcome(outcome.key(), outcome.id(), row.time(), foretold, surprise);
  }

  @Override
  public long givenUp() {
    return joining == null ? 0 : joining.givenUp();
  }

  @Override
  public List<Atom> study(Event event) {
    plan.requireHeld(event);
    studied = new ArrayList<>();
    try {
      float[] scalars = vectors.scalars(event, key);
      Row row = foretelling.unasked(event, scalars);
      Outcome outcome = plan.outcome(event, key);
      foretelling.resolve(row, outcome, key);
      learn(row, event, outcome);
      return studied;
    } finally {
      studied = null;
    }
  }

  private void learn(Row asked, Event event, Outcome outcome) {
    boolean named = key.learnNames(event);
    Row row = named ? foretelling.with(asked, vectors.scalars(event, key)) : asked;
    if (joining == null) {
      key.pending.add(row);
      if (key.pending.size() > plan.farthest) {
        Row oldest = key.pending.remove();
        if (oldest.isKnown()) {
          take(oldest);
        }
      }
    } else if (row.isKnown()) {
      take(row);
    } else {
      joining.hold(key, row);
    }
    key.pass(event, outcome);
  }

  private void take(Row row) {
    if (key.settled) {
      int before = sketch.recentCount();
      told(atom(row));
      folded |= sketch.recentCount() <= before;
      return;
    }
    key.first.add(row);
    asked = null;
    warm = false;
    if (key.first.size() >= budget.firstRows()) {
      warmUp();
      sketch.forget();
      key.first.forEach(first -> told(atom(first)));
      key.first.clear();
      key.settled = true;
      folded = true;
    }
  }

  private void told(Atom atom) {
    if (studied != null) {
      studied.add(atom);
      return;
    }
    sketch.add(atom);
  }
}
