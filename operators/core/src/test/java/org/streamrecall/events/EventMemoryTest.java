package org.streamrecall.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventFields;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.Decay;
import org.streamrecall.model.Fields;
import org.streamrecall.model.FieldsJson;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.Schema;
import org.streamrecall.model.Status;

/** The invariants of {@link EventMemory}, by number, and what is defined where input is odd. */
class EventMemoryTest {
  private static final int BYTES = 8192;

  /** 1. What an event brings changes nothing of what is said about it. */
  @Property(tries = 20)
  void shouldJudgeAnEventByWhatCameBefore(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 200) int before) {
    EventMemory memory = Events.memory(Events.SCHEMA, BYTES);
    List<Event> events = Events.stream(before + 1, seed);
    events.subList(0, before).forEach(memory::tell);
    Event event = events.get(before);
    Event other = Events.event(event.time(), 1e6, event.numbers()[1], event.texts()[0]);
    assertThat(memory.ask(other).answer().toString())
        .isEqualTo(memory.ask(event).answer().toString());
    assertThat(memory.ask(event).surprise()).isNaN();
    String asked = memory.ask(event).answer().toString();
    assertThat(memory.tell(event).answer().toString()).isEqualTo(asked);
  }

  /** 2. */
  @Test
  void shouldNotChangeByBeingAsked() {
    EventMemory memory = Events.memory(Events.SCHEMA, BYTES);
    EventMemory quiet = Events.memory(Events.SCHEMA, BYTES);
    for (Event event : Events.stream(300, 3)) {
      memory.ask(event);
      memory.tell(event);
      memory.ask(event);
      quiet.tell(event);
    }
    assertThat(memory.state()).isEqualTo(quiet.state());
    assertThat(memory.memory()).isEqualTo(quiet.memory());
  }

  /** 3. With the names, lags, origins and weights of a key; another key in between. */
  @Property(tries = 20)
  void shouldGoOnFromItsStateWithTheSameBytes(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 150) int before) {
    EventMemory unbroken = Events.memory(Events.SCHEMA, BYTES);
    EventMemory broken = Events.memory(Events.SCHEMA, BYTES);
    List<Event> events = Events.stream(before + 60, seed);
    for (Event event : events.subList(0, before)) {
      unbroken.tell(event);
      broken.tell(event);
    }
    for (Event event : events.subList(before, events.size())) {
      byte[] state = broken.state();
      byte[] packed = broken.memory();
      broken.forget();
      broken.tell(events.get(0));
      broken.restore(state, packed);
      assertThat(Events.shown(broken.tell(event))).isEqualTo(Events.shown(unbroken.tell(event)));
    }
    assertThat(broken.state()).isEqualTo(unbroken.state());
  }

  /** 3. Of what has never moved too, whoever was asked about before. */
  @Property(tries = 20)
  void shouldSayNothingOfAnotherKeyAboutAConstant(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 60) int count) {
    EventMemory alone = Events.memory(Events.SCHEMA, BYTES);
    EventMemory shared = Events.memory(Events.SCHEMA, BYTES);
    byte[] state = shared.state();
    byte[] packed = shared.memory();
    for (Event event : Events.stream(count, seed)) {
      shared.forget();
      Events.stream(40, seed + 1).forEach(shared::tell);
      shared.restore(state, packed);
      Event constant = Events.event(event.time(), 42, event.numbers()[1], event.texts()[0]);
      assertThat(Events.shown(shared.tell(constant))).isEqualTo(Events.shown(alone.tell(constant)));
      state = shared.state();
      packed = shared.memory();
    }
  }

  /** 3. What is not said to be new may be left as it stands. */
  @Property(tries = 20)
  void shouldSayWhetherItsMemoryIsNew(@ForAll long seed, @ForAll boolean category) {
    EventSchema names =
        EventSchema.of("card", "at", "hour(at), amount, load", "category(merchant)", null);
    EventMemory memory = Events.memory(category ? names : Events.SCHEMA, BYTES);
    EventFields theirs = memory.fields();
    EventFields all = EventFields.of(Events.SCHEMA);
    int left = 0;
    byte[] kept = memory.memory();
    for (Event event : Events.stream(150, seed)) {
      double[] numbers =
          theirs.numbers().stream().mapToDouble(n -> event.numbers()[all.number(n)]).toArray();
      memory.restore(memory.state(), kept);
      assertThat(memory.hasNewMemory()).isFalse();
      memory.tell(new Event(event.key(), event.time(), numbers, event.texts(), null));
      if (memory.hasNewMemory()) {
        kept = memory.memory();
      } else {
        assertThat(memory.memory()).isEqualTo(kept);
        left++;
      }
    }
    assertThat(left).isBetween(1, 30); // whose outcome is missing
  }

  /** 4. */
  @Property(tries = 10)
  void shouldStayWithinItsBudget(
      @ForAll long seed, @ForAll @IntRange(min = 3000, max = 20_000) int bytes) {
    EventMemory memory = Events.memory(Events.SCHEMA, bytes);
    for (Event event : Events.stream(600, seed)) {
      memory.tell(event);
      assertThat(memory.sizeInBytes()).isLessThanOrEqualTo(bytes);
    }
  }

  @Test
  void shouldSayWhatTheBudgetMustBe() {
    assertThatThrownBy(() -> Events.memory(Events.SCHEMA, 1000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sketch.bytes=1000 is below the ")
        .hasMessageEndingWith("for lags, names, weights and errors; raise it to at least that");
  }

  @Test
  void shouldRefuseAModelOfTokens() {
    Fields fields = FieldsJson.parse("{\"tag\":2,\"content\":1}");
    RecallModel tokens = RecallModel.untrained(Schema.of(fields));
    assertThatThrownBy(() -> new EventMemory(tokens, BYTES, true, Decay.NONE))
        .hasMessage(
            "the model is one of tokens and queries, not of events; train it on events, with"
                + " --predict");
  }

  @Test
  void shouldAnswerTheFirstEventOfAKeyWithNothing() {
    EventMemory memory = Events.memory(Events.SCHEMA, BYTES);
    Judgement first = memory.tell(Events.event(1, 5, 0, "a"));
    assertThat(first.answer().status()).isEqualTo(Status.EMPTY_CONTEXT);
    assertThat(first.answer().value()).isEmpty();
    assertThat(first.answer().interval()).isNull();
    assertThat(first.surprise()).isNaN();
    Judgement second = memory.tell(Events.event(2, 6, 0, "a"));
    assertThat(second.answer().status()).isEqualTo(Status.OK);
    assertThat(second.answer().value()).containsExactly(5);
    assertThat(second.surprise()).isBetween(0.0, 1.0);
  }

  @Test
  void shouldForetellAConstantAsItself() {
    EventMemory memory = Events.memory(Events.SCHEMA, BYTES);
    Judgement last = null;
    for (int i = 0; i < 600; i++) {
      last = memory.tell(Events.event(1000L * i, 42, 1, "a"));
    }
    assertThat(last.answer().value()).containsExactly(42);
    assertThat(last.answer().interval()[0][0]).isBetween(41.9, 42.0);
    assertThat(last.answer().interval()[0][1]).isBetween(42.0, 42.1);
    assertThat(last.surprise()).isLessThan(0.5);
    assertThat(memory.tell(Events.event(1000L * 600, 43, 1, "a")).surprise()).isGreaterThan(0.99);
  }

  /** A name that the key has not had is asked about as no name, and learned as a new one. */
  @Test
  void shouldTakeACategoryNeverSeenAsEquallyFarFromAll() {
    EventSchema schema = EventSchema.of("k", null, "category(c)", "x", null);
    EventMemory memory = Events.memory(schema, BYTES);
    for (int i = 0; i < 200; i++) {
      memory.tell(
          new Event("k", Atom.NO_TIME, new double[] {i % 2}, new String[] {"c" + i % 2}, null));
    }
    Event unseen = new Event("k", Atom.NO_TIME, new double[] {0.5}, new String[] {"new"}, null);
    Event missing = new Event("k", Atom.NO_TIME, new double[] {0.5}, new String[] {null}, null);
    assertThat(memory.ask(unseen).answer().value()[0]).isBetween(0.4, 0.6);
    assertThat(memory.ask(unseen).answer().toString())
        .isEqualTo(memory.ask(missing).answer().toString());
    double far = memory.ask(unseen).answer().familiarity();
    Event known = new Event("k", Atom.NO_TIME, new double[] {0.5}, new String[] {"c1"}, null);
    assertThat(memory.ask(known).answer().familiarity()).isGreaterThan(far + 2);
    memory.tell(unseen);
    memory.tell(unseen);
    assertThat(memory.ask(unseen).answer().value()[0]).isBetween(0.49, 0.51);
    assertThat(memory.ask(known).answer().value()[0]).isBetween(0.95, 1.05);
  }

  /** More names than axes: the others are still told apart. */
  @Test
  void shouldTellApartMoreNamesThanAxes() {
    EventSchema schema = EventSchema.of("k", null, "category(c,4)", "x", null);
    EventMemory memory = Events.memory(schema, 16_384);
    double square = 0;
    for (int i = 0; i < 1200; i++) {
      int name = i * 7 % 12;
      Event event =
          new Event("k", Atom.NO_TIME, new double[] {name}, new String[] {"n" + name}, null);
      Judgement judgement = memory.tell(event);
      if (i > 600) {
        square += Math.pow(judgement.answer().value()[0] - name, 2) / 600;
      }
    }
    assertThat(Math.sqrt(square)).isLessThan(1.5); // 3.5 without the name
  }

  @Test
  void shouldNotLearnAnEventWithoutItsOutcome() {
    EventMemory memory = Events.memory(Events.SCHEMA, BYTES);
    memory.tell(Events.event(1, 5, 0, "a"));
    Judgement none = memory.tell(Events.event(2, Double.NaN, 0, "a"));
    assertThat(none.answer().value()).containsExactly(5);
    assertThat(none.surprise()).isNaN();
    assertThat(memory.ask(Events.event(3, 5, 0, "a")).answer().tokens()).isEqualTo(1);
  }
}
