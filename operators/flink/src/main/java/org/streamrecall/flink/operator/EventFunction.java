package org.streamrecall.flink.operator;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsLast;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.TimerService;
import org.streamrecall.events.Alarm;
import org.streamrecall.events.EventMemory;
import org.streamrecall.events.JudgedOutcome;
import org.streamrecall.events.Judgement;
import org.streamrecall.events.Oddness;
import org.streamrecall.events.Silence;
import org.streamrecall.events.feature.Target;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.flink.Answered;
import org.streamrecall.flink.Encoding;
import org.streamrecall.flink.EventInput;
import org.streamrecall.flink.Origin;
import org.streamrecall.flink.Outlet;
import org.streamrecall.flink.Refused;
import org.streamrecall.flink.RefusedEvent;
import org.streamrecall.flink.gate.Refusal;
import org.streamrecall.flink.models.ServedModel;
import org.streamrecall.flink.order.Held;
import org.streamrecall.flink.order.Listening;
import org.streamrecall.flink.order.Turn;
import org.streamrecall.flink.serial.KeyState;
import org.streamrecall.model.Prediction;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.Status;

/**
 * Judges each event by its key's memory, then tells the memory the event.
 *
 * @param <E> the user's own record
 * @param <R> what leaves
 */
public final class EventFunction<E, R> extends KeyedMemory<EventInput<E>, R> {
  private static final long serialVersionUID = 1;

  private final Encoding<E, R> encoding;
  private transient KeyMemory memory;
  private transient List<String> targets; // of all models of a job, which share a schema

  public EventFunction(
      Serving serving, TypeInformation<EventInput<E>> type, Encoding<E, R> encoding) {
    super(serving, type);
    this.encoding = encoding;
  }

  @Override
  protected List<String> formats() {
    return EventMemory.stateFormats(RecallModel.fromBytes(serving.model())).stream()
        .map(of -> ServedModel.FORMAT + "." + of + "." + KeyState.FORMAT)
        .toList();
  }

  @Override
  protected String begin(RuntimeContext context) {
    EventMemory scratch = serving.events(served.model());
    targets = EventSchema.of(served.model()).predict().stream().map(Target::toString).toList();
    memory = new KeyMemory(context, scratch, shadow == null ? null : serving.events(shadow));
    return scratch.account() + (shadow == null ? "" : "\n" + scratch.accountOfShadow());
  }

  @Override
  protected void take(EventInput<E> input, Turn<EventInput<E>> turn, Outlet<R> out)
      throws Exception {
    if (input instanceof EventInput.Unreadable<E> unreadable) {
      metrics.refused.inc();
      inputs.refused(unreadable.reason());
      encoding.refused(new RefusedEvent<>(unreadable.record(), unreadable.reason()), out);
      return;
    }
    RecallModel model = served.at(input.time());
    memory.serve(model);
    if (input instanceof EventInput.Outcome<E> outcome) {
      learn(outcome, out);
    } else if (input instanceof EventInput.Happened<E> event) {
      judge(event, null, scratch -> scratch.tell(event.read()), model, turn, out);
    } else if (input instanceof EventInput.Question<E> question) {
      judge(question, question.id(), scratch -> scratch.ask(question.read()), model, turn, out);
    }
  }

  private void judge(
      EventInput<E> input,
      String id,
      Function<EventMemory, Judgement> step,
      RecallModel model,
      Turn<EventInput<E>> turn,
      Outlet<R> out)
      throws Exception {
    boolean learns = input.role().tells() && !turn.looksAhead();
    if (turn.answered() && !learns) {
      return;
    }
    long start = System.nanoTime();
    KeyMemory.Said<Judgement> said = learns ? memory.change(step) : memory.look(turn.taken(), step);
    if (learns) {
      metrics.tokens.inc();
      metrics.givenUp.inc(memory.givenUp());
    }
    if (!turn.answered()) {
      metrics.recallNanos.update(System.nanoTime() - start);
      KeyMemory.Said<Judgement> shown = learns ? said : withoutAlarms(said);
      encoding.answered(answered(input, id, shown.own(), model, turn.status()), out);
      metrics.predictions.inc();
      if (said.failed()) {
        metrics.shadowFailures.inc();
      } else if (shadow != null) {
        encoding.shadow(answered(input, id, shown.shadow(), shadow, turn.status()), out);
      }
    }
    if (learns) {
      raise(memory.silenceOver(), input.time(), out);
      raise(said.own().oddness().alarm(), input.time(), out);
    }
  }

  /** What was only looked at has changed none: it may be told after others, and change another. */
  private static KeyMemory.Said<Judgement> withoutAlarms(KeyMemory.Said<Judgement> said) {
    return new KeyMemory.Said<>(
        withoutAlarm(said.own()), withoutAlarm(said.shadow()), said.failed());
  }

  private static Judgement withoutAlarm(Judgement judgement) {
    if (judgement == null || judgement.oddness().alarm() == null) {
      return judgement;
    }
    Oddness odd = judgement.oddness();
    return new Judgement(
        judgement.answer(), new Oddness(odd.surprise(), odd.unlike(), odd.targets()));
  }

  /** Once, and not where the event itself is passed over. */
  private void raise(Alarm alarm, long time, Outlet<R> out) {
    if (alarm != null && serving.passes(time)) {
      encoding.alarm(alarm, out);
      if (alarm.opens()) {
        (alarm.reason() instanceof Silence ? metrics.silences : metrics.alarms).inc();
      }
    }
  }

  @Override
  protected boolean listens() {
    return serving.alarms() != null && serving.alarms().hears();
  }

  @Override
  protected void listen(EventInput<E> input, Listening to, TimerService timers) throws Exception {
    if (input instanceof EventInput.Happened) {
      long due = memory.due();
      long last = memory.lastEvent();
      to.hear(last, due == EventMemory.NEVER ? Listening.NEVER : due - last, timers);
    }
  }

  @Override
  protected void silent(String key, Outlet<R> out) throws Exception {
    Alarm alarm = memory.change(scratch -> scratch.silent(key, EventMemory.NEVER)).own();
    if (alarm != null) {
      raise(alarm, alarm.time(), out);
    }
  }

  private Answered<E> answered(
      EventInput<E> input, String id, Judgement judgement, RecallModel model, Status status) {
    Prediction prediction =
        new Prediction(
            id,
            input.key(),
            input.time(),
            judgement.answer().as(status),
            model.id(),
            null,
            targets);
    return new Answered<>(input.record(), prediction, judgement.oddness());
  }

  private void learn(EventInput.Outcome<E> outcome, Outlet<R> out) throws Exception {
    JudgedOutcome judged = memory.change(scratch -> scratch.outcome(outcome.read())).own();
    if (judged != null) {
      metrics.outcomes.inc();
      encoding.judged(judged, out);
      raise(judged.oddness().alarm(), outcome.time(), out);
    }
    metrics.givenUp.inc(memory.givenUp());
  }

  @Override
  protected void refuse(EventInput<E> input, Refusal why, Outlet<R> out) {
    encoding.refused(
        new RefusedEvent<>(input.record(), input.key(), input.id(), why.getMessage()), out);
  }

  @Override
  protected void refuse(Refused model, Outlet<R> out) {
    encoding.refused(model, out);
  }

  @Override
  protected void clear() {
    memory.forget();
  }

  /** By where they were read from, else by their ids, else by their bytes. */
  @Override
  protected Comparator<? super Held<EventInput<E>>> order() {
    Comparator<Origin> places =
        comparing(Origin::topic).thenComparing(Origin::partition).thenComparing(Origin::offset);
    Comparator<Held<EventInput<E>>> origins =
        comparing(held -> held.input().origin(), nullsLast(places));
    Comparator<Held<EventInput<E>>> ids =
        comparing(held -> held.input().id(), nullsLast(naturalOrder()));
    Comparator<Held<EventInput<E>>> roles = Held.BY_ROLE::compare;
    return roles.thenComparing(origins).thenComparing(ids).thenComparing(Held.BY_BYTES);
  }

  @Override
  protected String reference(EventInput<E> input) {
    return input instanceof EventInput.Happened<E> event ? event.id() : null;
  }
}
