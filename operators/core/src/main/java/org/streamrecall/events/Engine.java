package org.streamrecall.events;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.streamrecall.events.feature.Target;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventFields;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.Decay;
import org.streamrecall.mixture.Mixture;
import org.streamrecall.model.Answer;
import org.streamrecall.model.RecallModel;

/**
 * What an {@link EventMemory} is made of, whose public methods say what these do: a panel over a
 * mixture, a key's state beside it, and where each component came from.
 *
 * @param <R> a moment that waits for what comes of it
 */
abstract sealed class Engine<R extends Held> permits PanelEvents, CategoryEvents {
  final Plan plan;
  final PanelPlan tokens;
  final Joining<R> joining; // null where outcomes come with the events
  private final Decay decay;
  private RecallModel model;
  ErrorWatch watch = (target, error, score) -> {};
  HeadWatch headWatch; // or null
  private AlarmRule rule; // or null
  double[] levels; // of quantiles, or null
  private Alarm silenceOver; // by the event told last, or null
  private final Moments moments;
  Answer answer; // to the last question
  boolean newMemory;

  Engine(RecallModel model, Decay decay, Waiting waiting) {
    plan = new Plan(EventSchema.of(model));
    tokens = new PanelPlan(plan);
    joining = waiting.isNone() ? null : new Joining<>(waiting);
    this.decay = decay;
    moments = new Moments(plan);
  }

  abstract KeyPast<R> key();

  abstract PanelReading reading();

  /** Or null. */
  abstract Provenance provenance();

  /** The key's mixture, null while there is none. */
  abstract Mixture mixture();

  /** Compares by a metric from now on, (groups), and by lines of so many times the ridge. */
  abstract void measure(double[] factors, double ridge);

  final RecallModel model() {
    return model;
  }

  final void serve(RecallModel other) {
    model = other;
    key().startFrom(other);
    measure(tokens.factors(other.metric()), other.ridge());
  }

  final EventFields fields() {
    return plan.fields;
  }

  final void watch(ErrorWatch watch) {
    this.watch = watch;
  }

  final void watchHeads(HeadWatch watch) {
    headWatch = watch;
  }

  final void quantiles(double[] levels) {
    this.levels = levels;
  }

  final void ring(AlarmRule rule) {
    this.rule = rule;
  }

  /**
   * With the alarm that it opens or closes.
   *
   * @param event that came, before it is part of the past
   * @param said of it, null where it was asked about earlier
   * @param judging that knows the moments
   */
  final Oddness ring(Oddness oddness, Event event, Answer said, Judging<R> judging) {
    if (rule == null) {
      return oddness;
    }
    return key()
        .alarm
        .see(oddness, rule, event.key(), odd -> reason(odd, event, said, judging), event.time());
  }

  /** See {@link EventMemory#due}. */
  final long due() {
    return rule == null ? Gaps.NEVER : key().hearing.due(lastEvent(), rule);
  }

  final long lastEvent() {
    return key().clock.heard();
  }

  final Alarm silent(String of, long now) {
    long due = due();
    return due == Gaps.NEVER || due > now ? null : key().hearing.open(of, lastEvent(), due);
  }

  final Alarm silenceOver() {
    return silenceOver;
  }

  private Reason reason(Odd odd, Event event, Answer said, Judging<R> judging) {
    Target target = plan.schema.predict().get(odd.target());
    int ago = target.horizon();
    boolean own = said != null && ago == 0;
    R moment = judging.moment(odd.target());
    Alike alike = own ? new Alike(said.effectiveTokens(), said.recalled()) : alike(moment, ago);
    double[] scalars = own ? reading().newest() : reading().scalars(moment, ago);
    List<Reason.Field> fields = moments.of(own ? event : null, scalars);
    return new Reason(target.toString(), odd, ago, fields, alike.tokens(), alike.since());
  }

  /**
   * What the key has learned that is like a moment, as it is now.
   *
   * @param ago events since, as what is told has it
   */
  abstract Alike alike(R moment, int ago);

  abstract String account();

  /** Most bytes of what is kept beside the mixture. */
  abstract int beside();

  /** In the key's deviations, the clock on circles, names one by one. */
  final float[] tag() {
    return reading().tag();
  }

  final boolean metOutcome() {
    return joining != null && joining.met();
  }

  final long givenUp() {
    return joining == null ? 0 : joining.givenUp();
  }

  // ---- state ----

  final void restore(byte[] state, byte[] memory) {
    key().read(state);
    if (joining != null) {
      joining.restored();
    }
    newMemory = false;
    silenceOver = null;
    if (memory == null || memory.length == 0) {
      if (mixture() != null) {
        mixture().clear();
      }
      if (provenance() != null) {
        provenance().clear();
      }
      return;
    }
    ByteBuffer in = ByteBuffer.wrap(memory).order(ByteOrder.LITTLE_ENDIAN);
    mixture().get(in);
    if (provenance() != null) {
      provenance().get(in, mixture().count());
    }
  }

  final byte[] state() {
    return key().toBytes();
  }

  final byte[] memory() {
    ByteBuffer out = ByteBuffer.allocate(memoryBytes()).order(ByteOrder.LITTLE_ENDIAN);
    if (!isEmpty()) {
      mixture().put(out);
      if (provenance() != null) {
        provenance().put(out, mixture().count());
      }
    }
    return out.array();
  }

  private boolean isEmpty() {
    return mixture() == null || mixture().count() == 0;
  }

  private int memoryBytes() {
    if (isEmpty()) {
      return 0;
    }
    int of = provenance() == null ? 0 : provenance().bytesOf(mixture().count());
    return mixture().bytes() + of;
  }

  final boolean hasNewMemory() {
    return newMemory;
  }

  final int sizeInBytes() {
    return key().bytes() + memoryBytes();
  }

  // ---- ask and tell ----

  final Judgement ask(Event event) {
    plan.requireHeld(event);
    if (plan.farthest == 0 || joining != null) {
      long[] now = key().clock.now();
      key().arrive(event.time());
      foretell(event);
      key().clock.recall(now);
      return new Judgement(answer, Oddness.NONE);
    }
    byte[] state = state();
    byte[] memory = memory();
    try {
      key().arrive(event.time());
      resolveEarlier(event);
      foretell(event);
      return new Judgement(answer, Oddness.NONE);
    } finally {
      restore(state, memory);
    }
  }

  abstract Judgement tell(Event event);

  /** Learns what the event says of those before it. */
  abstract void resolveEarlier(Event event);

  /** Leaves the answer. */
  abstract R foretell(Event event);

  final JudgedOutcome outcome(Event outcome) {
    plan.requireHeld(outcome);
    Outcome known = plan.outcome(outcome, key());
    plan.requireKnown(known, outcome);
    R row = joining.event(key(), known.id(), known.time());
    if (row == null) {
      joining.hold(key(), known);
      return null;
    }
    double[] foretold = foretold(row);
    Judging<R> judging = resolve(row, known);
    Oddness oddness = ring(judging.close(Double.NaN), outcome, null, judging);
    key().clock.settle();
    return new JudgedOutcome(outcome.key(), outcome.id(), row.time(), foretold, oddness);
  }

  /** What was said of a row, in the user's units; empty if nothing was. */
  abstract double[] foretold(R row);

  /** Holds an outcome of its own topic against what was said, and learns it. */
  abstract Judging<R> resolve(R row, Outcome known);

  /** Numbers again, where the event had names that are known only now. */
  final void learnNames(R row, Event event) {
    if (key().learnNames(event)) {
      float[] kept = plan.rereading.keep(reading().scalars(event));
      System.arraycopy(kept, 0, row.scalars(), 0, kept.length);
    }
  }

  /** Hash of what its outcome is joined by, or 0 where that comes with the event. */
  final long id(Event event) {
    return joining == null ? 0 : Held.id(event);
  }

  /** How much a row counts that is learned now. */
  final float mass(R row) {
    double weight = decay.left(row.time(), Math.max(row.time(), key().lastTime()));
    return (float) Math.max(Float.MIN_NORMAL, weight);
  }

  /** A row has become part of a component. */
  final void learned(R row, int component, float mass) {
    Provenance provenance = provenance();
    if (provenance != null) {
      if (mixture().heir() >= 0) {
        provenance.merge(mixture().heir(), component);
      }
      provenance.add(component, mixture().mass(component) <= mass, row.time(), row.ref());
    }
    key().tokens++;
    key().clock.learned(row.time());
    newMemory = true;
  }

  /** Before an event is told: time goes on, and what was told fades. */
  final void arrive(Event event) {
    long time = event.time();
    silenceOver = key().hearing.hear(event.key(), lastEvent(), time, rule);
    long before = key().lastTime();
    key().arrive(time);
    double left = decay.left(before, key().clock.after(time));
    if (left < 1 && mixture() != null) {
      mixture().fade(left);
      newMemory = true;
    }
  }
}
