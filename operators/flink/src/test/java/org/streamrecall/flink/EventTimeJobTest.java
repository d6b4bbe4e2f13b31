package org.streamrecall.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;
import org.streamrecall.model.Prediction;
import org.streamrecall.model.Query;
import org.streamrecall.model.Token;

/** Tokens and queries of two streams, put in order by their times alone. */
class EventTimeJobTest {
  private static final int TOKENS = 600;

  /** An answer, and the timestamp that Flink has for it. */
  private static final class Timestamps extends ProcessFunction<Prediction, String> {
    private static final long serialVersionUID = 1;

    @Override
    public void processElement(Prediction prediction, Context context, Collector<String> out) {
      out.collect(prediction.time() + "=" + context.timestamp());
    }
  }

  private record Output(List<Prediction> predictions, List<Refused> refused, List<String> times) {}

  @Test
  void shouldAnswerExactlyAtAnyParallelism() throws Exception {
    Output one = run(1);
    Output two = run(2);

    assertThat(one.predictions()).hasSize(TOKENS / 10);
    for (int i = 0; i < one.predictions().size(); i++) {
      Prediction prediction = one.predictions().get(i);
      assertThat(prediction.answer().tokens()).isEqualTo(prediction.time() / 20 + 1);
      assertThat(OperatorHarness.bytes(two.predictions().get(i)))
          .isEqualTo(OperatorHarness.bytes(prediction));
    }
    assertThat(one.times()).allMatch(pair -> pair.matches("(\\d+)=\\1")).hasSize(TOKENS / 10);
    for (Output output : List.of(one, two)) {
      assertThat(output.refused())
          .containsExactly(
              new Refused(
                  "a",
                  Refused.TOKEN,
                  null,
                  "tag has 3 numbers, the schema says 2;" + " send exactly that many"));
    }
  }

  /** The same of contexts in shards: at any parallelism the same bytes, and all tokens. */
  @Test
  void shouldAnswerTheSameFromShardsAtAnyParallelism() throws Exception {
    Output one = run(1, 4);
    assertThat(one.predictions()).hasSize(TOKENS / 10);
    for (Output other : List.of(run(2, 4), run(3, 4))) {
      for (int i = 0; i < one.predictions().size(); i++) {
        Prediction prediction = one.predictions().get(i);
        assertThat(prediction.answer().tokens()).isEqualTo(prediction.time() / 20 + 1);
        assertThat(OperatorHarness.bytes(other.predictions().get(i)))
            .isEqualTo(OperatorHarness.bytes(prediction));
      }
      assertThat(other.times()).allMatch(pair -> pair.matches("(\\d+)=\\1"));
      assertThat(other.refused()).hasSize(1);
    }
  }

  private static Output run(int parallelism) throws Exception {
    return run(parallelism, 1);
  }

  private static Output run(int parallelism, int salts) throws Exception {
    StreamExecutionEnvironment env = LocalEnvironment.of(parallelism);
    env.setMaxParallelism(128);
    List<Token> told = new ArrayList<>();
    List<Query> asked = new ArrayList<>();
    for (int i = 0; i < TOKENS; i++) {
      String context = i % 2 == 0 ? "a" : "b"; // each has a token every 20 ms
      told.add(Token.of(context, new float[] {i, 1}, new float[] {i}, 10L * i));
      if (i % 10 == 0) {
        asked.add(Query.of("q" + i, "a", new float[] {i, 1}, 10L * i + 5));
      }
    }
    told.add(Token.of("a", new float[3], new float[1], 0));
    DataStream<Token> tokens =
        env.fromData(told, RecallTypes.TOKEN)
            .setParallelism(1)
            .assignTimestampsAndWatermarks(watermarks(Token::time));
    DataStream<Query> queries =
        env.fromData(asked, RecallTypes.QUERY)
            .setParallelism(1)
            .assignTimestampsAndWatermarks(watermarks(Query::time));
    DataStream<ModelUpdate> models =
        env.fromData(
                List.of(new ModelUpdate("later", Example.SHARPER.toBytes(), 1_000_000)),
                RecallTypes.MODEL_UPDATE)
            .setParallelism(1);
    SingleOutputStreamOperator<Prediction> predictions =
        Recall.tokens(tokens)
            .queries(queries)
            .model(Example.MODEL)
            .models(models)
            .sketchBytes(Example.SMALL)
            .eventTime(EventTime.DEFAULTS)
            .salted(salts, Set.of("a"))
            .uid("timed")
            .apply();
    CloseableIterator<Prediction> answers = predictions.collectAsync();
    CloseableIterator<Refused> refused = predictions.getSideOutput(Recall.REFUSED).collectAsync();
    CloseableIterator<String> times =
        predictions.process(new Timestamps(), Types.STRING).collectAsync();
    env.execute();
    List<Prediction> all = drain(answers);
    all.sort(Comparator.comparing(Prediction::time));
    return new Output(all, drain(refused), drain(times));
  }

  private static <T> WatermarkStrategy<T> watermarks(
      org.apache.flink.util.function.SerializableFunction<T, Long> time) {
    return WatermarkStrategy.<T>forBoundedOutOfOrderness(Duration.ofMillis(50))
        .withTimestampAssigner((record, timestamp) -> time.apply(record));
  }

  private static <T> List<T> drain(CloseableIterator<T> iterator) {
    List<T> all = new ArrayList<>();
    iterator.forEachRemaining(all::add);
    return all;
  }
}
