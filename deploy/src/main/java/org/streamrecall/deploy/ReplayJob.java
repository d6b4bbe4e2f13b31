package org.streamrecall.deploy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.streamrecall.flink.Recall;
import org.streamrecall.flink.RecallInput;
import org.streamrecall.flink.RecallTypes;
import org.streamrecall.flink.Refused;
import org.streamrecall.model.Prediction;
import org.streamrecall.model.RecallModel;

/**
 * The operator over bounded inputs on a cluster inside this JVM. One source of parallelism 1 keeps
 * the order of the inputs, which each context's key then keeps at any parallelism.
 */
final class ReplayJob {
  private final RecallModel model;
  private final int sketchBytes;
  private final Duration halfLife; // or null
  private final int parallelism;

  /**
   * @param sketchBytes budget of a context, or SketchLayout.UNBOUNDED
   * @param halfLife after which a token counts half, or null
   */
  ReplayJob(RecallModel model, int sketchBytes, Duration halfLife, int parallelism) {
    this.model = model;
    this.sketchBytes = sketchBytes;
    this.halfLife = halfLife;
    this.parallelism = parallelism;
  }

  /** The predictions, in the order of the queries; what the operator refuses is rejected. */
  List<Prediction> run(ReplayInputs inputs) throws InterruptedException {
    List<RecallInput> ordered = inputs.ordered();
    if (inputs.queries() == 0) {
      return List.of();
    }
    try (ReplayHandover handover = ReplayHandover.open(ordered, inputs.queries());
        LocalCluster cluster = LocalCluster.start(parallelism)) {
      StreamExecutionEnvironment env = cluster.environment();
      env.configure(configuration());
      build(env, handover.name(), ordered.size());
      cluster.submit(env, "replay").awaitEnd();
      for (Refused refused : handover.refused()) {
        inputs.reject(place(inputs, refused), refused.reason());
      }
      return addressed(inputs, handover);
    }
  }

  private void build(StreamExecutionEnvironment env, String handover, int count) {
    DataStream<RecallInput> source =
        env.fromSource(
                new DataGeneratorSource<>(
                    new ReplayHandover.Inputs(handover), count, RecallTypes.INPUT),
                WatermarkStrategy.noWatermarks(),
                "files")
            .uid("replay-files")
            .setParallelism(1);
    Recall recall = Recall.inputs(source).model(model).sketchBytes(sketchBytes).uid("replay");
    if (halfLife != null) {
      recall.halfLife(halfLife);
    }
    SingleOutputStreamOperator<Prediction> predictions = recall.apply();
    predictions.sinkTo(new ReplayHandover.Predictions(handover)).uid("replay-predictions");
    predictions
        .getSideOutput(Recall.REFUSED)
        .sinkTo(new ReplayHandover.Refusals(handover))
        .uid("replay-refused");
  }

  private static Configuration configuration() {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, true); // every record is immutable
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    return configuration;
  }

  private static List<Prediction> addressed(ReplayInputs inputs, ReplayHandover handover) {
    List<Prediction> addressed = new ArrayList<>();
    for (int query = 0; query < inputs.queries(); query++) {
      Prediction p = handover.prediction(query);
      if (p != null) {
        addressed.add(
            new Prediction(
                inputs.id(query), p.context(), p.time(), p.answer(), p.model(), p.replyTo()));
      }
    }
    return addressed;
  }

  private static String place(ReplayInputs inputs, Refused refused) {
    return refused.kind().equals(Refused.QUERY) && refused.id() != null
        ? inputs.place(Integer.parseInt(refused.id()))
        : refused.kind() + " of context " + refused.context();
  }
}
