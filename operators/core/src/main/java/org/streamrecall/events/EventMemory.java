package org.streamrecall.events;

import java.util.List;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventFields;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.Decay;
import org.streamrecall.model.Quantiles;
import org.streamrecall.model.RecallModel;

/**
 * Asks a key's memory about an event, then tells it the event.
 *
 * <ol>
 *   <li>An event is judged by what came before it, never by itself.
 *   <li>{@link #ask} changes nothing.
 *   <li>State is {@link #state()} and {@link #memory()}: restoring them anywhere gives the same
 *       judgements and the same later bytes.
 *   <li>The two together never exceed the budget, while pending outcomes are within it.
 *   <li>One wrong date rules nothing: an event ahead of the key's newest time by more than eight
 *       half-lives, the longest wait or 90 days, whichever is least, counts as of that time until
 *       the next event is later still. Times beyond {@link
 *       org.streamrecall.events.schema.TimeBounds} are refused.
 * </ol>
 *
 * One instance is scratch that can be restored to any key in turn. Not thread safe.
 */
public final class EventMemory {
  private final Engine<?> engine;

  /**
   * @param model of events, trained or not
   * @param sketchBytes all that one key takes
   * @throws IllegalArgumentException if the model is not one of events, or the budget too small
   */
  public EventMemory(RecallModel model, int sketchBytes, boolean evidence, Decay decay) {
    this(model, sketchBytes, evidence, decay, Waiting.NONE);
  }

  /**
   * Of events whose outcomes come on a stream of their own, see {@link #outcome}.
   *
   * @throws IllegalArgumentException also if the events' features, base or targets need outcomes
   *     that are not there yet
   */
  public EventMemory(
      RecallModel model, int sketchBytes, boolean evidence, Decay decay, Waiting waiting) {
    EventSchema schema = EventSchema.of(model);
    if (!waiting.isNone()) {
      schema.requireLateOutcomes();
    }
    engine =
        schema.isCategory()
            ? new CategoryEvents(model, sketchBytes, evidence, decay, waiting)
            : new PanelEvents(model, sketchBytes, evidence, decay, waiting);
  }

  /**
   * Versions of a key's state beside its memory: as it is written, then those read too.
   *
   * @param model of events
   */
  public static List<Integer> stateFormats(RecallModel model) {
    return EventSchema.of(model).isCategory()
        ? List.of((int) CategoryKey.VERSION)
        : List.of((int) PanelKey.VERSION);
  }

  public RecallModel model() {
    return engine.model();
  }

  /**
   * Answers with other weights from now on, about all that was ever told.
   *
   * @throws IllegalArgumentException if their schema is another
   */
  public void serve(RecallModel model) {
    String held = model().schema().hash();
    if (!model.schema().hash().equals(held)) {
      throw new IllegalArgumentException(
          "the model has schema "
              + model.schema().hash()
              + ", the memories have "
              + held
              + "; start a new memory, or train with the same schema");
    }
    engine.serve(model);
  }

  /** The fields that events are made of. */
  public EventFields fields() {
    return engine.fields();
  }

  // ---- state ----

  /**
   * Makes this a key's. The arrays are read, never kept or written into.
   *
   * @param state null for a new key
   * @param memory null or empty if it has learned nothing
   */
  public void restore(byte[] state, byte[] memory) {
    engine.restore(state, memory);
  }

  /** A new key. */
  public void forget() {
    restore(null, null);
  }

  /** What is kept beside the memory. */
  public byte[] state() {
    return engine.state();
  }

  /** The packed memory; empty while there is none. */
  public byte[] memory() {
    return engine.memory();
  }

  /**
   * What the event that was asked about last is compared by, as numbers of one size: what other
   * methods may be given to compare with.
   */
  public float[] tag() {
    return engine.tag();
  }

  /** Whether {@link #memory} may be other bytes than were restored. */
  public boolean hasNewMemory() {
    return engine.hasNewMemory();
  }

  /** Shows the size of every error from now on: for training. */
  public void watch(ErrorWatch watch) {
    engine.watch(watch);
  }

  /** Shows how far off each head was, from now on: for training. */
  public void watchHeads(HeadWatch watch) {
    engine.watchHeads(watch);
  }

  /**
   * Opens and closes alarms by this rule from now on, see {@link Oddness#alarm} and {@link
   * #silent}; null: none.
   */
  public void ring(AlarmRule rule) {
    engine.ring(rule);
  }

  /**
   * Answers with quantiles of each number from now on.
   *
   * @param levels in (0,1), as .05, .5, .95; none: as before
   * @throws IllegalArgumentException naming one that is not between 0 and 1, or if categories are
   *     foretold
   */
  public void quantiles(double... levels) {
    if (levels.length > 0) {
      EventSchema.of(model()).requireNumbers("quantiles");
    }
    engine.quantiles(levels.length == 0 ? null : Quantiles.requireLevels(levels));
  }

  /** The byte account of one key, for the log at start. */
  public String account() {
    return engine.account();
  }

  /** What {@link #state} is of a second model that answers beside this one, from this memory. */
  public String accountOfShadow() {
    return "for the shadow model's own record at most %d bytes more".formatted(engine.beside());
  }

  /** Bytes of state and memory. */
  public int sizeInBytes() {
    return engine.sizeInBytes();
  }

  // ---- ask and tell ----

  /**
   * What the memory expects of an event whose outcome is not known or not to be looked at.
   *
   * @return without surprise
   * @throws IllegalArgumentException naming a time or number that cannot be held; nothing changes
   */
  public Judgement ask(Event event) {
    return engine.ask(event);
  }

  /**
   * Judges an event by what came before it, then learns it.
   *
   * @throws IllegalArgumentException naming a time or number that cannot be held; nothing changes
   */
  public Judgement tell(Event event) {
    return engine.tell(event);
  }

  /**
   * Judges and learns what came of an event that was told before; or keeps it for an event that is
   * still to come.
   *
   * @param outcome with the event's id, the time when it was known, and the fields to be foretold
   * @return null if its event is not there
   * @throws IllegalArgumentException naming a time or number that cannot be held or is missing;
   *     nothing changes
   */
  public JudgedOutcome outcome(Event outcome) {
    return engine.outcome(outcome);
  }

  /** Whether the outcome of the event told last had come before it, and was learned with it. */
  public boolean metOutcome() {
    return engine.metOutcome();
  }

  // ---- silence ----

  /** A time that never comes. */
  public static final long NEVER = Gaps.NEVER;

  /**
   * When the key has been quiet for too long, if no event comes by then, or {@link #NEVER}: where
   * there is no rule, an alarm of its silence is open, was open a moment ago, or too little is
   * known.
   */
  public long due() {
    return engine.due();
  }

  /** Time of the key's last event, or {@link org.streamrecall.measure.Atom#NO_TIME}. */
  public long lastEvent() {
    return engine.lastEvent();
  }

  /** The newest time that the key's events have told, but for one that is wrong; or none. */
  long newestTime() {
    return engine.key().lastTime();
  }

  /**
   * All events up to a time have been told: the key is silent if one is {@link #due}. What is told
   * next closes the alarm.
   *
   * @param key whose memory this is
   * @return the alarm that opens, or null
   */
  public Alarm silent(String key, long now) {
    return engine.silent(key, now);
  }

  /** The alarm of its silence that the event told last has closed, or null. */
  public Alarm silenceOver() {
    return engine.silenceOver();
  }

  /** Events and outcomes that waited for each other too long, since the last restore. */
  public long givenUp() {
    return engine.givenUp();
  }
}
