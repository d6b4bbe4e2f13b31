package org.streamrecall.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.Decay;

/** What rings, and what a person would call silly if it did. */
class AlarmCasesTest {
  private static final long START = 1_700_000_000_000L;
  private static final long FIVE_MINUTES = 300_000;
  private static final int DAY = 288;
  private static final EventSchema SCHEMA =
      EventSchema.of("k", "at", "hour(at), weekday(at), x, lag(x,1..3)", "next(x)", null);

  private final SplittableRandom random = new SplittableRandom(3);

  private record Rung(int event, Alarm alarm) {}

  private static List<Rung> ring(int events, IntToDoubleFunction x) {
    return ring(events, x, i -> START + i * FIVE_MINUTES);
  }

  private static List<Rung> ring(int events, IntToDoubleFunction x, IntToDoubleFunction time) {
    EventMemory memory = new EventMemory(SCHEMA.untrained(), 16_384, false, Decay.NONE);
    memory.ring(AlarmRule.DEFAULTS);
    List<Rung> rung = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      double[] numbers = {x.applyAsDouble(i)};
      long at = (long) time.applyAsDouble(i);
      Alarm alarm = memory.tell(new Event("k", at, numbers, new String[0], null)).oddness().alarm();
      if (alarm != null) {
        rung.add(new Rung(i, alarm));
      }
    }
    return rung;
  }

  private static List<Integer> opened(List<Rung> rung) {
    return rung.stream().filter(r -> r.alarm().opens()).map(Rung::event).toList();
  }

  private double wave(int i) {
    return 10 * Math.sin(2 * Math.PI * i / DAY) + random.nextGaussian();
  }

  @Test
  void shouldNotRingForAConstant() {
    assertThat(ring(2000, i -> 7)).isEmpty();
    assertThat(ring(2000, i -> 0)).isEmpty();
  }

  @Test
  void shouldNotRingForWhatRoundingExplains() {
    assertThat(ring(3000, i -> 1234.5 * (1 + 1e-9 * random.nextGaussian()))).isEmpty();
  }

  @Test
  void shouldRarelyRingForCountsThatAreMostlyZero() {
    List<Rung> rung = ring(6000, i -> random.nextDouble() < .04 ? 1 + random.nextInt(2) : 0);
    assertThat(opened(rung)).hasSizeLessThan(9);
  }

  @Test
  void shouldNotRingForGaps() {
    List<Rung> rung = ring(4000, i -> i % 400 > 320 ? Double.NaN : wave(i));
    assertThat(opened(rung)).hasSizeLessThan(6);
  }

  @Test
  void shouldNotRingForClocks() {
    List<Rung> still = ring(3000, this::wave, i -> START);
    List<Rung> backwards = ring(3000, this::wave, i -> START - i * FIVE_MINUTES);
    assertThat(opened(still)).hasSizeLessThan(5);
    assertThat(opened(backwards)).hasSizeLessThan(5);
  }

  /** From the 20th day on everything happens an hour earlier. */
  @Test
  void shouldRingLittleWhenClocksChange() {
    IntToDoubleFunction profile =
        i -> {
          double hour = (i + (i >= 20 * DAY ? 12 : 0)) % DAY / 12.0;
          return (hour > 8 && hour < 18 ? 50 : 5) + random.nextGaussian();
        };
    List<Integer> opened = opened(ring(27 * DAY, profile));
    assertThat(opened.stream().filter(i -> i >= 20 * DAY)).hasSizeLessThan(5);
  }

  /** Down and up at fixed minutes of 15 days, with a season that no feature knows. */
  @Test
  void shouldNotRingEveryDayAtTheSameMinute() {
    List<Integer> opened =
        opened(ring(20 * DAY, i -> (i % DAY < 100 ? 10 : 40) + random.nextGaussian()));
    assertThat(opened.stream().filter(i -> i >= 5 * DAY)).hasSizeLessThan(6);
  }

  @Test
  void shouldRingOnceForALevelThatShifts() {
    List<Rung> rung = ring(3000, i -> (i < 2000 ? 0 : 25) + random.nextGaussian());
    List<Rung> after = rung.stream().filter(r -> r.event() >= 1990 && r.event() < 2200).toList();
    assertThat(after).hasSize(2);
    assertThat(after.get(0).event()).isEqualTo(2000);
    assertThat(after.get(0).alarm().opens()).isTrue();
    assertThat(after.get(1).event()).isLessThanOrEqualTo(2020);
    assertThat(after.get(1).alarm().id()).isEqualTo(after.get(0).alarm().id());
  }

  @Test
  void shouldSayWhatIsOddAndInWhichDirection() {
    List<Rung> rung = ring(1200, i -> i == 1000 ? -60 : wave(i));
    Alarm alarm = rung.stream().filter(r -> r.event() == 1000).findFirst().orElseThrow().alarm();
    Odd odd = ((Reason) alarm.reason()).odd();
    assertThat(alarm.id()).matches("k/\\d+/" + (START + 1000 * FIVE_MINUTES));
    assertThat(odd.sign()).isEqualTo(-1);
    assertThat(odd.actual()).isEqualTo(-60);
    assertThat(odd.actual()).isLessThan(odd.low());
    assertThat(odd.deviation()).isGreaterThan(10);
    assertThat(alarm.reason().toString())
        .matches(
            "next\\(x\\) -60 is below -?[\\d.]+\\.\\.-?[\\d.]+, what follows moments like the one before"
                + " \\(x about [\\d.]+, hour about 9.5, weekday Saturday; \\d+ of them\\)");
  }
}
