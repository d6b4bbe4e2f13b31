package org.streamrecall.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventFields;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.Decay;

/**
 * What wrong numbers, endless names and a flood do to a key, and for how long: the mean error, or
 * loss, over that of a twin which was told none of them. Each figure is the README's.
 */
class PoisoningTest {
  private static final int BYTES = 16_384;
  private static final long START = 1_700_000_000_000L;
  private static final long MINUTE = 60_000;
  private static final Decay HALF_LIFE = new Decay(6 * 60 * MINUTE); // 360 events
  private static final EventSchema NUMBER =
      EventSchema.of("k", "at", "load, category(c)", "x", null);
  private static final EventSchema NAME = EventSchema.of("k", "at", "load", "category(c)", null);

  private static Event event(EventSchema schema, long time, double load, double x, String c) {
    EventFields fields = EventFields.of(schema);
    double[] numbers = new double[fields.numbers().size()];
    numbers[fields.number("load")] = load;
    if (!schema.isCategory()) {
      numbers[fields.number("x")] = x;
    }
    return new Event("k", time, numbers, new String[] {c}, null);
  }

  /** One a minute: x follows load and c, or c follows load, nine times in ten. */
  private static List<Event> good(EventSchema schema, int count, long seed) {
    Random random = new Random(seed);
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double load = random.nextGaussian();
      int drawn = random.nextInt(3);
      boolean follows = schema.isCategory() && random.nextInt(10) > 0;
      int c = follows ? (load > 0.43 ? 2 : load > -0.43 ? 1 : 0) : drawn;
      double x = 5 * c + 2 * load + 0.3 * random.nextGaussian();
      events.add(event(schema, START + i * MINUTE, load, x, "name " + c));
    }
    return events;
  }

  private static List<Event> poison(int count, IntFunction<Event> of) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(of.apply(i));
    }
    return events;
  }

  private static List<Event> hugeX(int count) {
    return poison(count, i -> event(NUMBER, START, i % 3 - 1, 1e14, "name 0"));
  }

  private static List<Event> hugeLoad(int count) {
    return poison(count, i -> event(NUMBER, START, 1e14, i % 7, "name 0"));
  }

  private static List<Event> names(EventSchema schema, int count) {
    return poison(count, i -> event(schema, START, i % 3 - 1, i % 7, "user " + i));
  }

  private static List<Event> flood(int count) {
    Random random = new Random(7);
    return poison(
        count,
        i ->
            event(
                NUMBER,
                START,
                random.nextGaussian(),
                50 * random.nextGaussian(),
                "name " + random.nextInt(3)));
  }

  private static EventMemory memory(EventSchema schema, Decay decay) {
    return new EventMemory(schema.untrained(), BYTES, true, decay);
  }

  /** Of the good events from one place to another, after so many that came before the poison. */
  private static double error(
      EventSchema schema, Decay decay, int before, List<Event> poison, int from, int to) {
    EventMemory memory = memory(schema, decay);
    List<Event> good = good(schema, before + to, 1);
    good.subList(0, before).forEach(memory::tell);
    poison.forEach(memory::tell);
    double sum = 0;
    for (int i = before; i < before + to; i++) {
      Judgement judgement = memory.tell(good.get(i));
      sum += i - before >= from ? loss(schema, judgement, good.get(i)) : 0;
    }
    assertThat(memory.sizeInBytes()).isLessThanOrEqualTo(BYTES);
    return sum / (to - from);
  }

  private static double loss(EventSchema schema, Judgement judgement, Event event) {
    double[] value = judgement.answer().value();
    if (schema.isCategory()) {
      int name = judgement.answer().categories().indexOf(event.text(0));
      return -Math.log(Math.max(1e-4, name < 0 ? 0 : value[name]));
    }
    return Math.abs(value[0] - event.number(EventFields.of(schema).number("x")));
  }

  private static double worse(
      EventSchema schema, Decay decay, int before, List<Event> poison, int from, int to) {
    return error(schema, decay, before, poison, from, to)
        / error(schema, decay, before, List.of(), from, to);
  }

  /** Whatever a key is told, the others answer the same, bit for bit. */
  @Property(tries = 8)
  void shouldHarmNoOtherKey(@ForAll long seed, @ForAll @IntRange(max = 3) int kind) {
    List<Event> poison =
        switch (kind) {
          case 0 -> hugeX(60);
          case 1 -> hugeLoad(60);
          case 2 -> names(NUMBER, 60);
          default -> flood(60);
        };
    EventMemory alone = memory(NUMBER, Decay.NONE);
    EventMemory shared = memory(NUMBER, Decay.NONE);
    byte[] poisoned = null;
    byte[] poisonedMemory = null;
    byte[] state = null;
    byte[] memory = null;
    List<Event> good = good(NUMBER, 60, seed);
    for (int i = 0; i < good.size(); i++) {
      shared.restore(poisoned, poisonedMemory);
      shared.tell(poison.get(i));
      poisoned = shared.state();
      poisonedMemory = shared.memory();
      shared.restore(state, memory);
      assertThat(Events.shown(shared.tell(good.get(i))))
          .isEqualTo(Events.shown(alone.tell(good.get(i))));
      state = shared.state();
      memory = shared.memory();
    }
    assertThat(state).isEqualTo(alone.state());
  }

  @Test
  void shouldGetOverOneHugeNumber() {
    assertThat(worse(NUMBER, Decay.NONE, 0, hugeX(1), 1000, 2000)).isLessThan(1.5);
  }

  /**
   * A key knows its own: what is a million times as far off is not learned, as long as it is rare.
   */
  @Test
  void shouldNotLearnHugeNumbersAmongOthers() {
    assertThat(worse(NUMBER, Decay.NONE, 500, hugeX(1), 0, 500)).isLessThan(1.1);
    assertThat(worse(NUMBER, Decay.NONE, 500, hugeX(8), 200, 700)).isLessThan(1.1);
    assertThat(worse(NUMBER, Decay.NONE, 500, hugeX(64), 1000, 1500)).isLessThan(1.1);
  }

  /** Once they come for long they are the key's, and are foretold. */
  @Test
  void shouldLearnHugeNumbersThatStay() {
    EventMemory memory = memory(NUMBER, Decay.NONE);
    good(NUMBER, 500, 1).forEach(memory::tell);
    hugeX(300).forEach(memory::tell);
    double told = memory.ask(hugeX(1).get(0)).answer().value()[0];
    assertThat(told).isBetween(0.99e14, 1.01e14);
  }

  /** Of what only tells moments apart, and as many as there were of it before. */
  @Test
  void shouldGetOverHugeNumbersOfAnotherField() {
    assertThat(worse(NUMBER, Decay.NONE, 0, hugeLoad(1), 50, 550)).isLessThan(1.1);
    assertThat(worse(NUMBER, Decay.NONE, 500, hugeLoad(64), 50, 550)).isLessThan(1.1);
  }

  /** A key whose first eight are such has no other unit: it foretells little, and says so. */
  @Test
  void shouldKnowHowLittleItKnowsOfAKeyThatBeganWithHugeNumbers() {
    assertThat(worse(NUMBER, Decay.NONE, 0, hugeLoad(8), 500, 1000)).isBetween(1.0, 8.0);
    assertThat(held(hugeX(8), 1000)).isGreaterThan(0.89);
    assertThat(held(hugeLoad(8), 1000)).isGreaterThan(0.89);
  }

  /** Of the second half of so many good events, how many are within the stated interval. */
  private static double held(List<Event> poison, int count) {
    EventMemory memory = memory(NUMBER, Decay.NONE);
    poison.forEach(memory::tell);
    List<Event> good = good(NUMBER, count, 1);
    int held = 0;
    for (int i = 0; i < count; i++) {
      double[] bounds = memory.tell(good.get(i)).answer().interval()[0];
      double x = good.get(i).number(EventFields.of(NUMBER).number("x"));
      held += i >= count / 2 && x >= bounds[0] && x <= bounds[1] ? 1 : 0;
    }
    return held / (count / 2.0);
  }

  @Test
  void shouldGetOverEndlessNamesOfWhatTellsMomentsApart() {
    assertThat(worse(NUMBER, Decay.NONE, 500, names(NUMBER, 1000), 50, 550)).isLessThan(1.1);
    assertThat(worse(NUMBER, Decay.NONE, 0, names(NUMBER, 1000), 1000, 2000)).isLessThan(2.5);
  }

  /** The first 31 names of a key have its places; what they leave is one name, as is documented. */
  @Test
  void shouldGetOverEndlessNamesOfWhatIsForetoldOnlyIfItsOwnCameFirst() {
    assertThat(worse(NAME, Decay.NONE, 500, names(NAME, 40), 50, 550)).isLessThan(1.2);
    EventMemory memory = memory(NAME, Decay.NONE);
    names(NAME, 40).forEach(memory::tell);
    good(NAME, 50, 1).forEach(memory::tell);
    List<String> known = memory.ask(good(NAME, 1, 2).get(0)).answer().categories();
    assertThat(known).hasSize(32).contains("user 0", "user 30", null).doesNotContain("name 0");
  }

  /** Without a half-life a flood counts as long as it was; with one, until it has faded. */
  @Test
  void shouldGetOverAFloodByItsHalfLife() {
    assertThat(worse(NUMBER, Decay.NONE, 500, flood(1000), 1000, 1500)).isBetween(2.0, 15.0);
    assertThat(worse(NUMBER, HALF_LIFE, 500, flood(1000), 1440, 1940)).isLessThan(1.1);
  }

  /** The remedy for all of it. */
  @Test
  void shouldBeAsNewOnceForgotten() {
    EventMemory memory = memory(NUMBER, Decay.NONE);
    EventMemory fresh = memory(NUMBER, Decay.NONE);
    hugeX(64).forEach(memory::tell);
    memory.restore(null, null);
    for (Event event : good(NUMBER, 50, 1)) {
      assertThat(Events.shown(memory.tell(event))).isEqualTo(Events.shown(fresh.tell(event)));
    }
    assertThat(memory.state()).isEqualTo(fresh.state());
  }
}
