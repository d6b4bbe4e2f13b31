package org.streamrecall.kafka;

import java.time.Duration;
import java.util.Objects;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.streamrecall.flink.Recall;
import org.streamrecall.flink.RecallInput;
import org.streamrecall.flink.RecallTypes;
import org.streamrecall.model.Prediction;
import org.streamrecall.model.RecallModel;

/**
 * A whole recall between Kafka topics.
 *
 * <pre>{@code
 * RecallKafka kafka = new RecallKafka(KafkaSettings.of("localhost:9092", Topics.defaults(), "answers"));
 * kafka.apply(environment, RecallModel.load(path), 16384, Duration.ofDays(30));
 * }</pre>
 *
 * Tokens and queries come from two topics, which have no order between them: a query is answered
 * from the tokens that arrived before it, or by {@link #time} from those up to its time.
 * Predictions and dead letters leave through one sink, in one transaction a checkpoint.
 */
public final class RecallKafka {
  private static final OutputTag<Incoming> REJECTED =
      new OutputTag<>("rejected", IncomingCodec.TYPE);

  private final KafkaSettings settings;
  private final String uid;
  private KafkaTime time = KafkaTime.ARRIVAL;
  private KafkaServing serving = KafkaServing.DEFAULTS;

  public RecallKafka(KafkaSettings settings) {
    this.settings = settings;
    this.uid = settings.uid();
  }

  /** Answers in order of time instead of arrival, or bounds the times of what is learned. */
  public RecallKafka time(KafkaTime time) {
    this.time = Objects.requireNonNull(time, "time");
    return this;
  }

  /** From when on queries are answered, by which model beside, and which tokens are taken once. */
  public RecallKafka serving(KafkaServing serving) {
    this.serving = Objects.requireNonNull(serving, "serving");
    return this;
  }

  /**
   * Adds the pipeline to a job.
   *
   * @param sketchBytes of one context's memory, all in
   * @param halfLife as {@link Recall#halfLife}, or null for no decay
   * @return the predictions, for those who want them for something else too
   * @throws IllegalArgumentException if sketchBytes is too small for the model's schema
   */
  public DataStream<Prediction> apply(
      StreamExecutionEnvironment environment,
      RecallModel model,
      int sketchBytes,
      Duration halfLife) {
    byte[] bytes = model.toBytes();
    DeadLetter deadLetter = DeadLetter.of(settings);
    RecallSources sources = new RecallSources(environment, settings, time, uid);
    SingleOutputStreamOperator<RecallInput> tokens = split(sources.tokens(bytes), "tokens");
    SingleOutputStreamOperator<RecallInput> queries = split(sources.queries(bytes), "queries");
    Recall recall =
        serving
            .tell(Recall.inputs(tokens.union(queries)), time, halfLife)
            .model(model)
            .models(sources.models())
            .sketchBytes(sketchBytes)
            .salted(serving.salts(), serving.salted())
            .uid(uid);
    SingleOutputStreamOperator<Prediction> predictions = recall.apply();
    DataStream<Outgoing> answers =
        predictions
            .map(EncodePrediction.answers(bytes, settings))
            .uid(uid + "-encode")
            .name("encode predictions");
    DataStream<Outgoing> rejected =
        tokens
            .getSideOutput(REJECTED)
            .union(queries.getSideOutput(REJECTED))
            .map(incoming -> deadLetter.of((Incoming.Rejected) incoming))
            .returns(Outgoing.class)
            .uid(uid + "-rejected")
            .name("dead letters of records");
    DataStream<Outgoing> refused =
        predictions
            .getSideOutput(Recall.REFUSED)
            .map(deadLetter::of)
            .returns(Outgoing.class)
            .uid(uid + "-refused")
            .name("dead letters of the recall");
    DataStream<Outgoing> all = answers.union(rejected, refused);
    if (serving.shadow() != null) {
      all = all.union(shadows(predictions, bytes));
    }
    all.sinkTo(RecallSink.of(settings)).uid(uid + "-sink").name("predictions and dead letters");
    return predictions;
  }

  private DataStream<Outgoing> shadows(
      SingleOutputStreamOperator<Prediction> predictions, byte[] schema) {
    return predictions
        .getSideOutput(Recall.SHADOW)
        .map(EncodePrediction.shadows(schema, settings))
        .uid(uid + "-encode-shadow")
        .name("encode shadow predictions");
  }

  private SingleOutputStreamOperator<RecallInput> split(DataStream<Incoming> stream, String name) {
    return stream
        .process(new Split(), RecallTypes.INPUT)
        .uid(uid + "-" + name + "-split")
        .name(name + " or dead letters");
  }

  private static final class Split extends ProcessFunction<Incoming, RecallInput> {
    @Override
    public void processElement(Incoming incoming, Context context, Collector<RecallInput> out) {
      if (incoming instanceof Incoming.Parsed parsed) {
        out.collect(parsed.input());
      } else {
        context.output(REJECTED, incoming);
      }
    }
  }
}
