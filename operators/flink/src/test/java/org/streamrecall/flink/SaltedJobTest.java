package org.streamrecall.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.streamrecall.model.Prediction;

class SaltedJobTest {
  private static final int TOKENS = 500;

  private static StreamExecutionEnvironment environment() {
    return LocalEnvironment.of(3);
  }

  private static Recall recall(DataStream<RecallInput> inputs) {
    return Recall.inputs(inputs)
        .model(Example.MODEL)
        .sketchBytes(Example.SMALL)
        .salted(4, Set.of())
        .uid("salted");
  }

  /** One stream's order counts, also where its source has fewer subtasks than the job. */
  @Test
  void shouldAnswerFromTheTokensThatCameBefore() throws Exception {
    List<RecallInput> story = new ArrayList<>();
    for (int i = 0; i < TOKENS; i++) {
      story.add(Example.tell("a", (float) Math.cos(i), (float) Math.sin(i), i));
      story.add(Example.ask("q" + (i + 1), "a", 1, 0));
    }
    StreamExecutionEnvironment environment = environment();
    environment.setMaxParallelism(128);
    CloseableIterator<Prediction> answers =
        recall(environment.fromData(story, RecallTypes.INPUT).setParallelism(1))
            .apply()
            .collectAsync();
    environment.execute();
    List<Prediction> all = new ArrayList<>();
    answers.forEachRemaining(all::add);
    assertThat(all).hasSize(TOKENS);
    for (Prediction prediction : all) {
      assertThat(prediction.id()).isEqualTo("q" + prediction.answer().tokens());
    }
  }

  @Test
  void shouldAskForAMaximumParallelism() {
    DataStream<RecallInput> inputs =
        environment().fromData(List.of(Example.ask("q", "a", 1, 0)), RecallTypes.INPUT);
    assertThatThrownBy(() -> recall(inputs).apply())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "recall \"salted\" is salted in a job without a maximum parallelism, by which shards are"
                + " spread; set it for the life of the job's state:"
                + " environment.setMaxParallelism(128)");
  }
}
