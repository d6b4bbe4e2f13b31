package org.streamrecall.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.streamrecall.model.Query;
import org.streamrecall.model.Token;

class RecallTest {
  private final StreamExecutionEnvironment env =
      StreamExecutionEnvironment.getExecutionEnvironment();
  private final DataStream<RecallInput> inputs =
      env.fromData(Example.tells("a", 1, 1), RecallTypes.INPUT);

  @Test
  void shouldAskForAUid() {
    assertThatThrownBy(() -> Recall.inputs(inputs).model(Example.MODEL).apply())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "a recall has no uid, without which its memories are not found again after a restart;"
                + " add .uid(\"answers\"), a name that no other recall of the job has");
  }

  @Test
  void shouldAskForAModel() {
    assertThatThrownBy(() -> Recall.inputs(inputs).uid("answers").apply())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "recall \"answers\" has no model; add .model(RecallModel.load(path)), or"
                + " .model(RecallModel.untrained(schema)) to begin without training");
  }

  @Test
  void shouldRefuseABudgetTooSmallBeforeTheJobStarts() {
    assertThatThrownBy(
            () -> Recall.inputs(inputs).model(Example.MODEL).sketchBytes(64).uid("answers").apply())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sketch.bytes=64 is below the ")
        .hasMessageContaining("raise it to at least");
  }

  @Test
  void shouldRefuseAShadowOfAnotherSchema() {
    assertThatThrownBy(
            () ->
                Recall.inputs(inputs)
                    .model(Example.MODEL)
                    .shadow(Example.OF_ANOTHER_SCHEMA)
                    .uid("answers")
                    .apply())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the shadow model has schema "
                + Example.OF_ANOTHER_SCHEMA.schema().hash()
                + ", the memories of recall \"answers\" have "
                + Example.SCHEMA.hash()
                + "; train it with the same schema");
  }

  @Test
  void shouldGiveEveryOperatorAUidSoThatTwoRecallsFitInOneJob() {
    DataStream<Token> tokens =
        env.fromData(List.of(Example.token("a", 1, 0, 1)), RecallTypes.TOKEN);
    DataStream<Query> queries =
        env.fromData(List.of(Query.of("q", "a", new float[2], 0)), RecallTypes.QUERY);
    for (String uid : List.of("one", "two")) {
      Recall.tokens(tokens).queries(queries).model(Example.MODEL).uid(uid).apply();
    }

    List<String> uids =
        env.getStreamGraph().getStreamNodes().stream()
            .map(StreamNode::getTransformationUID)
            .filter(uid -> uid != null)
            .sorted()
            .toList();
    assertThat(uids)
        .containsExactly(
            "one-no-models",
            "one-queries",
            "one-recall",
            "one-tokens",
            "two-no-models",
            "two-queries",
            "two-recall",
            "two-tokens");
  }
}
