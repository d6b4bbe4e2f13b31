package org.streamrecall.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.flink.Answered;
import org.streamrecall.flink.EventInput;
import org.streamrecall.flink.EventRecall;
import org.streamrecall.flink.Recall;
import org.streamrecall.model.Quantiles;
import org.streamrecall.model.RecallModel;

/**
 * Events of a topic, answered into another: the same records with a field {@code recall} more,
 * under the same key and headers, in the format of the settings' topics. What cannot be taken in
 * goes to the dead letters as it came. Answers, alarms and dead letters leave through one sink, in
 * one transaction a checkpoint.
 */
public final class EventsKafka {
  /** The type of what {@link #source} holds. */
  public static final TypeInformation<KafkaEvent> RECORDS = KafkaEventCodec.TYPE;

  private final KafkaSettings settings;
  private final String events;
  private final String answered;
  private final LateOutcomes outcomes; // or null
  private final String uid;
  private KafkaAlarms alarms; // or null
  private double[] quantiles = {}; // levels
  private boolean keyed;
  private String id; // or null
  private KafkaTime time = KafkaTime.ARRIVAL;
  private KafkaServing serving = KafkaServing.DEFAULTS;

  /**
   * @param settings of which the models and dead-letter topics are used
   * @param events topic that is read
   * @param answered topic that is written
   * @throws IllegalArgumentException if one is among the settings' topics, or both are one
   */
  public EventsKafka(KafkaSettings settings, String events, String answered) {
    this(settings, events, answered, null);
  }

  /**
   * @param outcomes of the events, which are answered before them; null where they come with the
   *     events
   * @throws IllegalArgumentException if a topic is among the settings', or two are one
   */
  public EventsKafka(
      KafkaSettings settings, String events, String answered, LateOutcomes outcomes) {
    this.settings = settings;
    this.outcomes = outcomes;
    this.events = settings.topics().requireOther("events topic", events);
    this.answered = settings.topics().requireOther("out topic", answered);
    this.uid = settings.uid();
    if (outcomes != null) {
      settings.topics().requireOther("outcomes topic", outcomes.topic());
    }
    if (outcomes != null
        && (outcomes.topic().equals(events) || outcomes.topic().equals(answered))) {
      throw new IllegalArgumentException(
          "outcomes come on \""
              + outcomes.topic()
              + "\", which is the topic of the events too; give them one of their own");
    }
    if (events.equals(answered)) {
      throw new IllegalArgumentException(
          "events are read from \"" + events + "\" and written to it; name another out topic");
    }
  }

  /** Whether the out topic takes no event without a key, as a compacted one does. */
  public EventsKafka requireKeys(boolean keyed) {
    this.keyed = keyed;
    return this;
  }

  /** Answers in order of time instead of arrival, or bounds the times of what is learned. */
  public EventsKafka time(KafkaTime time) {
    this.time = Objects.requireNonNull(time, "time");
    return this;
  }

  /** From when on events are answered, by which model beside, and which are taken once. */
  public EventsKafka serving(KafkaServing serving) {
    this.serving = Objects.requireNonNull(serving, "serving");
    return this;
  }

  /**
   * Writes the alarms that keys open and close, see {@link EventRecall#alarms}. May be added to a
   * job that has state, and taken from it.
   *
   * @param alarms null for none, as unless set
   * @throws IllegalArgumentException if the topic is one that the job reads or writes
   */
  public EventsKafka alarms(KafkaAlarms alarms) {
    if (alarms != null) {
      settings.topics().requireOther("alarms topic", alarms.topic());
      Map<String, String> others = new TreeMap<>(Map.of(events, "events", answered, "answers"));
      if (outcomes != null) {
        others.put(outcomes.topic(), "outcomes");
      }
      String other = others.get(alarms.topic());
      if (other != null) {
        throw new IllegalArgumentException(
            "alarms topic=\""
                + alarms.topic()
                + "\" is the topic of the "
                + other
                + "; name another");
      }
    }
    this.alarms = alarms;
    return this;
  }

  /**
   * Answers with quantiles of each number, see {@link EventRecall#quantiles}.
   *
   * @param levels in (0,1); none, as unless set
   * @throws IllegalArgumentException naming a level that is not between 0 and 1
   */
  public EventsKafka quantiles(double... levels) {
    quantiles = levels.length == 0 ? levels : Quantiles.requireLevels(levels);
    return this;
  }

  /** Name of the field that holds an event's id, by which one that is sent twice is known. */
  public EventsKafka id(String id) {
    this.id = id;
    return this;
  }

  /**
   * Adds the pipeline to a job.
   *
   * @param model of events, trained or not
   * @param sketchBytes all that one key takes
   * @param halfLife as {@link EventRecall#halfLife}, or null for no decay
   * @return what it writes, for those who want it for something else too
   * @throws IllegalArgumentException if the model is not one of events, or the bytes too few
   */
  public DataStream<Outgoing> apply(
      StreamExecutionEnvironment environment,
      RecallModel model,
      int sketchBytes,
      Duration halfLife) {
    RecallSources sources = new RecallSources(environment, settings, time, uid);
    EventReading reading = reading(model);
    DataStream<EventInput<KafkaEvent>> inputs =
        sources.events(events, reading).union(sources.questions(reading));
    if (outcomes != null) {
      inputs = inputs.union(sources.outcomes(outcomes.topic(), reading));
    }
    EventRecall<KafkaEvent> recall =
        serving
            .tell(Recall.events(inputs, KafkaEventCodec.TYPE), time, halfLife)
            .model(model)
            .models(sources.models())
            .sketchBytes(sketchBytes)
            .uid(uid);
    if (outcomes != null) {
      recall.waiting(outcomes.longest(), outcomes.most());
    }
    if (alarms != null) {
      recall.alarms(alarms.rule());
    }
    recall.quantiles(quantiles);
    DataStream<Outgoing> said =
        recall.apply(encoding(EventSchema.of(model)), TypeInformation.of(Outgoing.class));
    write(said);
    return said;
  }

  private EventReading reading(RecallModel model) {
    return new EventReading(
        settings.topics().format(),
        model.toBytes(),
        settings.topics().queries(),
        outcomes == null ? null : outcomes.topic(),
        outcomes == null ? id : outcomes.id(),
        EventWarnings.logged(uid, events));
  }

  /** The events as they are read: for a job that does something else with them. */
  public DataStream<EventInput<KafkaEvent>> source(
      StreamExecutionEnvironment environment, RecallModel model) {
    return new RecallSources(environment, settings, time, uid).events(events, reading(model));
  }

  /** Writes answered events, whoever has answered them. */
  public void sink(DataStream<Answered<KafkaEvent>> told, EventSchema schema) {
    EventEncoding encoding = encoding(schema);
    write(
        told.map(encoding::record)
            .returns(Outgoing.class)
            .uid(uid + "-encode")
            .name("encode answers"));
  }

  private EventEncoding encoding(EventSchema schema) {
    return new EventEncoding(
        answered,
        settings.topics().predictions(),
        settings.topics().shadow(),
        alarms == null ? null : alarms.topic(),
        DeadLetter.of(settings),
        RecordLimit.of(settings).keyed(keyed),
        schema.key(),
        outcomes == null ? null : outcomes.id());
  }

  private void write(DataStream<Outgoing> records) {
    records
        .sinkTo(RecallSink.batched(settings))
        .uid(uid + "-sink")
        .name("answered events and dead letters");
  }
}
