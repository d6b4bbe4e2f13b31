package org.streamrecall.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.streamrecall.model.Prediction;
import org.streamrecall.model.Query;
import org.streamrecall.model.Status;
import org.streamrecall.model.Token;

/** Whole jobs on a mini cluster, generic types forbidden. */
class RecallJobTest {
  private static final int CONTEXTS = 13;

  /** What a job put out. */
  private record Output(List<Prediction> predictions, List<Refused> refused) {}

  @Test
  void shouldAnswerTheSameBytesAtAnyParallelism() throws Exception {
    Output one = run(1);
    Output two = run(2);

    assertThat(one.predictions()).hasSize(CONTEXTS * 30);
    for (int i = 0; i < one.predictions().size(); i++) {
      assertThat(OperatorHarness.bytes(two.predictions().get(i)))
          .isEqualTo(OperatorHarness.bytes(one.predictions().get(i)));
    }
    assertThat(two.predictions()).hasSameSizeAs(one.predictions());
    assertThat(two.refused()).isEqualTo(one.refused());
  }

  private static Output run(int parallelism) throws Exception {
    StreamExecutionEnvironment env = environment(parallelism);
    DataStream<RecallInput> inputs = source(env, story());
    return collect(
        env,
        Recall.inputs(inputs)
            .model(Example.MODEL)
            .sketchBytes(Example.SMALL)
            .uid("answers")
            .apply());
  }

  /** Contexts that take turns, each asked between its tokens. */
  private static List<RecallInput> story() {
    List<List<RecallInput>> tells = new ArrayList<>();
    for (int c = 0; c < CONTEXTS; c++) {
      tells.add(Example.tells("context-" + c, 300, c));
    }
    List<RecallInput> story = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      for (int c = 0; c < CONTEXTS; c++) {
        story.add(tells.get(c).get(i));
        if (i % 10 == 3) {
          story.add(Example.ask("q-" + c + "-" + i, "context-" + c, .6f, .8f));
        }
      }
    }
    return story;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void shouldAnswerOrRefuseEveryQueryOfTwoStreams(int parallelism) throws Exception {
    StreamExecutionEnvironment env = environment(parallelism);
    DataStream<Token> tokens =
        env.fromData(
                List.of(
                    Example.token("a", 1, 0, 10),
                    Example.token("a", Float.NaN, 0, 10),
                    Token.of("b", new float[3], new float[1], 0)),
                RecallTypes.TOKEN)
            .setParallelism(1);
    DataStream<Query> queries =
        env.fromData(
                List.of(
                    Query.of("good", "b", new float[] {1, 0}, 7),
                    Query.of("long", "b", new float[3], 7)),
                RecallTypes.QUERY)
            .setParallelism(1);

    Output output =
        collect(
            env, Recall.tokens(tokens).queries(queries).model(Example.MODEL).uid("two").apply());

    assertThat(output.predictions()).hasSize(1);
    Prediction prediction = output.predictions().get(0);
    assertThat(prediction.id()).isEqualTo("good");
    assertThat(prediction.time()).isEqualTo(7);
    assertThat(prediction.answer().status()).isEqualTo(Status.EMPTY_CONTEXT);
    String length = "tag has 3 numbers, the schema says 2; send exactly that many";
    assertThat(output.refused())
        .containsExactly(
            new Refused("a", "token", null, "tag[0]=NaN is not finite; numbers must be finite"),
            new Refused("b", "query", "long", length),
            new Refused("b", "token", null, length));
  }

  @Test
  void shouldServeModelsFromAStreamAndReportABadOneOnce() throws Exception {
    StreamExecutionEnvironment env = environment(2);
    DataStream<ModelUpdate> models =
        env.fromData(List.of(new ModelUpdate("bad", new byte[3])), RecallTypes.MODEL_UPDATE)
            .setParallelism(1);

    Output output =
        collect(
            env,
            Recall.inputs(source(env, List.of(Example.ask("q", "a", 1, 0))))
                .model(Example.MODEL)
                .models(models)
                .exact()
                .uid("models")
                .apply());

    assertThat(output.predictions()).hasSize(1);
    assertThat(output.refused()).hasSize(1);
    assertThat(output.refused().get(0).id()).isEqualTo("bad");
  }

  @Test
  void shouldNotTakeADownstreamFailureForARecordsOwn() throws Exception {
    StreamExecutionEnvironment env = environment(1);
    DataStream<RecallInput> inputs = source(env, List.of(Example.ask("q", "a", 1, 0)));
    MapFunction<Prediction, Prediction> broken =
        prediction -> {
          throw new IllegalStateException("the sink is down");
        };
    SingleOutputStreamOperator<Prediction> predictions =
        Recall.inputs(inputs)
            .model(Example.MODEL)
            .uid("answers")
            .apply()
            .map(broken, RecallTypes.PREDICTION);
    predictions.print();

    assertThatThrownBy(env::execute).hasStackTraceContaining("the sink is down");
  }

  private static StreamExecutionEnvironment environment(int parallelism) {
    return LocalEnvironment.of(parallelism);
  }

  private static DataStream<RecallInput> source(
      StreamExecutionEnvironment env, List<RecallInput> inputs) {
    return env.fromData(inputs, RecallTypes.INPUT).setParallelism(1);
  }

  private static Output collect(
      StreamExecutionEnvironment env, SingleOutputStreamOperator<Prediction> predictions)
      throws Exception {
    CloseableIterator<Prediction> answered = predictions.collectAsync();
    CloseableIterator<Refused> refused = predictions.getSideOutput(Recall.REFUSED).collectAsync();
    env.execute();
    List<Prediction> answers = drain(answered);
    answers.sort(Comparator.comparing(Prediction::id));
    List<Refused> refusals = drain(refused);
    refusals.sort(Comparator.comparing(Refused::toString));
    return new Output(answers, refusals);
  }

  private static <T> List<T> drain(CloseableIterator<T> iterator) {
    List<T> all = new ArrayList<>();
    iterator.forEachRemaining(all::add);
    return all;
  }
}
