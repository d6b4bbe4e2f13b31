package org.streamrecall.tests.bench;

import java.time.Duration;
import java.util.Set;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.SecurityOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.streamrecall.deploy.Loopback;
import org.streamrecall.flink.EventTime;
import org.streamrecall.flink.Recall;
import org.streamrecall.flink.RecallInput;
import org.streamrecall.flink.RecallTypes;
import org.streamrecall.model.RecallModel;

/** Tokens from memory, keyed to two subtasks that count or remember them. */
final class TokenJob {
  static final int PARALLELISM = 2;

  private final TokenFlow flow;
  private int sketchBytes; // 0 counts only
  private int salts = 1;
  private boolean timed;
  private boolean rocks;

  TokenJob(TokenFlow flow) {
    this.flow = flow;
  }

  TokenJob counting() {
    sketchBytes = 0;
    return this;
  }

  TokenJob recalling(int bytes) {
    sketchBytes = bytes;
    return this;
  }

  TokenJob inOrderOfTime() {
    timed = true;
    return this;
  }

  TokenJob onRocksDb() {
    rocks = true;
    return this;
  }

  TokenJob salted(int shards) {
    salts = shards;
    return this;
  }

  /** Runs to the end of so many tokens. */
  AccessExecutionGraph run(long tokens) throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(PipelineOptions.MAX_PARALLELISM, 128);
    configuration.set(SecurityOptions.DELEGATION_TOKENS_ENABLED, false); // it warns of having none
    configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(512));
    if (rocks) {
      configuration.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    }
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(Loopback.keep(configuration))
                .setNumSlotsPerTaskManager(PARALLELISM)
                .withRandomPorts()
                .build());
    try {
      cluster.start();
      StreamExecutionEnvironment environment =
          StreamExecutionEnvironment.createLocalEnvironment(PARALLELISM, configuration);
      build(environment, tokens);
      var id = cluster.submitJob(environment.getStreamGraph()).get().getJobID();
      var result = cluster.requestJobResult(id).get();
      if (!result.isSuccess()) {
        throw new IllegalStateException("the job failed", result.getSerializedThrowable().get());
      }
      return cluster.getExecutionGraph(id).get();
    } finally {
      cluster.close();
    }
  }

  private void build(StreamExecutionEnvironment environment, long tokens) {
    DataStream<RecallInput> inputs =
        environment
            .fromSource(
                new DataGeneratorSource<>(flow, tokens, RecallTypes.INPUT),
                WatermarkStrategy.<RecallInput>forBoundedOutOfOrderness(Duration.ofSeconds(1))
                    .withTimestampAssigner((input, before) -> input.time()),
                "tokens from memory")
            .setParallelism(1);
    if (sketchBytes == 0) {
      inputs
          .keyBy(RecallInput::context, Types.STRING)
          .filter(new Count())
          .name("count")
          .sinkTo(new DiscardingSink<>());
      return;
    }
    Recall recall =
        Recall.inputs(inputs)
            .model(RecallModel.untrained(flow.schema()))
            .sketchBytes(sketchBytes)
            .salted(salts, Set.of(TokenFlow.HOT))
            .uid("bench");
    if (timed) {
      recall.eventTime(EventTime.DEFAULTS);
    }
    recall.apply().sinkTo(new DiscardingSink<>());
  }

  private static final class Count extends RichFilterFunction<RecallInput> {
    private static final long serialVersionUID = 1;

    private transient ValueState<Long> count;

    @Override
    public void open(OpenContext context) {
      count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
    }

    @Override
    public boolean filter(RecallInput input) throws Exception {
      Long before = count.value();
      count.update(before == null ? 1 : before + 1);
      return false;
    }
  }
}
