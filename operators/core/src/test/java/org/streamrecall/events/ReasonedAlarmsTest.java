package org.streamrecall.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.Decay;

/** Alarms say which moment it was and what came of moments like it. */
class ReasonedAlarmsTest {
  private static final long START = 1_700_000_000_000L;
  private static final long HOUR = 3_600_000;
  private static final String[] MODES = {"idle", "run", "wash"};

  private final SplittableRandom random = new SplittableRandom(5);

  private static EventMemory memory(EventSchema schema) {
    EventMemory memory = new EventMemory(schema.untrained(), 16_384, true, Decay.NONE);
    memory.ring(AlarmRule.DEFAULTS);
    return memory;
  }

  /** Of a schema that reads mode and load, whose power follows from both. */
  private List<Event> powers(int count) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int mode = i / 5 % 3;
      double load = random.nextDouble();
      double power = i == count - 1 ? 99 : 10 * mode + load + 0.1 * random.nextGaussian();
      double[] numbers = {load, power};
      events.add(new Event("k", START + i * HOUR, numbers, new String[] {MODES[mode]}, null));
    }
    return events;
  }

  private static Reason last(EventMemory memory, List<Event> events) {
    Oddness oddness = Oddness.NONE;
    for (Event event : events) {
      oddness = memory.tell(event).oddness();
    }
    assertThat(oddness.alarm()).isNotNull();
    return (Reason) oddness.alarm().reason();
  }

  @Test
  void shouldDescribeTheEventsOwnMoment() {
    EventSchema schema = EventSchema.of("k", "at", "category(mode), load", "power", null);
    List<Event> events = powers(901);
    Reason why = last(memory(schema), events);
    assertThat(why.ago()).isZero();
    assertThat(why.moment().get(0)).isEqualTo(new Reason.Field("mode", "idle", Double.NaN));
    assertThat(why.moment().get(1).number()).isEqualTo(events.get(900).numbers()[0]);
    assertThat(why.since()).isBetween(START, START + 100 * HOUR);
    assertThat(why.toString())
        .matches(
            "power 99 is above .*, what follows moments like this one \\(mode idle, load about"
                + " [\\d.]+; \\d+ of them since 2023-11-.*\\)");
  }

  /** Of what comes next it is the moment before, also once three events have passed. */
  @Test
  void shouldDescribeTheMomentBefore() {
    for (int ahead : new int[] {1, 3}) {
      String target = ahead == 1 ? "next(power)" : "next(power," + ahead + ")";
      String like = "hour(at), category(mode), load, power, lag(power,1..3)";
      EventSchema schema = EventSchema.of("k", "at", like, target, null);
      List<Event> events = powers(901);
      Reason why = last(memory(schema), events);
      Event then = events.get(900 - ahead);
      assertThat(why.ago()).isEqualTo(ahead);
      List<String> names = why.moment().stream().map(Reason.Field::name).toList();
      assertThat(names).containsExactly("load", "power", "hour");
      assertThat(why.moment().get(0).number()).isCloseTo(then.numbers()[0], within());
      assertThat(why.moment().get(1).number()).isCloseTo(then.numbers()[1], within());
      double hour = then.time() % (24 * HOUR) / (double) HOUR;
      assertThat(why.moment().get(2).number()).isCloseTo(hour, within());
      assertThat(why.like()).isGreaterThan(1);
      assertThat(why.since()).isBetween(START, START + 900 * HOUR);
    }
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.api.Assertions.within(1e-4);
  }

  @Test
  void shouldNameTheCategoryThatCame() {
    EventSchema schema = EventSchema.of("k", "at", "load", "category(mode)", null);
    EventMemory memory = memory(schema);
    List<Event> events = new ArrayList<>();
    for (int i = 0; i <= 900; i++) {
      double load = random.nextDouble();
      String mode = i == 900 ? "alarm" : load < .5 ? "idle" : "run";
      double[] numbers = {i == 900 ? .25 : load};
      events.add(new Event("k", START + i * HOUR, numbers, new String[] {mode}, null));
    }
    Reason why = last(memory, events);
    Odd.Named named = why.odd().named();
    assertThat(named.actual()).isEqualTo("alarm");
    assertThat(named.expected()).isEqualTo("idle");
    assertThat(named.chance()).isLessThan(.05);
    assertThat(named.most()).isGreaterThan(.8);
    assertThat(why.toString())
        .matches(
            "category\\(mode\\) alarm had a chance of [\\d.e-]+ %, idle of [\\d.]+ %, after moments like"
                + " this one \\(load about 0.25; \\d+ of them since 2023-11-.*\\)");
  }

  /** To say why asks the memory anew, which changes nothing. */
  @Test
  void shouldForetellTheSameWhetherItRingsOrNot() {
    String like = "hour(at), category(mode), load, power, lag(power,1..3)";
    EventSchema schema = EventSchema.of("k", "at", like, "next(power)", null);
    EventMemory ringing = memory(schema);
    EventMemory still = new EventMemory(schema.untrained(), 16_384, true, Decay.NONE);
    int alarms = 0;
    for (int round = 0; round < 4; round++) {
      for (Event event : powers(300)) {
        Judgement judged = ringing.tell(event);
        assertThat(Events.shown(judged)).isEqualTo(Events.shown(still.tell(event)));
        alarms += judged.oddness().alarm() == null ? 0 : 1;
      }
    }
    assertThat(alarms).isPositive();
    assertThat(ringing.memory()).isEqualTo(still.memory());
  }
}
