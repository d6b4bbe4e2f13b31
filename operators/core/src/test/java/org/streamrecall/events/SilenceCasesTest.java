package org.streamrecall.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.streamrecall.measure.Atom;

/** Which silences ring, and which a person would call silly if they did. */
class SilenceCasesTest {
  private static final long START = 1_699_833_600_000L; // a Monday
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final long WEEK = 7 * DAY;

  private Hearing hearing = new Hearing();
  private long last = Atom.NO_TIME;

  private record Rung(long since, long due, long until) {}

  private List<Rung> hear(LongStream times) {
    return hear(times, AlarmRule.DEFAULTS);
  }

  private List<Rung> hear(LongStream times, AlarmRule rule) {
    List<Rung> rung = new ArrayList<>();
    times.forEach(
        time -> {
          long due = hearing.due(last, rule);
          if (due < time) {
            hearing.open("k", last, due);
            rung.add(new Rung(last, due, time));
          }
          hearing.hear("k", last, time, rule);
          last = Math.max(last, time);
        });
    return rung;
  }

  private long bound() {
    return hearing.due(last, AlarmRule.DEFAULTS) - last;
  }

  private static LongStream every(long step, long weeks, LongPredicate open) {
    return LongStream.range(0, weeks * WEEK / step).map(i -> START + i * step).filter(open);
  }

  private static boolean isWork(long time) {
    double hour = time % DAY / (double) HOUR;
    return (time - START) % WEEK / DAY < 5 && hour >= 8 && hour < 18;
  }

  /** Gaps with a mean, as of what has no memory. */
  private static LongStream random(long mean, int events, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    long[] times = new long[events];
    double time = START;
    for (int i = 0; i < events; i++) {
      time -= mean * StrictMath.log(1 - random.nextDouble());
      times[i] = (long) time;
    }
    return LongStream.of(times);
  }

  @Test
  void shouldNotRingForNightsAndWeekends() {
    assertThat(hear(every(5 * MINUTE, 9, SilenceCasesTest::isWork))).isEmpty();
    assertThat(bound()).isBetween(2 * DAY, 3 * DAY); // it is Friday evening
    last = START + 9 * WEEK + 10 * HOUR;
    assertThat(bound()).isBetween(10 * MINUTE, 20 * MINUTE);
  }

  @Test
  void shouldNotRingForLunch() {
    LongPredicate hungry = time -> isWork(time) && (time % DAY < 12 * HOUR || time % HOUR > 40);
    assertThat(hear(every(MINUTE, 5, hungry))).isEmpty();
  }

  /** A schedule by local clocks comes an hour earlier, or later, in UTC. */
  @ParameterizedTest
  @ValueSource(longs = {-HOUR, HOUR})
  void shouldNotRingWhenClocksChange(long shift) {
    assertThat(hear(every(5 * MINUTE, 6, SilenceCasesTest::isWork))).isEmpty();
    LongStream later =
        every(5 * MINUTE, 10, time -> time >= START + 6 * WEEK && isWork(time + shift));
    assertThat(hear(later)).isEmpty();
  }

  @Test
  void shouldWaitForMoreThanOneReadingOfWhatIsRegular() {
    assertThat(hear(every(5 * MINUTE, 2, time -> time / (5 * MINUTE) % 40 != 7))).isEmpty();
    assertThat(bound()).isBetween(10 * MINUTE, 20 * MINUTE);
  }

  @Test
  void shouldSoonNoticeThatAKeyStops() {
    hear(every(5000, 1, time -> time < START + 2 * DAY - 6 * HOUR));
    assertThat(bound()).isBetween(10_000L, 20_000L);
  }

  @ParameterizedTest
  @ValueSource(longs = {144 * MINUTE, 15 * MINUTE, MINUTE})
  void shouldRingAsSeldomAsTheRuleSays(long mean) {
    int events = 20_000;
    int silences = 0;
    int many = 0;
    for (int seed = 0; seed < 3; seed++) {
      clear();
      silences += hear(random(mean, events, seed)).size();
      clear();
      many += hear(random(mean, events, seed), new AlarmRule(.01, 0, 0, 16)).size();
    }
    assertThat(silences).isLessThan((int) (1.5 * 3 * events / 1000));
    assertThat(many).isGreaterThanOrEqualTo(silences).isLessThan((int) (1.5 * 3 * events / 100));
    assertThat(bound()).isLessThan(20 * mean);
  }

  @Test
  void shouldRingMoreOftenWhereTheRuleSaysSo() {
    int seldom = hear(random(144 * MINUTE, 20_000, 5)).size();
    clear();
    int often = hear(random(144 * MINUTE, 20_000, 5), new AlarmRule(.01, 0, 0, 16)).size();
    assertThat(seldom).isBetween(5, 30);
    assertThat(often).isGreaterThan(3 * seldom);
  }

  /** Twenty in a minute, then none for an hour or three. */
  @Test
  void shouldNotRingBetweenBursts() {
    LongStream bursts =
        random(HOUR, 1000, 4)
            .flatMap(burst -> LongStream.range(0, 20).map(i -> burst + i * 3000))
            .sorted();
    assertThat(hear(bursts)).hasSizeLessThan(20);
    assertThat(bound()).isBetween(3 * HOUR, 24 * HOUR);
  }

  @Test
  void shouldSayNothingOfAYoungKey() {
    hear(every(MINUTE, 1, time -> time < START + DAY - MINUTE));
    assertThat(hearing.due(last, AlarmRule.DEFAULTS)).isEqualTo(Gaps.NEVER);
    hear(LongStream.of(START + DAY));
    assertThat(hearing.due(last, AlarmRule.DEFAULTS)).isLessThan(START + DAY + 20 * MINUTE);
    clear();
    hear(every(DAY, 1, time -> true));
    assertThat(hearing.due(last, AlarmRule.DEFAULTS)).isEqualTo(Gaps.NEVER); // few gaps
    hear(LongStream.range(7, 17).map(i -> START + i * DAY));
    assertThat(hearing.due(last, AlarmRule.DEFAULTS)).isLessThan(Gaps.NEVER);
    assertThat(hearing.due(last, AlarmRule.DEFAULTS.watching(Long.MAX_VALUE)))
        .isEqualTo(Gaps.NEVER);
  }

  @Test
  void shouldNotCountTimesThatStandStillOrRunBackwards() {
    hear(LongStream.range(0, 5000).map(i -> START));
    assertThat(hearing.due(last, AlarmRule.DEFAULTS.watching(0))).isEqualTo(Gaps.NEVER);
    clear();
    hear(LongStream.range(0, 5000).map(i -> START - i * MINUTE));
    assertThat(hearing.due(last, AlarmRule.DEFAULTS.watching(0))).isEqualTo(Gaps.NEVER);
    clear();
    hear(every(5 * MINUTE, 2, time -> true));
    long usual = bound();
    clear();
    hear(
        every(5 * MINUTE, 2, time -> true)
            .flatMap(time -> LongStream.of(time, time, time - 20 * MINUTE)));
    assertThat(bound()).isEqualTo(usual);
  }

  @Test
  void shouldNotGoDeafByAnOutage() {
    hear(every(5 * MINUTE, 4, time -> true));
    long usual = bound();
    long back = START + 9 * WEEK;
    List<Rung> rung = hear(every(5 * MINUTE, 10, time -> time >= back));
    assertThat(rung).hasSize(1);
    assertThat(rung.get(0).due() - rung.get(0).since()).isEqualTo(usual);
    assertThat(bound()).isLessThan(4 * usual);
    hear(every(5 * MINUTE, 15, time -> time >= back + WEEK));
    assertThat(bound()).isLessThan(3 * usual / 2);
  }

  @Test
  void shouldTakeWhatComesEveryWeekForUsual() {
    LongPredicate noTuesdayMorning = time -> (time - START - DAY) % WEEK >= 4 * HOUR;
    List<Rung> rung = hear(every(MINUTE, 12, noTuesdayMorning));
    assertThat(rung).hasSizeLessThan(5);
    assertThat(rung).allMatch(one -> one.since() < START + 5 * WEEK);
  }

  @Test
  void shouldLearnAnotherPace() {
    hear(every(2000, 1, time -> time < START + 2 * DAY));
    List<Rung> rung = hear(every(2 * MINUTE, 2, time -> time > START + 2 * DAY));
    assertThat(rung).hasSizeBetween(1, 4);
    assertThat(bound()).isBetween(4 * MINUTE, 30 * MINUTE);
  }

  /** Only one that is far longer opens among the events after an alarm. */
  @Test
  void shouldCoolDown() {
    hear(every(5 * MINUTE, 2, time -> true));
    long usual = bound();
    last = START + 2 * WEEK;
    assertThat(hear(LongStream.of(last + HOUR, last + HOUR + 5 * MINUTE))).hasSize(1);
    long cooling = bound();
    assertThat(cooling).isGreaterThan(4 * usual);
    hear(LongStream.rangeClosed(1, 16).map(i -> START + 2 * WEEK + HOUR + (1 + i) * 5 * MINUTE));
    assertThat(bound()).isLessThan(cooling / 2);
  }

  /** State is a function of what came, wherever it was restored. */
  @Test
  void shouldGoOnFromItsBytes() {
    LongStream times = random(20 * MINUTE, 3000, 9);
    Hearing other = new Hearing();
    times.forEach(
        time -> {
          hearing.hear("k", last, time, AlarmRule.DEFAULTS);
          other.hear("k", last, time, AlarmRule.DEFAULTS);
          last = time;
          ByteBuffer bytes = ByteBuffer.allocate(Hearing.BYTES);
          other.put(bytes);
          assertThat(bytes.remaining()).isZero();
          other.get(bytes.flip());
        });
    assertThat(other.due(last, AlarmRule.DEFAULTS)).isEqualTo(last + bound());
    assertThat(Hearing.BYTES).isLessThanOrEqualTo(160);
  }

  private void clear() {
    hearing = new Hearing();
    last = Atom.NO_TIME;
  }
}
