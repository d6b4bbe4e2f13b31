package org.streamrecall.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.streamrecall.measure.Decay;
import org.streamrecall.model.Prediction;
import org.streamrecall.model.Query;
import org.streamrecall.model.Token;

/**
 * Savepoints of one parallelism, restored at another: nothing lost, nothing doubled, same bytes.
 */
class RescaleTest {
  private static final int CONTEXTS = 40;
  private static final int ROUNDS = 30;

  @ParameterizedTest
  @CsvSource({"false, 1, 2, 3, 1", "true, 1, 2, 3, 1", "false, 3, 1, 2, 3", "true, 3, 1, 2, 3"})
  void shouldAnswerTheSameBytesAtEveryParallelism(
      boolean timed, int first, int second, int third, int last) throws Exception {
    Told serving = Told.of(Example.MODEL.toBytes(), Example.SMALL, Decay.NONE);
    Told served = timed ? serving.eventTime(EventTime.DEFAULTS) : serving;
    Map<String, byte[]> unbroken = run(served, List.of(1, 1, 1, 1));
    Map<String, byte[]> rescaled = run(served, List.of(first, second, third, last));
    assertThat(unbroken).hasSize(CONTEXTS * 4 * ROUNDS * 4 / 5);
    assertThat(rescaled.keySet()).isEqualTo(unbroken.keySet());
    rescaled.forEach((id, bytes) -> assertThat(bytes).as(id).isEqualTo(unbroken.get(id)));
  }

  /** One part of the input at each parallelism in turn. */
  private static Map<String, byte[]> run(Told serving, List<Integer> parallelisms)
      throws Exception {
    Map<String, byte[]> answers = new HashMap<>();
    OperatorSubtaskState kept = null;
    int before = 0;
    for (int part = 0; part < parallelisms.size(); part++) {
      int parallelism = parallelisms.get(part);
      List<OperatorHarness> subtasks = new ArrayList<>();
      for (int i = 0; i < parallelism; i++) {
        subtasks.add(OperatorHarness.subtask(serving, parallelism, i, kept, before));
      }
      if (part == 1) {
        for (OperatorHarness subtask : subtasks) {
          subtask.send(new ModelUpdate("sharper", Example.SHARPER.toBytes(), 700));
        }
      }
      tell(subtasks, part);
      kept = end(subtasks, part == parallelisms.size() - 1, answers);
      before = parallelism;
    }
    return answers;
  }

  /** Every context says something and is asked, in turn; some of it is still to be waited for. */
  private static void tell(List<OperatorHarness> subtasks, int part) throws Exception {
    for (int round = part * ROUNDS; round < (part + 1) * ROUNDS; round++) {
      for (int c = 0; c < CONTEXTS; c++) {
        String context = "context-" + c;
        OperatorHarness subtask = subtasks.get(subtask(context, subtasks.size()));
        float x = (float) Math.cos(round * c);
        float y = (float) Math.sin(round * c);
        long time = 10L * round;
        subtask.send(
            RecallInput.of(
                Example.SCHEMA,
                Token.of(context, new float[] {x, y}, new float[] {x}, time + 100)));
        if (round % 5 != 0) {
          subtask.send(
              RecallInput.of(
                  Example.SCHEMA,
                  Query.of("q" + c + "-" + round, context, new float[] {x, y}, time + 200)));
        }
      }
      for (OperatorHarness subtask : subtasks) {
        subtask.watermark(10L * round);
      }
    }
  }

  private static int subtask(String context, int parallelism) {
    return KeyGroupRangeAssignment.assignKeyToParallelOperator(
        context, OperatorHarness.MOST, parallelism);
  }

  private static OperatorSubtaskState end(
      List<OperatorHarness> subtasks, boolean last, Map<String, byte[]> answers) throws Exception {
    List<OperatorSubtaskState> states = new ArrayList<>();
    for (OperatorHarness subtask : subtasks) {
      if (last) {
        subtask.watermark(Long.MAX_VALUE);
      }
      states.add(subtask.snapshot());
      for (Prediction prediction : subtask.predictions()) {
        assertThat(answers.put(prediction.id(), OperatorHarness.bytes(prediction))).isNull();
      }
      subtask.close();
    }
    return AbstractStreamOperatorTestHarness.repackageState(
        states.toArray(new OperatorSubtaskState[0]));
  }
}
