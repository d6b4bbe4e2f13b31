package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.streamrecall.events.schema.TimeField;

/** What may be a key, and what hardly is. */
class KeyHintTest {
  private static final int EVENTS = 120;
  private static final String NOTHING = "--key was left out: all lines are one series";

  private static String said(String time, IntFunction<String> event) {
    KeyHint hint = new KeyHint(EVENTS, TimeField.parse(time), Set.of("target"));
    for (int i = 0; i < EVENTS; i++) {
      hint.add(FlatEvent.of(event.apply(i).getBytes(StandardCharsets.UTF_8)));
    }
    return hint.said();
  }

  private static String json(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  @Test
  void shouldTakeWhatPutsTimesInOrder() {
    String hint =
        NOTHING
            + "; times come back or run backwards, but not within one %s (4 different): if each is a"
            + " series of its own, say --key %s";
    assertThat(
            said(
                "t",
                i ->
                    json(
                        "{\"mode\":\"m%d\",\"n\":\"s%d\",\"t\":%d}",
                        i / 2 % 2, i % 4, 1000 + i / 4)))
        .isEqualTo(hint.formatted("n", "n"));
    assertThat(said("t", i -> json("{\"x\":%d,\"no\":%d,\"t\":%d}", i % 7, i / 30, 1000 + i % 30)))
        .isEqualTo(hint.formatted("no", "no"));
  }

  @Test
  void shouldNameTextsWhereTimesSayNothing() {
    assertThat(said(null, i -> json("{\"a\":\"a%d\",\"b\":\"b%d\",\"c\":%d}", i % 3, i % 2, i % 5)))
        .isEqualTo(
            NOTHING + "; if a (3 different) or b (2 different) tells series apart, say --key a");
    assertThat(said("t", i -> json("{\"a\":\"a%d\",\"t\":%d}", i % 3, i)))
        .isEqualTo(NOTHING + "; if a (3 different) tells series apart, say --key a");
  }

  @Test
  void shouldNotNameWhatTellsEventsApartOrIsMissing() {
    assertThat(said(null, i -> json("{\"id\":\"e%d\"}", i / 2))).isEqualTo(NOTHING);
    assertThat(said(null, i -> "{\"site\":\"north\"}")).isEqualTo(NOTHING);
    assertThat(said(null, i -> json("{\"target\":\"e%d\"}", i % 2))).isEqualTo(NOTHING);
    assertThat(said(null, i -> i == 7 ? "{}" : json("{\"a\":\"e%d\"}", i % 2))).isEqualTo(NOTHING);
    assertThat(said(null, i -> json("{\"x\":%d.5}", i % 2))).isEqualTo(NOTHING);
  }
}
