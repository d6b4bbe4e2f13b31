package org.streamrecall.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.streamrecall.events.schema.EventSchema;

class PanelPlanTest {
  /** From the event asked at to the value whole seasons before the target. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "x, lag(x,1..5), lag(x,23); next(x,1); ; 23",
        "x, lag(x,1..5), lag(x,23); next(x,24); ; 0",
        "x, lag(x,1..5), lag(x,23); next(x,25); ; 23",
        "lag(x,1), lag(x,24); x; ; 24",
        "y; next(x,2); season:7; 5",
        "x, lag(x,1..5); next(x); ; -1",
        "x, lag(y,1..30); next(x); ; -1"
      })
  void shouldLookBackWholeSeasons(String like, String predict, String base, int back) {
    EventSchema schema = EventSchema.of("k", null, like, predict, base);
    assertThat(new PanelPlan(new Plan(schema)).seasonBack).containsExactly(back);
  }
}
