package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.streamrecall.events.schema.TimeField;

/** What is a time, and what only looks like one. */
class TimeSurveyTest {
  private static TimeSurvey.Choice of(String key, IntFunction<String> event) {
    TimeSurvey survey = new TimeSurvey(key, Set.of("target"));
    for (int i = 0; i < 100; i++) {
      survey.add(FlatEvent.of(event.apply(i).getBytes(StandardCharsets.UTF_8)));
    }
    return survey.choice();
  }

  private static TimeField time(String key, IntFunction<String> event) {
    return of(key, event).time();
  }

  private static String json(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** Milliseconds from 1990 to 2099, however far apart. */
  @Property(seed = "1", tries = 100)
  void shouldKnowTheSameTimesInEveryForm(
      @ForAll @LongRange(min = 631_152_000, max = 4_070_000_000L) long first,
      @ForAll @LongRange(min = 1, max = 300_000) long step) {
    assertThat(time(null, i -> json("{\"t\":%d}", 1000 * (first + step * i))))
        .isEqualTo(new TimeField("t", false));
    assertThat(time(null, i -> json("{\"t\":%d}", first + step * i)))
        .isEqualTo(new TimeField("t", true));
    assertThat(time(null, i -> json("{\"t\":\"%s\"}", Instant.ofEpochSecond(first + step * i))))
        .isEqualTo(new TimeField("t", false));
  }

  @Test
  void shouldTakeNoNumberThatGoesUpAndDown() {
    SplittableRandom random = new SplittableRandom(1);
    TimeSurvey.Choice choice =
        of(null, i -> json("{\"n\":%d}", 1_000_000_000 + random.nextInt(999)));
    assertThat(choice.time()).isNull();
    assertThat(choice.times()).isEmpty();
  }

  @Test
  void shouldTakeNeitherWhatIsForetoldNorWhatIsNoTimeInSomeLines() {
    assertThat(time(null, i -> json("{\"target\":%d}", 1_700_000_000 + i))).isNull();
    assertThat(time(null, i -> json("{\"t\":%s}", i == 50 ? "\"soon\"" : 1_700_000_000 + i)))
        .isNull();
    assertThat(time(null, i -> i % 2 == 0 ? "{\"x\":1}" : json("{\"t\":%d}", 1_700_000_000 + i)))
        .isNull();
    assertThat(time(null, i -> json("{\"t\":%d}", i))).isNull();
    assertThat(time(null, i -> "{\"t\":\"2024-01-01\"}")).isNull();
  }

  /** Each key's lines stand together and begin anew. */
  @Test
  void shouldLookWithinAKey() {
    IntFunction<String> blocks =
        i -> json("{\"k\":%d,\"o\":{\"t\":%d}}", i / 4, 1_700_000_000 + i % 4);
    assertThat(time(null, blocks)).isNull();
    assertThat(time("k", blocks)).isEqualTo(new TimeField("o.t", true));
  }

  @Test
  void shouldTakeATextRatherThanANumber() {
    TimeSurvey.Choice choice =
        of(null, i -> json("{\"id\":%d,\"day\":\"2024-01-%02d\"}", 1_700_000_000 + i, 1 + i / 4));
    assertThat(choice.time()).isEqualTo(new TimeField("day", false));
    assertThat(choice.times()).containsExactlyInAnyOrder("id", "day");
    assertThat(choice.said())
        .isEqualTo(
            "--time was left out: day is the time (ISO 8601); id is one too (seconds since the"
                + " epoch), to take it say --time \"seconds(id)\"");
  }
}
