package org.streamrecall.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.streamrecall.events.schema.Event;
import org.streamrecall.measure.Decay;
import org.streamrecall.model.NewKeys;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.TrainingRecord;

class TailsTest {
  private static RecallModel with(double[] tails) {
    RecallModel untrained = Events.SCHEMA.untrained();
    return untrained.with(TrainingRecord.NONE, new NewKeys(new double[][] {tails}, null, null));
  }

  private static RecallModel sure() {
    double[] scores = new double[500];
    java.util.Arrays.fill(scores, 0.1);
    return with(Tails.measured(scores));
  }

  private static double width(Judgement judgement) {
    double[] bounds = judgement.answer().interval()[0];
    return bounds[1] - bounds[0];
  }

  /** The model says what is to be expected, the state what was: a swap changes the one alone. */
  @Test
  void shouldChangeIntervalsAndNoState() {
    EventMemory plain = Events.memory(Events.SCHEMA, 16_384);
    EventMemory sure = new EventMemory(sure(), 16_384, true, Decay.NONE);
    int judged = 0;
    for (Event event : Events.stream(300, 1)) {
      Judgement one = plain.tell(event);
      Judgement other = sure.tell(event);
      if (one.answer().interval() != null) {
        assertThat(width(other) < width(one)).isEqualTo(judged < 128); // else the same
        assertThat(width(other)).isLessThanOrEqualTo(width(one));
        judged += Double.isNaN(one.surprise()) ? 0 : 1;
        assertThat(other.answer().value()).isEqualTo(one.answer().value());
      }
      assertThat(sure.state()).isEqualTo(plain.state());
      assertThat(sure.memory()).isEqualTo(plain.memory());
    }
    assertThat(judged).isGreaterThan(200);
  }

  @Test
  void shouldServeTheTailsOfTheModelThatIsSwappedIn() {
    EventMemory plain = Events.memory(Events.SCHEMA, 16_384);
    EventMemory sure = new EventMemory(sure(), 16_384, true, Decay.NONE);
    List<Event> events = Events.stream(31, 1);
    for (Event event : events.subList(0, 30)) {
      plain.tell(event);
      sure.tell(event);
    }
    double before = width(plain.ask(events.get(30)));
    plain.serve(sure());
    double after = width(plain.ask(events.get(30)));
    assertThat(after).isLessThan(before).isEqualTo(width(sure.ask(events.get(30))));
  }

  @Test
  void shouldComeBackFromAFile() {
    RecallModel model = sure();
    RecallModel back = RecallModel.fromBytes(model.toBytes());
    assertThat(back.newKeys().tails()).isDeepEqualTo(model.newKeys().tails());
    assertThat(back.id()).isEqualTo(model.id()).isNotEqualTo(Events.SCHEMA.untrained().id());
    assertThat(RecallModel.fromBytes(Events.SCHEMA.untrained().toBytes()).newKeys()).isNull();
  }

  @Test
  void shouldRefuseTailsThatAreNone() {
    double[] rising = Tails.STUDENT.at().clone();
    rising[7] = 1.5;
    for (double[] wrong : List.of(rising, new double[33], new double[] {1, 0.5})) {
      assertThatThrownBy(() -> with(wrong))
          .hasMessage(
              "calibration.tails of target 0 are not 33 numbers that fall from 1 to"
                  + " above 0; train anew");
    }
  }
}
