package org.streamrecall.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.streamrecall.model.Prediction;

class RecallRecoveryTest {
  private static final int TOKENS = 300;

  @TempDir private Path savepoints;

  /** Fails once, as soon as a checkpoint is there to go back to. */
  private static final class FailOnce
      implements MapFunction<Prediction, Prediction>, CheckpointListener {
    static final AtomicBoolean FAILED = new AtomicBoolean();
    private transient boolean checkpointed;

    @Override
    public Prediction map(Prediction prediction) {
      if (checkpointed && FAILED.compareAndSet(false, true)) {
        throw new IllegalStateException("fails once");
      }
      return prediction;
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) {
      checkpointed = true;
    }
  }

  @Test
  void shouldAnswerTheSameBytesAfterAFailure() throws Exception {
    List<Prediction> recovered = runWithAFailure();

    assertThat(FailOnce.FAILED).isTrue();
    assertThat(recovered).hasSize(TOKENS);
    try (OperatorHarness unbroken = OperatorHarness.start(Example.MODEL, Example.SMALL)) {
      for (int i = 0; i < TOKENS; i++) {
        unbroken.send(story(2 * i));
        assertThat(OperatorHarness.bytes(recovered.get(i)))
            .isEqualTo(OperatorHarness.bytes(unbroken.answer(story(2 * i + 1))));
      }
    }
  }

  private static List<Prediction> runWithAFailure() throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1);
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(1));
    StreamExecutionEnvironment env = environment(configuration);
    env.enableCheckpointing(50);
    CloseableIterator<Prediction> answers =
        recall(story(env, 2 * TOKENS, RateLimiterStrategy.perCheckpoint(60)))
            .apply()
            .map(new FailOnce(), RecallTypes.PREDICTION)
            .collectAsync();
    env.execute();
    List<Prediction> all = new ArrayList<>();
    answers.forEachRemaining(all::add);
    all.sort(Comparator.comparing(prediction -> prediction.answer().tokens()));
    return all;
  }

  /** The newest answer of a job that never ends, in this JVM: it leaves no state of its own. */
  private static final class Newest implements MapFunction<Prediction, Prediction> {
    static final AtomicReference<Prediction> PREDICTION = new AtomicReference<>();

    @Override
    public Prediction map(Prediction prediction) {
      PREDICTION.set(prediction);
      return prediction;
    }

    static Prediction await(Predicate<Prediction> wanted) throws InterruptedException {
      for (int i = 0; i < 3000; i++) {
        Prediction prediction = PREDICTION.get();
        if (prediction != null && wanted.test(prediction)) {
          return prediction;
        }
        Thread.sleep(10);
      }
      throw new AssertionError("not within 30 s; the newest answer is " + PREDICTION.get());
    }
  }

  @Test
  void shouldTakeAModelsStreamThatTheSavepointDidNotHave() throws Exception {
    StreamExecutionEnvironment before = environment(new Configuration());
    keepNewest(recall(endless(before)).apply());
    JobClient job = before.executeAsync();
    Newest.await(prediction -> prediction.answer().tokens() > 20);
    String savepoint =
        job.stopWithSavepoint(false, savepoints.toUri().toString(), SavepointFormatType.CANONICAL)
            .get();
    long told = Newest.PREDICTION.getAndSet(null).answer().tokens();

    Configuration configuration = new Configuration();
    configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    StreamExecutionEnvironment after = environment(configuration);
    DataStream<ModelUpdate> models =
        after
            .fromData(
                List.of(new ModelUpdate("sharper", Example.SHARPER.toBytes())),
                RecallTypes.MODEL_UPDATE)
            .setParallelism(1);
    keepNewest(recall(endless(after)).models(models).apply());
    JobClient restored = after.executeAsync();
    Prediction prediction = Newest.await(answer -> answer.model().equals(Example.SHARPER.id()));
    restored.cancel().get();

    assertThat(prediction.answer().tokens()).isGreaterThan(told);
  }

  private static void keepNewest(SingleOutputStreamOperator<Prediction> predictions) {
    predictions.map(new Newest(), RecallTypes.PREDICTION).sinkTo(new DiscardingSink<>());
  }

  /** Tokens and queries in turn. */
  private static RecallInput story(long i) {
    return i % 2 == 0
        ? Example.tell("a", (float) Math.cos(i), (float) Math.sin(i), i)
        : Example.ask("q-" + i, "a", 1, 0);
  }

  private static DataStream<RecallInput> endless(StreamExecutionEnvironment env) {
    return story(env, Long.MAX_VALUE, RateLimiterStrategy.perSecond(500));
  }

  private static DataStream<RecallInput> story(
      StreamExecutionEnvironment env, long length, RateLimiterStrategy<?> rate) {
    GeneratorFunction<Long, RecallInput> story = RecallRecoveryTest::story;
    return env.fromSource(
            new DataGeneratorSource<>(story, length, rate, RecallTypes.INPUT),
            WatermarkStrategy.noWatermarks(),
            "story")
        .setParallelism(1)
        .uid("inputs");
  }

  private static Recall recall(DataStream<RecallInput> inputs) {
    return Recall.inputs(inputs).model(Example.MODEL).sketchBytes(Example.SMALL).uid("answers");
  }

  private static StreamExecutionEnvironment environment(Configuration configuration) {
    return LocalEnvironment.of(1, configuration);
  }
}
