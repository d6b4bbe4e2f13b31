package org.streamrecall.tests.bench;

import java.time.Duration;
import java.util.Set;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.streamrecall.flink.EventTime;
import org.streamrecall.flink.Recall;
import org.streamrecall.flink.RecallInput;
import org.streamrecall.flink.RecallTypes;
import org.streamrecall.model.RecallModel;

/** Tokens from memory, keyed to two subtasks that count or remember them. */
final class TokenJob extends MemoryJob {
  private final TokenFlow flow;
  private int sketchBytes; // 0 counts only
  private int salts = 1;

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

  @Override
  void build(StreamExecutionEnvironment environment, long tokens) {
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
