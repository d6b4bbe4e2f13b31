package org.streamrecall.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.Decay;

/** A silence opens when an event is due, and what comes next closes it. */
class SilenceTest {
  private static final long START = 1_700_000_000_000L;
  private static final long FIVE_MINUTES = 300_000;
  private static final int DAYS_2 = 576;

  private static EventMemory memory(String predict) {
    EventSchema schema = EventSchema.of("k", "at", "x, category(name)", predict, null);
    EventMemory memory = new EventMemory(schema.untrained(), 8192, false, Decay.NONE);
    memory.ring(AlarmRule.DEFAULTS);
    return memory;
  }

  private static Event event(long time) {
    return new Event("k", time, new double[] {time / 1000 % 7}, new String[] {"n"}, null);
  }

  private static long tell(EventMemory memory, int from, int to) {
    for (int i = from; i < to; i++) {
      memory.tell(event(START + i * FIVE_MINUTES));
      assertThat(memory.silenceOver()).isNull();
    }
    return START + (to - 1) * FIVE_MINUTES;
  }

  @ParameterizedTest
  @ValueSource(strings = {"next(x)", "category(other)"})
  void shouldOpenWhenAnEventIsDueAndCloseWithTheNext(String predict) {
    EventMemory memory = memory(predict);
    long last = tellNamed(memory, predict);
    long due = memory.due();
    assertThat(due).isBetween(last + 2 * FIVE_MINUTES, last + 4 * FIVE_MINUTES);
    assertThat(memory.silent("k", due - 1)).isNull();
    Alarm opened = memory.silent("k", due);
    assertThat(opened.id()).isEqualTo("k/silent/1/" + due);
    assertThat(opened.opens()).isTrue();
    assertThat(opened.start()).isEqualTo(due);
    assertThat(opened.time()).isEqualTo(due);
    assertThat(opened.reason())
        .isInstanceOfSatisfying(
            Silence.class,
            why -> {
              assertThat(why.since()).isEqualTo(last);
              assertThat(why.most()).isEqualTo(why.quiet()).isEqualTo(due - last);
              assertThat(why.usual()).isBetween(FIVE_MINUTES * 9 / 10, FIVE_MINUTES * 12 / 10);
            });
    assertThat(memory.due()).isEqualTo(EventMemory.NEVER);
    assertThat(memory.silent("k", EventMemory.NEVER)).isNull();
    byte[] state = memory.state();
    byte[] kept = memory.memory();
    assertThat(state.length + kept.length).isEqualTo(memory.sizeInBytes());
    memory.forget();
    assertThat(memory.silent("k", EventMemory.NEVER)).isNull();
    memory.restore(state, kept);
    memory.tell(named(last + 36 * FIVE_MINUTES, predict));
    Alarm closed = memory.silenceOver();
    assertThat(closed.id()).isEqualTo(opened.id());
    assertThat(closed.opens()).isFalse();
    assertThat(closed.time()).isEqualTo(last + 36 * FIVE_MINUTES);
    assertThat(closed.why())
        .matches(
            "an event came, after 3 h without any: at such hours one usually follows within .*");
    memory.tell(named(last + 37 * FIVE_MINUTES, predict));
    assertThat(memory.silenceOver()).isNull();
  }

  private static long tellNamed(EventMemory memory, String predict) {
    long last = 0;
    for (int i = 0; i < DAYS_2; i++) {
      last = START + i * FIVE_MINUTES;
      memory.tell(named(last, predict));
    }
    return last;
  }

  private static Event named(long time, String predict) {
    return predict.equals("next(x)")
        ? event(time)
        : new Event("k", time, new double[] {1}, new String[] {"n", "o" + time % 2}, null);
  }

  @Test
  void shouldCountNoQuestion() {
    EventMemory memory = memory("next(x)");
    long last = tell(memory, 0, DAYS_2);
    long due = memory.due();
    memory.ask(event(last + FIVE_MINUTES));
    assertThat(memory.due()).isEqualTo(due);
    memory.silent("k", due);
    memory.ask(event(due + 1));
    assertThat(memory.silenceOver()).isNull();
    memory.tell(event(last)); // late, but it came
    assertThat(memory.silenceOver().time()).isEqualTo(due);
  }

  @Test
  void shouldNeverRingWithoutARuleOrWithoutTimes() {
    EventMemory memory = memory("next(x)");
    memory.ring(null);
    tell(memory, 0, DAYS_2);
    assertThat(memory.due()).isEqualTo(EventMemory.NEVER);
    memory.ring(AlarmRule.DEFAULTS);
    assertThat(memory.due()).isLessThan(EventMemory.NEVER); // it was learned all the while
    memory.forget();
    for (int i = 0; i < 100; i++) {
      memory.tell(event(Atom.NO_TIME));
    }
    assertThat(memory.due()).isEqualTo(EventMemory.NEVER);
  }

  /** One wrong date makes it neither deaf nor ring. */
  @ParameterizedTest
  @ValueSource(longs = {365, -365})
  void shouldSurviveAWrongDate(long days) {
    EventMemory memory = memory("next(x)");
    long last = tell(memory, 0, DAYS_2);
    memory.tell(event(last + days * 24 * 3_600_000));
    tell(memory, DAYS_2, DAYS_2 + 2);
    long now = memory.lastEvent();
    assertThat(now).isEqualTo(START + (DAYS_2 + 1) * FIVE_MINUTES);
    assertThat(memory.due()).isBetween(now + 2 * FIVE_MINUTES, now + 20 * FIVE_MINUTES);
  }

  @Test
  void shouldSayWhatIsUsual() {
    Silence why = new Silence(1_772_445_900_000L, 1_320_000, 300_000, 1_320_000);
    assertThat(new Alarm("k/silent/1/2", true, "k", 2, 2, Double.NaN, why).why())
        .isEqualTo(
            "nothing since 2026-03-02T10:05:00Z: at such hours an event usually follows within 5 min,"
                + " at the latest after 22 min");
    assertThat(new Silence(0, 90_000, 350, 2 * 86_400_000).whenOver())
        .isEqualTo(
            "an event came, after 90 s without any: at such hours one usually follows within 350 ms");
    assertThat(new Silence(0, 1, 90 * 60_000, 2 * 86_400_000).toString())
        .endsWith("within 90 min, at the latest after 2 days");
  }
}
