package org.streamrecall.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventFields;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.Decay;

/** Outcomes on a stream of their own, joined to their events by id and time. */
class JoiningTest {
  private static final int BYTES = 12_000;
  private static final int ROOMY = 100_000; // for as many components as there can be
  private static final Waiting WAITING = new Waiting(16, 1_000_000);
  private static final EventSchema NUMBER =
      EventSchema.of("card", "at", "category(merchant), load, hour(at)", "amount", null);
  private static final EventSchema CATEGORY =
      EventSchema.of("card", "at", "amount, load", "category(merchant,6)", null);

  private static EventMemory memory(EventSchema schema, Waiting waiting) {
    return new EventMemory(schema.untrained(), BYTES, true, Decay.NONE, waiting);
  }

  /** Events with all that comes of them, each with an id. */
  private static List<Event> stream(EventSchema schema, int count, long seed) {
    Random random = new Random(seed);
    EventFields fields = EventFields.of(schema);
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int shop = random.nextInt(4);
      double[] numbers = new double[2];
      numbers[fields.number("load")] = random.nextGaussian();
      numbers[fields.number("amount")] = 3 * shop + random.nextGaussian();
      events.add(
          new Event("c", 1000L * i, numbers, new String[] {"shop " + shop}, null, "e" + i, null));
    }
    return events;
  }

  private static Event without(EventSchema schema, Event event) {
    double[] numbers = event.numbers().clone();
    String[] texts = event.texts().clone();
    if (schema.isCategory()) {
      texts[0] = null;
    } else {
      numbers[EventFields.of(schema).number("amount")] = Double.NaN;
    }
    return new Event("c", event.time(), numbers, texts, null, event.id(), null);
  }

  private static Event outcome(EventSchema schema, Event event, long later) {
    double[] numbers = {Double.NaN, Double.NaN};
    int amount = EventFields.of(schema).number("amount");
    numbers[amount] = schema.isCategory() ? Double.NaN : event.numbers()[amount];
    String[] texts = {schema.isCategory() ? event.texts()[0] : null};
    return new Event("c", event.time() + later, numbers, texts, null, event.id(), null);
  }

  @Test
  void shouldSayThatThoseThatWaitTakeTheRoom() {
    assertThatThrownBy(() -> memory(NUMBER, new Waiting(900, 1000)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sketch.bytes=12000 is below the ")
        .hasMessageEndingWith(
            "for lags, names, weights, errors and the outcomes of waiting=900 events; raise it to at"
                + " least that, or let fewer wait (--waiting)");
  }

  private static int most(Plan plan, Waiting waiting) {
    return PanelKey.mostBytes(new PanelPlan(plan), true, waiting);
  }

  @Property(tries = 10)
  void shouldJudgeAndLearnAsIfTheOutcomeCameWithTheEvent(
      @ForAll long seed, @ForAll boolean category, @ForAll boolean before) {
    EventSchema schema = category ? CATEGORY : NUMBER;
    Plan plan = new Plan(schema);
    int waits = most(plan, WAITING) - most(plan, Waiting.NONE);
    int bytes = category ? ROOMY : BYTES;
    EventMemory together =
        new EventMemory(
            schema.untrained(), category ? bytes : bytes - waits, true, Decay.NONE, Waiting.NONE);
    EventMemory apart = new EventMemory(schema.untrained(), bytes, true, Decay.NONE, WAITING);
    for (Event event : stream(schema, 250, seed)) {
      Judgement expected = together.tell(event);
      Event outcome = outcome(schema, event, before ? -5 : 5);
      if (before) {
        assertThat(apart.outcome(outcome)).isNull();
      }
      Judgement asked = apart.tell(without(schema, event));
      assertThat(asked.answer().toString()).isEqualTo(expected.answer().toString());
      apart.restore(apart.state(), apart.memory()); // between an event and its outcome
      double surprise = asked.surprise();
      if (!before) {
        assertThat(surprise).isNaN();
        JudgedOutcome judged = apart.outcome(outcome);
        assertThat(judged.id()).isEqualTo(event.id());
        assertThat(judged.time()).isEqualTo(event.time());
        assertThat(judged.foretold()).isEqualTo(expected.answer().value());
        surprise = judged.surprise();
      }
      assertThat(Double.compare(surprise, expected.surprise())).isZero();
    }
    assertThat(apart.memory()).isEqualTo(together.memory());
    assertThat(apart.givenUp()).isZero();
  }

  @Property(tries = 10)
  void shouldStayWithinItsBudgetAndGoOnFromItsState(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int late) {
    Random random = new Random(seed);
    EventMemory unbroken = memory(CATEGORY, WAITING);
    EventMemory broken = memory(CATEGORY, WAITING);
    ArrayDeque<Event> due = new ArrayDeque<>();
    for (Event event : stream(CATEGORY, 200, seed)) {
      Event told = without(CATEGORY, event);
      assertThat(Events.shown(broken.tell(told))).isEqualTo(Events.shown(unbroken.tell(told)));
      due.add(outcome(CATEGORY, event, 5));
      while (due.size() > random.nextInt(late) + 1) {
        Event outcome = due.remove();
        assertThat(String.valueOf(surprise(broken.outcome(outcome))))
            .isEqualTo(String.valueOf(surprise(unbroken.outcome(outcome))));
      }
      broken.restore(broken.state(), broken.memory());
      assertThat(broken.sizeInBytes()).isLessThanOrEqualTo(BYTES);
    }
    assertThat(broken.state()).isEqualTo(unbroken.state());
  }

  private static double surprise(JudgedOutcome judged) {
    return judged == null ? -1 : judged.surprise();
  }

  @Test
  void shouldGiveUpTheOldestOfTooManyAndWhatWaitsTooLong() {
    EventMemory memory = memory(NUMBER, new Waiting(3, 10_000));
    List<Event> events = stream(NUMBER, 40, 1);
    for (Event event : events.subList(0, 5)) {
      memory.tell(without(NUMBER, event));
    }
    assertThat(memory.givenUp()).isEqualTo(2);
    assertThat(memory.outcome(outcome(NUMBER, events.get(1), 1))).isNull();
    assertThat(memory.outcome(outcome(NUMBER, events.get(2), 1)).id()).isEqualTo("e2");
    assertThat(memory.outcome(outcome(NUMBER, events.get(3), 10_001))).isNull(); // too late
    memory.tell(without(NUMBER, events.get(20))); // e3, e4, and the outcome of e1 are old by now
    memory.tell(without(NUMBER, events.get(21)));
    assertThat(memory.outcome(outcome(NUMBER, events.get(4), 1))).isNull();
    assertThat(memory.outcome(outcome(NUMBER, events.get(20), 1)).id()).isEqualTo("e20");
  }

  @Test
  void shouldLetTheNewerOfTwoWithOneIdWait() {
    EventMemory memory = memory(NUMBER, WAITING);
    Event event = stream(NUMBER, 1, 1).get(0);
    memory.tell(without(NUMBER, event));
    memory.tell(without(NUMBER, event));
    assertThat(memory.outcome(outcome(NUMBER, event, 1))).isNotNull();
    assertThat(memory.outcome(outcome(NUMBER, event, 1))).isNull();
    assertThat(memory.ask(event).answer().tokens()).isEqualTo(1);
  }

  @Test
  void shouldSayWhatIsMissingOrDoesNotGoWithIt() {
    EventMemory memory = memory(NUMBER, WAITING);
    Event event = stream(NUMBER, 1, 1).get(0);
    Event nameless = new Event("c", 1, event.numbers(), event.texts(), null);
    assertThatThrownBy(() -> memory.tell(nameless))
        .hasMessage("id is missing; an event that waits for its outcome needs one");
    assertThatThrownBy(() -> memory.outcome(nameless))
        .hasMessage("id is missing; an outcome is joined to its event by an id");
    assertThatThrownBy(() -> memory.outcome(without(NUMBER, event)))
        .hasMessage("amount is missing; an outcome brings all that is to be foretold, at once");
    assertThatThrownBy(() -> memory(EventSchema.of("c", "at", "load", "next(x)", null), WAITING))
        .hasMessageStartingWith("[next(x)] looks ahead, which outcomes");
    assertThatThrownBy(() -> memory(EventSchema.of("c", "at", "lag(x,1)", "x", null), WAITING))
        .hasMessageStartingWith("lag(x,1) reads what comes with outcomes");
    assertThatThrownBy(() -> memory(EventSchema.of("c", "at", "load", "x", "last"), WAITING))
        .hasMessage("base=last needs outcomes that come with the events; use none or mean");
    assertThatThrownBy(() -> new Waiting(-1, 5)).hasMessageContaining("waiting=-1");
    assertThatThrownBy(() -> new Waiting(1, 0)).hasMessageContaining("waiting of 0 ms");
  }
}
