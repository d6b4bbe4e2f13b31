package org.streamrecall.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.streamrecall.events.EventMemory;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.events.score.Score;
import org.streamrecall.measure.Decay;

class SensorTableTest {
  private static final EventSchema SCHEMA =
      EventSchema.of("k", null, "value", "next(value)", "last");

  /** A reading that goes round in a circle of so many values. */
  private static Score circle(int values) {
    Score score = new Score(SCHEMA, 6, List.of("StreamRecall"));
    EventMemory memory = new EventMemory(SCHEMA.untrained(), 16_384, true, Decay.NONE);
    for (int i = 0; i < 300; i++) {
      double[] number = {i % values * (i % values)};
      Event event = new Event("k", i, number, new String[0], null);
      score.add(event, memory.tell(event), memory.tag());
    }
    return score;
  }

  /** What comes back after one season, nobody foretells better; after five of six, others do. */
  @Test
  void shouldHoldOursAgainstEachMethodOfAReading() {
    List<Score> scores = List.of(circle(6), circle(5));
    List<String> names = List.of("six", "five");
    List<String> table = SensorTable.of("RMSE", names, scores);
    assertThat(table.get(0)).matches("RMSE +six +five");
    assertThat(table)
        .anySatisfy(line -> assertThat(line).matches("one season ago +0\\.3[0-9]+ .*"));
    assertThat(SensorTable.verdict(names, scores).get(0))
        .isEqualTo("beats last value, mean and one season ago on: five; not on: six");
  }
}
