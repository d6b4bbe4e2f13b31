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

  /** The clock, eight numbers with their lags, and two names of eight: 63 is the most there is. */
  @Test
  void shouldLeaveOutNamesThatHaveNoRoom() {
    String all = "next(a), next(b), next(c), next(d), next(e), next(f), next(g), next(h)";
    List<Target> targets = EventSchema.readPredict(all);
    EventSchema schema =
        UsualFeatures.of("key", "at", targets, List.of(), List.of("x", "y", "z"), TIMES);
    assertThat(schema.like())
        .extracting(Object::toString)
        .contains("hour(at)", "weekday(at)", "h", "lag(h,1..3)", "category(x)", "category(y)")
        .hasSize(2 + 16 + 2);
  }

  /** As what makes moments alike, a category has as many slots as any. */
  @Test
  void shouldReadTheCategoryThatIsForetoldAhead() {
    List<Target> targets = EventSchema.readPredict("next(category(kind))");
    EventSchema schema = UsualFeatures.of("key", null, targets, List.of("a"), List.of(), TIMES);
    assertThat(schema.like())
        .extracting(Object::toString)
        .containsExactly("category(kind)", "lag(category(kind),1)", "a");
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
