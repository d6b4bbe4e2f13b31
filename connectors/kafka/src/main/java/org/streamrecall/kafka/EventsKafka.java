package org.streamrecall.kafka;

import java.time.Duration;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.streamrecall.client.Topics;
import org.streamrecall.events.feature.Target;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.flink.Answered;
import org.streamrecall.flink.EventRecall;
import org.streamrecall.flink.Recall;
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
  private boolean keyed;

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
    this.uid = settings.uid();
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

  /**
   * Adds the pipeline to a job.
   *
   * @param model of events, trained or not
   * @param sketchBytes all that one key takes
   * @param halfLife as {@link EventRecall#halfLife}, or null for no decay
   * @throws IllegalArgumentException if the model is not one of events, or the bytes too few
   */
  public void apply(
      StreamExecutionEnvironment environment,
      RecallModel model,
      int sketchBytes,
      Duration halfLife) {
    RecallSources sources = new RecallSources(environment, settings, uid);
    EventRecall<KafkaEvent> recall =
        Recall.on(source(environment))
            .also(sources.questions())
            .reading(
                new JsonReading(
                    model.toBytes(),
                    settings.topics().queries(),
                    outcomes,
                    EventWarnings.logged(uid, events)))
            .model(model)
            .models(sources.models())
            .sketchBytes(sketchBytes)
            .uid(uid);
    if (halfLife != null) {
      recall.halfLife(halfLife);
    }
    if (outcomes != null) {
      recall.also(sources.outcomes(outcomes.topic()));
      recall.waiting(outcomes.longest(), outcomes.most());
    }
    write(recall.apply(encoding(EventSchema.of(model)), TypeInformation.of(Outgoing.class)));
  }

  /** The events' records as they come: for a job that does something else with them. */
  public DataStream<KafkaEvent> source(StreamExecutionEnvironment environment) {
    return new RecallSources(environment, settings, uid).events(events);
  }

  /** Writes answered events, whoever has answered them. */
  public void sink(DataStream<Answered<KafkaEvent>> told, EventSchema schema) {
    EventEncoding encoding = encoding(schema);
    write(
        told.map(encoding::answered)
            .returns(Outgoing.class)
            .uid(uid + "-encode")
            .name("encode answers"));
  }

  private EventEncoding encoding(EventSchema schema) {
    return new EventEncoding(
        answered,
        settings.topics().predictions(),
        DeadLetter.of(settings),
        RecordLimit.of(settings).keyed(keyed),
        schema.key(),
        outcomes == null ? null : outcomes.id(),
        schema.predict().stream().map(Target::toString).toList());
  }

  private void write(DataStream<Outgoing> records) {
    records
        .sinkTo(RecallSink.batched(settings))
        .uid(uid + "-sink")
        .name("answered events and dead letters");
  }
}
