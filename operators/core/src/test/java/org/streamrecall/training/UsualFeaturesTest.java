package org.streamrecall.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.streamrecall.events.feature.Target;
import org.streamrecall.events.schema.EventSchema;

class UsualFeaturesTest {
  private static final long DAY = 24 * 3_600_000L;
  private static final List<Long> TIMES =
      IntStream.range(0, 100).mapToObj(i -> i * DAY / 5).toList();

  /** The clock, the last category and one name of eight: there are 63 numbers, not more. */
  @Test
  void shouldLeaveOutNamesThatHaveNoRoom() {
    List<Target> targets = EventSchema.readPredict("category(kind)");
    List<String> numbers = List.of("a", "b", "c", "d", "e", "f", "g", "h");
    EventSchema schema =
        UsualFeatures.of("key", "at", targets, numbers, List.of("x", "y", "z"), TIMES);
    assertThat(schema.like())
        .extracting(Object::toString)
        .containsExactly(
            "hour(at)",
            "weekday(at)",
            "lag(category(kind,32),1)",
            "a",
            "b",
            "c",
            "d",
            "e",
            "f",
            "g",
            "h",
            "category(x)");
  }

  /** A category and the one before would be 64 numbers. */
  @Test
  void shouldReadTheCategoryThatIsForetoldAhead() {
    List<Target> targets = EventSchema.readPredict("next(category(kind))");
    EventSchema schema = UsualFeatures.of("key", null, targets, List.of("a"), List.of(), TIMES);
    assertThat(schema.like())
        .extracting(Object::toString)
        .containsExactly("category(kind,32)", "a");
  }

  /** What is foretold of the event itself is none of its features, but what it was before is. */
  @Test
  void shouldNotReadWhatIsForetoldOfTheEventItself() {
    List<Target> targets = EventSchema.readPredict("fare");
    EventSchema schema =
        UsualFeatures.of(
            "key", null, targets, List.of("fare", "miles"), List.of("fare", "kind"), TIMES);
    assertThat(schema.like())
        .extracting(Object::toString)
        .containsExactly("lag(fare,1)", "miles", "category(kind)");
  }
}
