package org.streamrecall.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.Decay;
import org.streamrecall.measure.SketchLayout;
import org.streamrecall.model.Answer;

/** A day's rhythm: moments lie along a ring, which no one cluster is like. */
class CurvedMomentsTest {
  private static final EventSchema SCHEMA =
      EventSchema.of("k", "at", "hour(at), load", "next(load,1..3)", null);
  private static final int EVENTS = 1440;
  private static final int LEARNED = 400;

  @ParameterizedTest
  @ValueSource(ints = {4096, 16384})
  void shouldForetellAsWellAsFromEveryEventKept(int bytes) {
    double whole = error(SketchLayout.UNBOUNDED, 1);
    assertThat(error(bytes, 1)).isLessThan(1.1 * whole);
  }

  private static double error(int bytes, long seed) {
    EventMemory memory = new EventMemory(SCHEMA.untrained(), bytes, true, Decay.NONE);
    Random random = new Random(seed);
    double[] load = new double[EVENTS];
    for (int i = 0; i < EVENTS; i++) {
      load[i] = 100 + 50 * Math.sin(2 * Math.PI * (i % 24) / 24) + 3 * random.nextGaussian();
    }
    double sum = 0;
    int asked = 0;
    for (int i = 0; i < EVENTS - 3; i++) {
      Event event = new Event("k", 3_600_000L * i, new double[] {load[i]}, new String[0], null);
      Answer answer = memory.tell(event).answer();
      if (i >= LEARNED) {
        assertThat(answer.familiarity()).isBetween(0.0, Math.log(i));
        assertThat(answer.recalled().get(0).evidence().tokens()).isLessThan(i / 2.0);
        for (int h = 0; h < 3; h++) {
          double apart = answer.value()[h] - load[i + 1 + h];
          sum += apart * apart;
          asked++;
        }
      }
    }
    return Math.sqrt(sum / asked);
  }
}
