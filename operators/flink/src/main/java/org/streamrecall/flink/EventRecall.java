package org.streamrecall.flink;

import java.time.Duration;
import java.time.ZoneId;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;
import org.streamrecall.events.AlarmRule;
import org.streamrecall.events.Waiting;
import org.streamrecall.events.schema.EventFields;
import org.streamrecall.events.schema.EventReader;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.events.schema.Extractor;
import org.streamrecall.flink.gate.Refusal;
import org.streamrecall.flink.models.ServedModel;
import org.streamrecall.flink.operator.EventFunction;
import org.streamrecall.flink.operator.Serving;
import org.streamrecall.flink.operator.Sideways;
import org.streamrecall.flink.order.Stamped;
import org.streamrecall.model.Quantiles;
import org.streamrecall.model.RecallModel;

/**
 * Events: each is asked about, then learned.
 *
 * <pre>{@code
 * SingleOutputStreamOperator<Answered<Payment>> answered =
 *     Recall.on(payments)                                    // any type
 *         .key("card", Payment::card)
 *         .time("at", Payment::at)                           // Instant or milliseconds
 *         .number("amount", Payment::amount)
 *         .text("merchant", Payment::merchant)
 *         .like("hour(at), category(merchant), lag(amount,1..3)")
 *         .predict("amount")
 *         .uid("payments")
 *         .apply();
 * }</pre>
 *
 * @param <E> the user's own record
 */
public final class EventRecall<E> extends RecallBuilder<EventRecall<E>> {
  private final DataStream<E> events; // null where inputs is given
  private final DataStream<EventInput<E>> inputs;
  private final TypeInformation<E> type;
  private final EventReader<E> reader = new EventReader<>();
  private String like;
  private String predict;
  private String base;
  private Outcomes<?> outcomes;

  EventRecall(DataStream<E> events, DataStream<EventInput<E>> inputs, TypeInformation<E> type) {
    this.events = events;
    this.inputs = inputs;
    this.type = type;
  }

  @Override
  EventRecall<E> self() {
    return this;
  }

  /**
   * Whose event it is; its text form is the key. An event without one is refused. Left out, all
   * events are one series, kept and answered by one subtask, in the order in which they come.
   */
  public EventRecall<E> key(String name, Extractor<E, ?> key) {
    reader.key(name, key);
    return this;
  }

  /**
   * When it was: an Instant, an OffsetDateTime, a ZonedDateTime, a Date or Timestamp, or
   * milliseconds since the epoch; null for not known.
   *
   * @param name the field, or {@code "seconds(at)"} if numbers of it are seconds since the epoch
   */
  public EventRecall<E> time(String name, Extractor<E, ?> time) {
    reader.time(name, time);
    return this;
  }

  /**
   * When it was, of what is no moment without its zone: a LocalDateTime, or a LocalDate, whose
   * beginning it is. A moment is taken as by {@link #time(String, Extractor)}.
   *
   * @param zone whose clocks were read; a time that these pass over in spring is one hour later, of
   *     one that they have twice the earlier counts
   */
  public EventRecall<E> time(String name, Extractor<E, ?> time, ZoneId zone) {
    reader.time(name, time, zone);
    return this;
  }

  /**
   * When it was, as a text; null for not known. An event whose text is not of the format is
   * refused.
   *
   * @param format a pattern of {@link java.time.format.DateTimeFormatter}, as {@code "dd.MM.yyyy
   *     HH:mm"}; what it leaves out of the day is its beginning
   * @param zone of texts that name none
   * @throws IllegalArgumentException if the format is no pattern
   */
  public EventRecall<E> time(
      String name, Extractor<E, ? extends CharSequence> time, String format, ZoneId zone) {
    reader.time(name, time, format, zone);
    return this;
  }

  /** A field that is a number, or a time as for {@link #time}; null for missing. */
  public EventRecall<E> number(String name, Extractor<E, ?> number) {
    reader.number(name, number);
    return this;
  }

  /** A field that is a name or a text; null for missing. */
  public EventRecall<E> text(String name, Extractor<E, ?> text) {
    reader.text(name, text);
    return this;
  }

  /** What makes two moments alike: {@code "hour(at), category(merchant), lag(amount,1..3)"}. */
  public EventRecall<E> like(String features) {
    this.like = features;
    return this;
  }

  /**
   * What is to be foretold of an event from its other fields: {@code "amount"}, {@code
   * "log(amount)"}, {@code "delta(bytes)"} (its change since it was last known; a counter that is
   * reset counts from 0), {@code "category(merchant)"}, or of later ones: {@code
   * "next(amount,1..3)"}, {@code "next(delta(bytes))"}. Several numbers may be foretold, a category
   * alone.
   */
  public EventRecall<E> predict(String targets) {
    this.predict = targets;
    return this;
  }

  /** What is to be foretold of the key's h-th next event. */
  public EventRecall<E> predictNext(String field, int horizon) {
    return predict("next(" + field + "," + horizon + ")");
  }

  /** What numbers are told as their departure from: none, last, season:24, mean. */
  public EventRecall<E> base(String base) {
    this.base = base;
    return this;
  }

  /**
   * What is the event's own: outcomes that come on a stream of their own are joined to it by this,
   * one that is sent twice is known by it, and events of one time are put in order by it.
   */
  public EventRecall<E> id(String name, Extractor<E, ?> id) {
    reader.id(name, id);
    return this;
  }

  /**
   * Learns what became of events from a stream of its own, whichever comes first. An event is
   * answered at once, and learned when its outcome is there; {@link Recall#JUDGED_OUTCOMES} says
   * how surprising that was. What waits is part of sketchBytes.
   *
   * @param longest between an event's time and its outcome's, and that an event waits while its key
   *     goes on
   * @param most events of one key that wait at once, and as many outcomes; over it the oldest is
   *     given up, and counted as {@code recall.givenUp}
   */
  public EventRecall<E> outcomes(Outcomes<?> outcomes, Duration longest, int most) {
    this.outcomes = outcomes;
    return waiting(longest, most);
  }

  /** The same for {@link Recall#events}, where outcomes are among the inputs. */
  public EventRecall<E> waiting(Duration longest, int most) {
    waiting = new Waiting(most, longest.toMillis());
    return this;
  }

  /**
   * Opens and closes alarms, which leave by {@link Recall#ALARMS}: of each kind one for each key at
   * a time. An event opens one where it is odder than ordinary ones may be, see {@link
   * org.streamrecall.events.Oddness#anomaly}; where outcomes come on a stream of their own, these
   * do. Another opens where a key is quiet for longer than it ever is at such hours, see {@link
   * org.streamrecall.events.Silence}, and closes with its next event.
   *
   * <p>In order of time the watermark says that nothing has come, and at what time: alarms are the
   * same in any order of arrival; where the input ends, nothing is silent for that. By default it
   * is the clock, from the arrival of the last event on: neither a backlog that is read nor the
   * time in which the job did not run is a silence. Without times no key is ever silent.
   *
   * <p>In order of time one is raised when the event's turn has come for good, not when it was
   * answered provisionally. What {@link #queriesFrom} and {@link #queriesTo} pass over raises none.
   * A later run may have another rule or none: an alarm that is open goes on by the new one, and
   * one that is open where alarms are turned off stays so until they are turned on again.
   *
   * @param rule {@link AlarmRule#DEFAULTS} to begin with; null: none, as unless set
   */
  public EventRecall<E> alarms(AlarmRule rule) {
    alarms = rule;
    return this;
  }

  /**
   * Answers with quantiles of each number beside its value and interval, as {@link
   * org.streamrecall.model.Prediction#quantile} has them.
   *
   * @param levels in (0,1), as .05, .5, .95; none, as unless set
   * @throws IllegalArgumentException naming a level that is not between 0 and 1
   */
  public EventRecall<E> quantiles(double... levels) {
    quantiles = levels.length == 0 ? levels : Quantiles.requireLevels(levels);
    return this;
  }

  /** The side output with the events that could not be taken in. */
  public OutputTag<RefusedEvent<E>> refused() {
    return new OutputTag<>("recall-refused-events", RecallTypes.refusedEvent(type));
  }

  /** The side output with what {@link #shadow another model} would have answered. */
  public OutputTag<Answered<E>> shadows() {
    return new OutputTag<>("recall-shadow-events", RecallTypes.answered(type));
  }

  /**
   * @return each event with what its key's memory made of it; those refused are in {@link #refused}
   * @throws IllegalStateException if something is missing, with what to add
   * @throws IllegalArgumentException if an expression cannot be read, a feature would read what is
   *     to be foretold, the model is of other events, or sketchBytes are too few
   */
  public SingleOutputStreamOperator<Answered<E>> apply() {
    SingleOutputStreamOperator<Answered<E>> answered =
        apply(new Sideways<>(refused(), shadows()), RecallTypes.answered(type));
    return eventTime == null ? answered : Stamped.of(answered, uid, a -> a.prediction().time());
  }

  /**
   * The same in another form.
   *
   * @param out type of what leaves
   */
  public <R> SingleOutputStreamOperator<R> apply(Encoding<E, R> encoding, TypeInformation<R> out) {
    require(
        uid != null && !uid.isBlank(), "uid", ".uid(\"payments\"), a name of its own in the job");
    RecallModel first = firstModel();
    EventSchema schema = EventSchema.of(first);
    Serving told = serving(first);
    told.events(first); // fails here
    if (told.decay().halfLife() > 0 && schema.time() == null) {
      throw new IllegalStateException(
          "a half-life needs to know when events were; add .time(\"at\", Payment::at)");
    }
    DataStream<EventInput<E>> read = inputs == null ? read(schema) : inputs;
    return read.keyBy(EventInput::key, Types.STRING)
        .connect(updates(read).broadcast(ServedModel.UPDATES))
        .process(new EventFunction<>(told, RecallTypes.eventInput(type), encoding), out)
        .uid(uid + "-events")
        .name("recall " + uid);
  }

  /** Read where they come from: a step in between would be a hop. */
  private DataStream<EventInput<E>> read(EventSchema schema) {
    EventReader.Reading<E> reading = reader.by(EventFields.of(schema));
    DataStream<EventInput<E>> read =
        events
            .map(event -> read(reading, event), RecallTypes.eventInput(type))
            .setParallelism(events.getParallelism()) // dealt out anew, a key's order would be lost
            .uid(uid + "-read")
            .name("read events of " + uid);
    return outcomes == null ? read : read.union(outcomes.read(schema, read.getType(), uid));
  }

  /** What cannot be read goes on with the reason. */
  private static <E> EventInput<E> read(EventReader.Reading<E> reading, E event) {
    try {
      return new EventInput.Happened<>(event, reading.read(event), null);
    } catch (RuntimeException e) {
      return new EventInput.Unreadable<>(event, new Refusal(e).getMessage());
    }
  }

  private RecallModel firstModel() {
    if (inputs != null) {
      require(model != null, "model", ".model(..), by whose schema the inputs were read");
      return model;
    }
    EventSchema schema = schema();
    reader.requireNames(
        schema,
        "the recall on events has",
        ".key(\"card\", Payment::card)",
        outcomes == null ? null : ".id(\"payment\", Payment::id)");
    if (outcomes == null) {
      reader.requireFields(schema);
    } else {
      reader.requireFeatures(schema);
    }
    return model == null ? schema.untrained() : model;
  }

  private EventSchema schema() {
    if (model == null) {
      return written();
    }
    EventSchema carried = EventSchema.of(model);
    boolean same = like == null && predict == null;
    if (!same && !carried.equals(written())) {
      throw new IllegalArgumentException(
          "the model is of %s, the job asks for %s; leave like and predict out, or train a model for them"
              .formatted(carried, written()));
    }
    return carried;
  }

  private EventSchema written() {
    require(like != null, "like", ".like(\"hour(at), category(merchant)\")");
    require(predict != null, "predict", ".predict(\"amount\")");
    return EventSchema.of(reader.keyName(), reader.timeName(), like, predict, base);
  }

  private static void require(boolean there, String what, String remedy) {
    if (!there) {
      throw new IllegalStateException("the recall on events has no " + what + "; add " + remedy);
    }
  }
}
