package org.streamrecall.events.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.streamrecall.events.EventMemory;
import org.streamrecall.events.Events;
import org.streamrecall.events.Judgement;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;

/** Outcomes that are known later than the events that they are of. */
class LateScoreTest {
  private static final int EVENTS = 120;

  private static EventSchema schema(String predict) {
    return EventSchema.of("k", null, "x, category(c)", predict, null);
  }

  private static Event event(int i, boolean known) {
    Random random = new Random(i);
    double x = random.nextInt(9);
    double noise = random.nextGaussian();
    double y = known ? 3 * x + noise : Double.NaN;
    boolean odd = random.nextBoolean();
    String[] texts = {odd ? "a" : "b", known ? odd ? "good" : "bad" : null};
    return new Event("k", i, new double[] {x, y}, texts, null, "e" + i, null);
  }

  /** Outcomes that are known before the next event score as if events brought them. */
  @ParameterizedTest
  @ValueSource(strings = {"y", "category(d)"})
  void shouldScoreAsIfEventsBroughtWhatIsKnownAtOnce(String predict) {
    EventSchema schema = schema(predict);
    Score own = new Score(schema);
    Score late = new Score(schema);
    EventMemory memory = Events.memory(schema, 16_384);
    for (int i = 0; i < EVENTS; i++) {
      Judgement said = memory.tell(event(i, true));
      own.add(event(i, true), said, memory.tag());
      late.ask(event(i, false), List.of(said), memory.tag());
      late.know(event(i, true));
    }
    assertThat(own.scored()).isEqualTo(EVENTS - Score.FIRST);
    assertThat(late.tables()).isEqualTo(own.tables());
  }

  /** Nobody learns from what is not known yet: what comes last changes nothing that was said. */
  @Test
  void shouldLetNobodyHearOfOutcomesBeforeTheirTime() {
    EventSchema schema = schema("y");
    EventMemory memory = Events.memory(schema, 16_384);
    List<Judgement> said = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      said.add(memory.tell(event(i, true)));
    }
    Score score = new Score(schema);
    for (int i = 0; i < EVENTS; i++) {
      score.ask(event(i, false), List.of(said.get(i)), new float[] {i, 0});
    }
    for (int i = EVENTS - 1; i >= 0; i--) {
      score.know(event(i, true));
    }
    Score.Table table = score.tables().get(0);
    assertThat(table.scored()).isZero(); // the others had never heard of anything
    assertThat(table.leftOut().unanswered()).isEqualTo(EVENTS - Score.FIRST);
  }

  @Test
  void shouldCountWhatNeverComes() {
    EventSchema schema = schema("y");
    EventMemory memory = Events.memory(schema, 16_384);
    Score score = new Score(schema);
    for (int i = 0; i < EVENTS; i++) {
      Judgement said = memory.tell(event(i, true));
      score.ask(event(i, false), List.of(said), memory.tag());
      if (i % 2 == 0) {
        score.know(event(i, true));
      }
      score.know(event(i + 1000, true)); // of no event
    }
    Score.Table table = score.tables().get(0);
    assertThat(table.leftOut().ahead()).isEqualTo(EVENTS / 2 - Score.FIRST / 2);
    assertThat(table.scored()).isEqualTo(EVENTS / 2 - Score.FIRST / 2);
  }
}
