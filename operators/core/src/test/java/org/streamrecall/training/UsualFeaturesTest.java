package org.streamrecall.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.streamrecall.events.feature.Feature;
import org.streamrecall.events.feature.Log;
import org.streamrecall.events.feature.Target;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventFields;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.Shape;

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

  /** The level of what falls too is told, that of a counter is not. */
  @Test
  void shouldReadEarlierChangesOfWhatChanges() {
    List<Target> targets = EventSchema.readPredict("delta(x)");
    EventSchema schema =
        UsualFeatures.of("key", null, targets, List.of("x", "y"), List.of(), TIMES);
    assertThat(schema.like())
        .extracting(Object::toString)
        .containsExactly("lag(delta(x),1..3)", "y");
    List<Event> counter = new ArrayList<>();
    List<Event> gauge = new ArrayList<>();
    Random random = new Random(2);
    int x = EventFields.of(schema).number("x");
    for (int i = 0; i < 200; i++) {
      double[] count = new double[2];
      count[x] = i % 50 + 3;
      double[] level = new double[2];
      level[x] = random.nextDouble();
      counter.add(new Event("k", 1000L * i, count, new String[0], null));
      gauge.add(new Event("k", 1000L * i, level, new String[0], null));
    }
    assertThat(UsualFeatures.fitted(schema, counter).like())
        .extracting(Object::toString)
        .doesNotContain("lag(x,1)");
    assertThat(UsualFeatures.fitted(schema, gauge).like())
        .extracting(Object::toString)
        .startsWith("lag(delta(x),1..3)", "y", "lag(x,1)");
  }

  /** Of several targets none reads what another is to foretell of the event itself. */
  @Test
  void shouldNotReadForOneTargetWhatAnotherForetells() {
    List<Target> targets = EventSchema.readPredict("x, next(x,1..2), next(delta(y)), delta(y)");
    EventSchema schema = UsualFeatures.of("key", null, targets, List.of(), List.of(), TIMES);
    assertThat(schema.like())
        .extracting(Object::toString)
        .containsExactly("lag(x,1..3)", "lag(delta(y),1..3)");
  }

  /** Logarithms come where there is room for them, and nothing is left out for their sake. */
  @Test
  void shouldAddLogarithmsWhereThereIsRoom() {
    List<String> numbers = List.of("s", "t", "u", "v", "w", "x", "y", "z");
    Random random = new Random(1);
    int added = 0;
    for (int targets = 1; targets <= 8; targets++) {
      String all = "next(a), next(b), next(c), next(d), next(e), next(f), next(g), next(h)";
      List<Target> predict = EventSchema.readPredict(all).subList(0, targets);
      EventSchema plain =
          UsualFeatures.of("key", "at", predict, numbers, List.of("k", "l", "m"), TIMES);
      int fields = EventFields.of(plain).numbers().size();
      List<Event> events = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        double[] values = random.doubles(fields).map(u -> 1 / (u + 0.01)).toArray();
        events.add(new Event("k", 1000L * i, values, new String[] {"k", "l", "m"}, null));
      }
      EventSchema fitted = UsualFeatures.fitted(plain, events);
      assertThat(fitted.like()).containsAll(plain.like());
      assertThat(width(fitted)).isLessThan(Shape.MAX_TAG_DIMS);
      int logs = (int) fitted.like().stream().filter(Log.class::isInstance).count();
      assertThat(logs).isEqualTo(Math.min(8, Shape.MAX_TAG_DIMS - 1 - width(plain)));
      added += logs;
    }
    assertThat(added).isBetween(1, 8 * 8 - 1);
  }

  private static int width(EventSchema schema) {
    return schema.like().stream().mapToInt(Feature::width).sum();
  }
}
