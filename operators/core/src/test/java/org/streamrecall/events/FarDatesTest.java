package org.streamrecall.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventFields;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.Decay;

/** What one wrong date does to its key: little, and not for long. */
class FarDatesTest {
  private static final int BYTES = 12_000;
  private static final long START = 1_700_000_000_000L;
  private static final long HOUR = 3_600_000;
  private static final long YEAR = 365 * 24 * HOUR;
  private static final long FAR = millis("2199-06-01T00:00:00Z");
  private static final Decay DECAY = new Decay(6 * HOUR);
  private static final Waiting WAITING = new Waiting(16, 10 * HOUR);
  private static final EventSchema NUMBER =
      EventSchema.of("k", "at", "load, category(c), since(at)", "x", null);
  private static final EventSchema NAME =
      EventSchema.of("k", "at", "load, x, since(at)", "category(c,8)", null);
  private static final EventSchema NEXT =
      EventSchema.of("k", "at", "load, category(c)", "next(x,1..2)", null);

  private static long millis(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }

  private static Event event(EventSchema schema, long time, double load, double x, String c) {
    EventFields fields = EventFields.of(schema);
    double[] numbers = new double[fields.numbers().size()];
    numbers[fields.number("load")] = load;
    numbers[fields.number("x")] = x;
    return new Event("k", time, numbers, new String[] {c}, null, "e" + time, null);
  }

  /** One an hour: x follows load and c, whose law changes as the stream goes on. */
  private static List<Event> stream(EventSchema schema, int count, long seed) {
    Random random = new Random(seed);
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double load = random.nextGaussian();
      int c = random.nextInt(3);
      double x = 5 * c + 2 * load + i / 40.0 + 0.3 * random.nextGaussian();
      events.add(event(schema, START + HOUR * i, load, x, "name " + c));
    }
    return events;
  }

  private static Event at(Event event, long time) {
    return new Event("k", time, event.numbers(), event.texts(), null, "far" + time, null);
  }

  private static EventMemory memory(EventSchema schema, Decay decay, Waiting waiting) {
    return new EventMemory(schema.untrained(), BYTES, true, decay, waiting);
  }

  /** Mean error, or loss, of the 50 events after place {@code from}. */
  private static double error(EventSchema schema, long seed, int from, long... wrong) {
    EventMemory memory = memory(schema, DECAY, Waiting.NONE);
    double sum = 0;
    List<Event> events = stream(schema, from + 51, seed);
    for (int i = 0; i < events.size(); i++) {
      Event event = events.get(i);
      if (i == from) {
        for (long time : wrong) {
          memory.tell(at(event, time));
        }
      }
      Judgement judgement = memory.tell(event);
      memory.restore(memory.state(), memory.memory());
      sum += i > from ? loss(schema, judgement, event, events, i) : 0;
    }
    return sum / 50;
  }

  private static double loss(
      EventSchema schema, Judgement judgement, Event event, List<Event> events, int i) {
    double[] value = judgement.answer().value();
    if (schema.isCategory()) {
      int name = judgement.answer().categories().indexOf(event.text(0));
      return 1 - value[name];
    }
    int ahead = schema.farthest() > 0 ? 1 : 0;
    Event of = events.get(Math.min(i + ahead, events.size() - 1));
    return Math.abs(value[0] - of.number(EventFields.of(schema).number("x")));
  }

  // ---- bounds ----

  @ParameterizedTest
  @CsvSource({
    "1599-12-31T23:59:59.999Z, -1",
    "2201-01-01T00:00:00Z, 1",
    "9999-12-31T00:00:00Z, 1",
    "+55840-01-01T00:00:00Z, 1",
    "-1000000-01-01T00:00:00Z, -1"
  })
  void shouldRefuseTimesOutsideOfSixHundredYears(String instant, int side) {
    EventMemory memory = memory(NUMBER, DECAY, WAITING);
    Event first = stream(NUMBER, 1, 1).get(0);
    memory.tell(first);
    byte[] state = memory.state();
    Event wrong = at(first, millis(instant));
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> memory.tell(wrong), () -> memory.ask(wrong), () -> memory.outcome(wrong))) {
      assertThatThrownBy(call)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "at="
                  + millis(instant)
                  + " ("
                  + instant
                  + ") is outside the years 1600 to 2200; give the true time in milliseconds since"
                  + " the epoch, or as seconds(at), or leave it out");
    }
    assertThat(memory.state()).isEqualTo(state);
    EventMemory series =
        memory(EventSchema.of(null, null, "load", "x", null), Decay.NONE, Waiting.NONE);
    Event untimed = new Event("all", side * Long.MAX_VALUE, new double[2], new String[0], null);
    assertThatThrownBy(() -> series.tell(untimed))
        .hasMessageStartingWith("time=" + side * Long.MAX_VALUE + " (");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1600-01-01T00:00:00Z", "2200-12-31T23:59:59.999Z"})
  void shouldTakeTimesWithinThemAndNone(String instant) {
    EventMemory memory = memory(NUMBER, DECAY, Waiting.NONE);
    Event first = stream(NUMBER, 1, 1).get(0);
    memory.tell(at(first, millis(instant)));
    memory.tell(at(first, Atom.NO_TIME));
    assertThat(memory.ask(first).answer().tokens()).isEqualTo(2);
  }

  // ---- half-life ----

  @ParameterizedTest
  @ValueSource(longs = {2, 5, 20, 365, 3650, 63_000})
  void shouldForetellAsWellAfterOneWrongDate(long days) {
    for (EventSchema schema : List.of(NUMBER, NAME, NEXT)) {
      double without = 0;
      double with = 0;
      for (int seed = 0; seed < 5; seed++) {
        without += error(schema, seed, 200);
        with += error(schema, seed, 200, START + 24 * HOUR * days + 200 * HOUR);
      }
      assertThat(with / without).as(schema.predict() + " after " + days + " days").isLessThan(1.2);
    }
  }

  /** As a producer sends it that sends again what was not confirmed in time. */
  @Test
  void shouldNotBelieveOneWrongDateForBeingTwice() {
    assertThat(error(NUMBER, 1, 200, FAR, FAR, FAR)).isLessThan(1.2 * error(NUMBER, 1, 200));
  }

  @Test
  void shouldNotBelieveTheFirstDateOfAKeyAgainstAllOthers() {
    assertThat(error(NUMBER, 1, 0, FAR)).isLessThan(1.2 * error(NUMBER, 1, 0));
  }

  /** Then the time has gone by, however far: what was before is forgotten. */
  @ParameterizedTest
  @ValueSource(longs = {60, 400 * 24, 100 * 365 * 24})
  void shouldGoOnAfterASilence(long hours) {
    EventMemory memory = memory(NUMBER, DECAY, Waiting.NONE);
    Event last = null;
    for (Event event : stream(NUMBER, 100, 1)) {
      memory.tell(event);
      last = event;
    }
    double before = memory.ask(last).answer().effectiveTokens();
    for (int i = 0; i < 3; i++) {
      long time = last.time() + HOUR * (hours + i);
      memory.tell(event(NUMBER, time, 0, 1000, "name 0"));
    }
    Event next = event(NUMBER, last.time() + HOUR * (hours + 3), 0, 0, "name 0");
    assertThat(memory.ask(next).answer().value()[0]).isCloseTo(1000, within(60.0));
    assertThat(memory.ask(next).answer().asOf()).isEqualTo(next.time() - HOUR);
    assertThat(before).isGreaterThan(2);
  }

  /** Of a key whose every event comes after a silence the clock is one event behind. */
  @Test
  void shouldKeepTimeOfRareEvents() {
    EventMemory memory = memory(NUMBER, DECAY, Waiting.NONE);
    for (int i = 0; i < 40; i++) {
      memory.tell(event(NUMBER, START + i * YEAR, 0, i, "name 0"));
    }
    Event next = event(NUMBER, START + 40 * YEAR, 0, 0, "name 0");
    assertThat(memory.ask(next).answer().value()[0]).isBetween(35.0, 40.0);
    assertThat(memory.ask(next).answer().asOf()).isBetween(START + 38 * YEAR, START + 39 * YEAR);
  }

  // ---- outcomes ----

  @Property(tries = 10)
  void shouldJoinAllOutcomesWhateverIsToldBetween(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 30) int place, @ForAll boolean category) {
    EventSchema schema = category ? NAME : NUMBER;
    EventMemory memory = memory(schema, Decay.NONE, WAITING);
    Event before = null;
    int joined = 0;
    List<Event> events = stream(schema, 60, seed);
    for (int i = 0; i < events.size(); i++) {
      if (i == place) {
        memory.tell(without(at(events.get(i), FAR)));
        memory.outcome(at(events.get(i), FAR + YEAR / 2));
      }
      memory.tell(without(events.get(i)));
      if (before != null) { // while the next event waits
        joined += memory.outcome(later(before)) == null ? 0 : 1;
      }
      before = events.get(i);
      memory.restore(memory.state(), memory.memory());
    }
    assertThat(joined).isEqualTo(59);
  }

  private static Event without(Event event) {
    double[] numbers = event.numbers().clone();
    Arrays.fill(numbers, Double.NaN);
    return new Event("k", event.time(), numbers, new String[1], null, event.id(), null);
  }

  private static Event later(Event event) {
    return new Event(
        "k", event.time() + HOUR, event.numbers(), event.texts(), null, event.id(), null);
  }

  // ---- since ----

  /** What came soon is 1, what came late is 9. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 150})
  void shouldKnowTheTimeSinceTheLastEventAfterAWrongDate(int place) {
    EventSchema schema = EventSchema.of("k", "at", "since(at)", "x", null);
    EventMemory memory = memory(schema, Decay.NONE, Waiting.NONE);
    long time = START;
    for (int i = 0; i < 300; i++) {
      if (i == place) {
        memory.tell(new Event("k", FAR, new double[] {5}, new String[0], null));
      }
      time += i % 2 == 0 ? 1000 : 9000;
      double x = i % 2 == 0 ? 1 : 9;
      memory.tell(new Event("k", time, new double[] {x}, new String[0], null));
    }
    double[] asked = {0};
    Event soon = new Event("k", time + 1000, asked, new String[0], null);
    Event late = new Event("k", time + 9000, asked, new String[0], null);
    assertThat(memory.ask(soon).answer().value()[0]).isCloseTo(1, within(1.0));
    assertThat(memory.ask(late).answer().value()[0]).isCloseTo(9, within(1.0));
    assertThat(memory.ask(late).answer().asOf()).isEqualTo(time);
  }

  // ---- state ----

  /** Restored anywhere it goes on alike, also while a date is still to be believed. */
  @Property(tries = 20)
  void shouldGoOnFromItsState(@ForAll long seed, @ForAll boolean waits) {
    Random random = new Random(seed);
    Waiting waiting = waits ? WAITING : Waiting.NONE;
    EventMemory unbroken = memory(NUMBER, DECAY, waiting);
    EventMemory broken = memory(NUMBER, DECAY, waiting);
    for (Event event : stream(NUMBER, 60, seed)) {
      long ahead = random.nextInt(4) == 0 ? random.nextInt(1000) * YEAR / 7 : 0;
      Event told = ahead == 0 ? event : at(event, Math.min(event.time() + ahead, FAR));
      assertThat(Events.shown(broken.ask(told))).isEqualTo(Events.shown(unbroken.ask(told)));
      assertThat(Events.shown(broken.tell(told))).isEqualTo(Events.shown(unbroken.tell(told)));
      assertThat(broken.state()).isEqualTo(unbroken.state());
      broken.restore(broken.state(), broken.memory());
      assertThat(broken.sizeInBytes()).isLessThanOrEqualTo(BYTES);
    }
  }
}
