package org.streamrecall.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.Decay;
import org.streamrecall.model.Answer;

/** What holds of categories that are foretold, whatever comes. */
class CategoryEventsLawTest {
  private static final String LIKE =
      "hour(at), x, lag(x,1..2), category(place), lag(category(c),1)";

  private static EventSchema schema(int ahead) {
    String target = ahead == 0 ? "category(c)" : "next(category(c)," + ahead + ")";
    return EventSchema.of("k", "at", LIKE, target, null);
  }

  private static List<Event> stream(int count, int names, long seed) {
    Random random = new Random(seed);
    return random
        .ints(count, 0, names)
        .mapToObj(
            i ->
                new Event(
                    "k",
                    1_700_000_000_000L + 3_600_000L * random.nextInt(1000),
                    new double[] {i % 5 + random.nextGaussian()},
                    new String[] {"place " + random.nextInt(20), "name " + i},
                    "ref-" + random.nextInt(1000)))
        .toList();
  }

  @Property(tries = 40)
  void shouldStayWithinItsBytesAndGoOnFromThem(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 50) int names,
      @ForAll @IntRange(min = 3200, max = 20_000) int bytes,
      @ForAll @IntRange(max = 3) int ahead) {
    EventMemory unbroken = Events.memory(schema(ahead), bytes);
    EventMemory broken = Events.memory(schema(ahead), bytes);
    for (Event event : stream(250, names, seed)) {
      assertThat(Events.shown(broken.tell(event))).isEqualTo(Events.shown(unbroken.tell(event)));
      assertThat(unbroken.sizeInBytes())
          .isLessThanOrEqualTo(bytes)
          .isEqualTo(unbroken.state().length + unbroken.memory().length);
      broken.restore(broken.state(), broken.memory());
    }
    assertThat(broken.state()).isEqualTo(unbroken.state());
    assertThat(broken.memory()).isEqualTo(unbroken.memory());
  }

  @Property(tries = 40)
  void shouldAnswerWithProbabilities(@ForAll long seed, @ForAll @IntRange(max = 2) int ahead) {
    EventMemory memory = Events.memory(schema(ahead), 6000);
    for (Event event : stream(120, 12, seed)) {
      Answer answer = memory.tell(event).answer();
      double[] p = answer.value();
      assertThat(p).hasSameSizeAs(answer.categories());
      if (p.length > 0) {
        assertThat(Arrays.stream(p).sum()).isCloseTo(1, within(1e-5));
        assertThat(Arrays.stream(p).min().orElseThrow()).isNotNegative();
      }
    }
  }

  /** Asked ahead, the event says what it is too; nothing of it stays. */
  @Property(tries = 20)
  void shouldForgetWhatItIsAskedAbout(@ForAll long seed, @ForAll @IntRange(max = 2) int ahead) {
    EventMemory memory = Events.memory(schema(ahead), 6000);
    List<Event> events = stream(80, 4, seed);
    events.subList(0, 60).forEach(memory::tell);
    for (Event event : events.subList(60, 80)) {
      byte[] before = memory.state();
      Answer asked = memory.ask(event).answer();
      assertThat(memory.state()).isEqualTo(before);
      assertThat(memory.tell(event).answer().toString()).isEqualTo(asked.toString());
    }
  }

  /** It is by a line through x that the label is known, and by nothing else. */
  @Test
  void shouldFollowALineThroughLabels() {
    EventSchema schema = EventSchema.of("k", null, "x, y", "category(c)", null);
    EventMemory memory = new EventMemory(schema.untrained(), 8000, false, Decay.NONE);
    Random random = new Random(4);
    int right = 0;
    for (int i = 0; i < 2000; i++) {
      double x = random.nextGaussian();
      double y = random.nextGaussian();
      String name = x + y > 0 ? "above" : "below";
      Answer answer =
          memory.tell(new Event("k", i, new double[] {x, y}, new String[] {name}, null)).answer();
      if (i >= 1000) {
        int best = answer.value()[0] > answer.value()[1] ? 0 : 1;
        right += name.equals(answer.categories().get(best)) ? 1 : 0;
      }
    }
    assertThat(right).isGreaterThan(960);
  }

  @Test
  void shouldSayHowManyBytesItNeeds() {
    assertThatThrownBy(() -> Events.memory(schema(0), 800))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sketch.bytes=800 is below the ")
        .hasMessageContaining("raise it to at least that");
  }
}
