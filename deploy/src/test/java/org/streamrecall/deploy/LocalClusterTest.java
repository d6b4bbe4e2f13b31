package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LocalClusterTest {
  private static final int KEYS = 100;
  private static final int BYTES_PER_KEY = 131072;

  @Test
  void shouldCheckpointMoreStateThanFlinkKeepsInMemory() {
    try (LocalCluster cluster = LocalCluster.start(1)) {
      StreamExecutionEnvironment environment = cluster.environment();
      Configuration configuration = new Configuration();
      configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(100));
      configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
      environment.configure(configuration);
      environment
          .fromSource(
              new DataGeneratorSource<>(
                  index -> index, KEYS, RateLimiterStrategy.perSecond(100), Types.LONG),
              WatermarkStrategy.noWatermarks(),
              "numbers")
          .keyBy(number -> number)
          .process(new Hoard())
          .sinkTo(new DiscardingSink<>());
      LocalJob job = cluster.submit(environment, "hoard");
      assertThatCode(job::awaitEnd).doesNotThrowAnyException();
    }
  }

  @RepeatedTest(15)
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void shouldEndWhileItIsStillComingUp() {
    assertThatCode(() -> LocalCluster.start(1).close()).doesNotThrowAnyException();
  }

  /** Of jobs that are started over and over. */
  private static StreamExecutionEnvironment restarting(LocalCluster cluster, Duration delay) {
    Configuration configuration = new Configuration();
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, Integer.MAX_VALUE);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, delay);
    StreamExecutionEnvironment environment = cluster.environment();
    environment.configure(configuration);
    return environment;
  }

  /** A job that is started over and over says why. */
  @Test
  void shouldSayWhyAJobDoesNotRun() throws Exception {
    try (LocalCluster cluster = LocalCluster.start(1)) {
      StreamExecutionEnvironment environment = restarting(cluster, Duration.ofMinutes(1));
      environment
          .fromSequence(0, 9)
          .map(new Unready())
          .returns(Types.LONG)
          .sinkTo(new DiscardingSink<>());
      LocalJob job = cluster.submit(environment, "unready");
      Unready.TRIED.await();
      assertThatThrownBy(() -> job.awaitRunning(Duration.ofSeconds(3)))
          .hasMessageMatching("the job is RESTARTING after \\d+ s, having failed: not today");
      job.cancel();
    }
  }

  /** As a large state does that is restored: it takes longer than it may without a sign. */
  @Test
  void shouldWaitForATaskThatComesFurther() throws Exception {
    try (LocalCluster cluster = LocalCluster.start(1)) {
      StreamExecutionEnvironment environment = restarting(cluster, Duration.ofMinutes(1));
      environment
          .fromSequence(0, Long.MAX_VALUE)
          .map(new Slow())
          .returns(Types.LONG)
          .sinkTo(new DiscardingSink<>());
      LocalJob job = cluster.submit(environment, "slow");
      Slow.BEGUN.await();
      assertThatCode(() -> job.awaitRunning(Duration.ofSeconds(1))).doesNotThrowAnyException();
      job.cancel();
    }
  }

  /** Takes two seconds to begin, and memory all the while. */
  private static final class Slow extends RichMapFunction<Long, Long> {
    static final CountDownLatch BEGUN = new CountDownLatch(1);

    @Override
    public void open(OpenContext context) throws InterruptedException {
      BEGUN.countDown();
      byte[][] restored = new byte[20][];
      for (int i = 0; i < restored.length; i++) {
        restored[i] = new byte[1 << 21];
        Thread.sleep(100);
      }
    }

    @Override
    public Long map(Long number) {
      return number;
    }
  }

  /** Flink would let it say for ever that it runs. */
  @Test
  @Timeout(60)
  void shouldEndAJobWhoseLastTaskManagerIsGone() {
    try (LocalCluster cluster = LocalCluster.start(1)) {
      StreamExecutionEnvironment environment = restarting(cluster, Duration.ofSeconds(1));
      environment.fromSequence(0, 9).sinkTo(new Stubborn());
      LocalJob job = cluster.submit(environment, "stubborn");
      assertThatThrownBy(job::awaitEnd)
          .hasMessage(
              "the job \"stubborn\" has lost its last TaskManager: it does not close; start it"
                  + " again");
      assertThat(job.status().isGloballyTerminalState()).isFalse();
    }
  }

  /** Its task cannot be ended, for which Flink ends the TaskManager. */
  private static final class Stubborn implements Sink<Long> {
    @Override
    public SinkWriter<Long> createWriter(WriterInitContext context) {
      return new SinkWriter<>() {
        @Override
        public void write(Long number, Context context) {
          throw new IllegalStateException("it does not write");
        }

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public void close() {
          throw new IllegalStateException("it does not close.");
        }
      };
    }
  }

  /** Never comes to run. */
  private static final class Unready extends RichMapFunction<Long, Long> {
    static final CountDownLatch TRIED = new CountDownLatch(1);

    @Override
    public void open(OpenContext context) {
      TRIED.countDown();
      throw new IllegalStateException("not today");
    }

    @Override
    public Long map(Long number) {
      return number;
    }
  }

  /** Keeps a large value for each key. */
  private static final class Hoard extends KeyedProcessFunction<Long, Long, Long> {
    @Override
    public void processElement(Long number, Context context, Collector<Long> out) throws Exception {
      ValueState<byte[]> kept =
          getRuntimeContext()
              .getState(
                  new ValueStateDescriptor<>(
                      "kept", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
      kept.update(new byte[BYTES_PER_KEY]);
      out.collect(number);
    }
  }
}
