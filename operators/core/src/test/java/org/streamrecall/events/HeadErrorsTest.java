package org.streamrecall.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.streamrecall.events.schema.Event;
import org.streamrecall.measure.Decay;
import org.streamrecall.model.NewKeys;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.TrainingRecord;
import org.streamrecall.panel.Panel;

/** What a new key expects of heads, by a model. */
class HeadErrorsTest {
  private static final int MEAN = 7; // a head
  private static final double[][] TAILS = {Tails.student(1).at()};

  /** Of which one head is far better than the others. */
  private static RecallModel model(int best, int counts) {
    double[] heads = new double[NewKeys.HEADS];
    Arrays.fill(heads, 0.2);
    heads[0] = counts;
    heads[1 + best] = 0.002;
    NewKeys measured = new NewKeys(TAILS, null, new double[][] {heads});
    return Events.SCHEMA.untrained().with(TrainingRecord.NONE, measured);
  }

  private static EventMemory memory(RecallModel model) {
    return new EventMemory(model, 16_384, true, Decay.NONE);
  }

  private static List<String> told(EventMemory memory, List<Event> events) {
    return events.stream().map(event -> Events.shown(memory.tell(event))).toList();
  }

  @Test
  void shouldMeasureEachHeadByItselfAndTheSilentLikeTheOthers() {
    double[] usual = Panel.usualErrors();
    assertThat(usual).hasSize(NewKeys.HEADS - 1);
    List<HeadErrors> keys = new ArrayList<>();
    for (int k = 0; k < 10; k++) {
      HeadErrors key = new HeadErrors();
      for (int i = 0; i < 60; i++) { // those after the 32nd are another matter
        double[] errors = usual.clone();
        for (int h = 0; h < errors.length; h++) {
          errors[h] *= i >= 32 ? 100 : k % 2 == 0 ? 1 : 3;
        }
        errors[MEAN] = 0.01;
        errors[8] = Double.NaN;
        key.add(errors);
      }
      keys.add(key);
    }
    double[] measured = HeadErrors.measured(keys, 16);
    assertThat(measured[0]).isEqualTo(16);
    assertThat(measured[1]).isCloseTo(2 * usual[0], within(1e-12));
    assertThat(measured[1 + MEAN]).isCloseTo(0.01, within(1e-12));
    assertThat(measured[9] / usual[8]).isBetween(1.5, 2.0);
    assertThat(HeadErrors.measured(keys.subList(0, 3), 16)).isNull();
  }

  @Test
  void shouldComeBackFromAFileOrBeRefused() {
    RecallModel model = model(MEAN, 32);
    RecallModel back = RecallModel.fromBytes(model.toBytes());
    assertThat(back.id()).isEqualTo(model.id());
    assertThat(back.newKeys().heads()).isDeepEqualTo(model.newKeys().heads());
    assertThat(back.newKeys().firsts()).isNull();
    List<Event> events = Events.stream(60, 3);
    assertThat(told(memory(back), events)).isEqualTo(told(memory(model), events));
    assertThatThrownBy(() -> model(MEAN, 5))
        .hasMessage(
            "panel.heads of target 0 are not 10 positive numbers, but for the first, which is 0, 4,"
                + " 8, 16, 32 or 64; train anew");
    assertThatThrownBy(() -> new NewKeys(TAILS, null, new double[][] {new double[10]}))
        .hasMessageContaining("panel.heads of target 0");
  }

  /** A key goes on as it began, whatever serves it now; a new one begins by what serves now. */
  @Test
  void shouldGoOnToTheByteUnderAnotherModel() {
    List<Event> events = Events.stream(240, 5);
    RecallModel usual =
        Events.SCHEMA.untrained().with(TrainingRecord.NONE, new NewKeys(TAILS, null, null));
    List<RecallModel> models = List.of(usual, model(MEAN, 64), model(MEAN, 4), model(0, 16));
    List<String> states = new ArrayList<>();
    for (RecallModel model : models) {
      EventMemory memory = memory(model);
      told(memory, events.subList(0, 12));
      byte[] state = memory.state();
      byte[] held = memory.memory();
      List<String> whole = told(memory, events.subList(12, 240));
      states.add(Integer.toHexString(Arrays.hashCode(state)));
      for (RecallModel other : models) {
        EventMemory served = memory(other);
        served.restore(state, held);
        assertThat(served.state()).isEqualTo(state);
        assertThat(told(served, events.subList(12, 240)).equals(whole)).isTrue();
        assertThat(Arrays.equals(served.state(), memory.state())).isTrue();
      }
    }
    assertThat(states).doesNotHaveDuplicates();
  }

  /** The record of a target that was not measured is that of any key, to the byte. */
  @Test
  void shouldStartAsUsualWhereNothingWasMeasured() {
    List<Event> events = Events.stream(80, 6);
    double[][] none = {HeadErrors.usual()};
    RecallModel untrained = Events.SCHEMA.untrained();
    RecallModel without = untrained.with(TrainingRecord.NONE, new NewKeys(TAILS, null, null));
    EventMemory usual = memory(without);
    EventMemory same = memory(untrained.with(TrainingRecord.NONE, new NewKeys(TAILS, null, none)));
    assertThat(told(same, events)).isEqualTo(told(usual, events));
    assertThat(same.state()).isEqualTo(usual.state());
  }
}
