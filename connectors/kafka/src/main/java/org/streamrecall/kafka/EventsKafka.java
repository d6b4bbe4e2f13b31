package org.streamrecall.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.streamrecall.client.EventJson;
import org.streamrecall.client.EventQuestionJson;
import org.streamrecall.client.PredictionJson;
import org.streamrecall.client.Topics;
import org.streamrecall.events.Event;
import org.streamrecall.events.EventSchema;
import org.streamrecall.flink.Answered;
import org.streamrecall.flink.EventRecall;
import org.streamrecall.flink.Recall;
import org.streamrecall.measure.Atom;
import org.streamrecall.model.RecallModel;

/**
 * Events of a topic, JSON objects, answered into another: the same objects with a field {@code
 * recall} more, under the same key and headers. What cannot be taken in goes to the dead letters as
 * it came. Answers and dead letters leave through one sink, in one transaction a checkpoint.
 */
public final class EventsKafka {
  private final KafkaSettings settings;
  private final String events;
  private final String answered;
  private final LateOutcomes outcomes; // or null
  private final String uid;

  /**
   * @param settings of which the models and dead-letter topics are used
   * @param events topic that is read
   * @param answered topic that is written
   */
  public EventsKafka(KafkaSettings settings, String events, String answered) {
    this(settings, events, answered, null);
  }

  /**
   * @param outcomes of the events, which are answered before them; null where they come with the
   *     events
   */
  public EventsKafka(
      KafkaSettings settings, String events, String answered, LateOutcomes outcomes) {
    this.settings = settings;
    this.outcomes = outcomes;
    this.events = Topics.requireName("events topic", events);
    this.answered = Topics.requireName("out topic", answered);
    this.uid = settings.groupId();
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

  /**
   * Adds the pipeline to a job.
   *
   * @param model of events, trained or not
   * @param sketchBytes all that one key takes
   * @param halfLife as {@link EventRecall#halfLife}, or null for no decay
   * @return the answered events, for those who want them for something else too
   * @throws IllegalArgumentException if the model is not one of events, or the bytes too few
   */
  public DataStream<Answered<KafkaEvent>> apply(
      StreamExecutionEnvironment environment,
      RecallModel model,
      int sketchBytes,
      Duration halfLife) {
    RecallSources sources = new RecallSources(environment, settings, uid);
    DataStream<KafkaEvent> records = source(environment).union(sources.questions());
    if (outcomes != null) {
      records = records.union(sources.outcomes(outcomes.topic()));
    }
    EventRecall<KafkaEvent> recall =
        Recall.on(records)
            .reading(new JsonReading(model.toBytes(), settings.topics().queries(), outcomes))
            .model(model)
            .models(sources.models())
            .sketchBytes(sketchBytes)
            .uid(uid);
    if (halfLife != null) {
      recall.halfLife(halfLife);
    }
    if (outcomes != null) {
      recall.waiting(outcomes.longest(), outcomes.most());
    }
    SingleOutputStreamOperator<Answered<KafkaEvent>> told = recall.apply();
    DeadLetter deadLetter = deadLetter();
    DataStream<Outgoing> refused =
        told.getSideOutput(recall.refused())
            .map(event -> deadLetter.of(event.event(), event.reason()))
            .returns(Outgoing.class)
            .uid(uid + "-refused-events")
            .name("dead letters of events");
    DataStream<Outgoing> models =
        told.getSideOutput(Recall.REFUSED)
            .map(deadLetter::of)
            .returns(Outgoing.class)
            .uid(uid + "-refused")
            .name("dead letters of models");
    DataStream<Outgoing> all = encoded(told).union(refused, models);
    write(outcomes == null ? all : all.union(judged(told, EventSchema.of(model).key())));
    return told;
  }

  /** The events' records as they come: for a job that does something else with them. */
  public DataStream<KafkaEvent> source(StreamExecutionEnvironment environment) {
    return new RecallSources(environment, settings, uid).events(events);
  }

  /** Writes answered events, whoever has answered them. */
  public void sink(DataStream<Answered<KafkaEvent>> told) {
    write(encoded(told));
  }

  private DeadLetter deadLetter() {
    return new DeadLetter(settings.topics().deadLetters(), settings.deadLetterBytes());
  }

  private DataStream<Outgoing> encoded(DataStream<Answered<KafkaEvent>> told) {
    String topic = answered; // a function that held this would not travel
    String predictions = settings.topics().predictions();
    DeadLetter deadLetter = deadLetter();
    return told.map(
            answer ->
                answer.prediction().id() == null
                    ? answered(answer, topic, deadLetter)
                    : answer(answer, predictions))
        .returns(Outgoing.class)
        .uid(uid + "-encode")
        .name("encode answers");
  }

  private DataStream<Outgoing> judged(
      SingleOutputStreamOperator<Answered<KafkaEvent>> told, String key) {
    String topic = answered;
    String id = outcomes.id();
    return told.getSideOutput(Recall.JUDGED_OUTCOMES)
        .map(
            judged ->
                Outgoing.of(
                    topic,
                    judged.key().getBytes(StandardCharsets.UTF_8),
                    EventJson.judged(judged, key, id),
                    Atom.NO_TIME,
                    Map.of()))
        .returns(Outgoing.class)
        .uid(uid + "-judged")
        .name("encode outcomes");
  }

  private void write(DataStream<Outgoing> records) {
    records
        .sinkTo(RecallSink.batched(settings))
        .uid(uid + "-sink")
        .name("answered events and dead letters");
  }

  private static Outgoing answer(Answered<KafkaEvent> answer, String topic) {
    return Outgoing.of(
        topic,
        answer.prediction().context().getBytes(StandardCharsets.UTF_8),
        PredictionJson.writeUnreadable(answer.prediction()),
        Atom.NO_TIME,
        Map.of());
  }

  private static Outgoing answered(
      Answered<KafkaEvent> answer, String topic, DeadLetter deadLetter) {
    KafkaEvent event = answer.event();
    byte[] value;
    try {
      value = EventJson.answered(event.value(), answer.judgement(), answer.prediction().model());
    } catch (IllegalArgumentException e) {
      return deadLetter.of(event, e.getMessage());
    }
    return new Outgoing(
        topic, event.key(), value, event.timestamp(), event.headerNames(), event.headerValues());
  }

  /** Reads a record's value by the model's schema. */
  private static final class JsonReading implements EventRecall.Reading<KafkaEvent> {
    private static final long serialVersionUID = 1;

    private final byte[] model;
    private final String questions; // topic
    private final String outcomes; // topic, or null
    private final String id; // field, or null
    private transient EventJson json;
    private transient EventQuestionJson question;

    JsonReading(byte[] model, String questions, LateOutcomes outcomes) {
      this.model = model;
      this.questions = questions;
      this.outcomes = outcomes == null ? null : outcomes.topic();
      this.id = outcomes == null ? null : outcomes.id();
    }

    @Override
    public boolean isOutcome(KafkaEvent record) {
      return record.topic().equals(outcomes);
    }

    @Override
    public String question(KafkaEvent record) {
      return record.topic().equals(questions) ? EventQuestionJson.id(record.value()) : null;
    }

    @Override
    public Event read(KafkaEvent record) {
      if (json == null) {
        EventSchema schema = EventSchema.of(RecallModel.fromBytes(model));
        json = new EventJson(schema, id);
        question = new EventQuestionJson(schema);
      }
      if (record.value() == null) {
        throw new IllegalArgumentException("the record has no value; send one JSON object");
      }
      return record.topic().equals(questions)
          ? question.read(record.value())
          : json.read(record.value(), record.ref());
    }
  }
}
