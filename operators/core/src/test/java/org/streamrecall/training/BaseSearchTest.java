package org.streamrecall.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.streamrecall.events.schema.Base;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.events.score.Trial;
import org.streamrecall.model.RecallModel;

class BaseSearchTest {
  private static final int BYTES = 16_384;
  private static final EventSchema SERIES = EventSchema.of("k", null, "lag(y,1)", "y", "none");

  private interface Value {
    double at(int i, double last, Random random);
  }

  private static List<Event> series(int keys, int each, long seed, Value value) {
    List<Event> events = new ArrayList<>();
    for (int key = 0; key < keys; key++) {
      Random random = new Random(seed + key);
      double last = 0;
      for (int i = 0; i < each; i++) {
        last = value.at(i, last, random);
        events.add(new Event("k" + key, i, new double[] {last}, new String[0], null));
      }
    }
    return events;
  }

  private static Base best(List<Event> events) {
    return BaseSearch.of(new EventTraining(SERIES, events), 1, BYTES).best();
  }

  /** One of four keys validates, another with each seed: on that alone the noise would decide. */
  @Test
  void shouldTryBasesOnAllKeysThatAreNotHeldOut() {
    List<Event> events = series(3, 300, 1, (i, last, random) -> last + random.nextGaussian());
    for (Event event : series(1, 300, 9, (i, last, random) -> random.nextGaussian())) {
      events.add(new Event("noise", event.time(), event.numbers(), event.texts(), null));
    }
    List<BaseSearch.Choice> first =
        BaseSearch.of(new EventTraining(SERIES, events), 1, BYTES).choices();
    for (long seed : new long[] {77, 12_345, 42_424_242, 987_654_321}) { // near ones shuffle alike
      List<BaseSearch.Choice> again =
          BaseSearch.of(new EventTraining(SERIES, events), seed, BYTES).choices();
      for (int c = 0; c < first.size(); c++) {
        assertThat(again.get(c).loss()).isCloseTo(first.get(c).loss(), within(1e-9));
      }
    }
  }

  @Test
  void shouldFindTheBaseThatValuesAreMadeFrom() {
    assertThat(best(series(6, 300, 1, (i, last, random) -> last + random.nextGaussian())))
        .isIn(Base.NONE, Base.LAST); // the last value is a head of the panel
    assertThat(best(series(6, 300, 1, (i, last, random) -> random.nextGaussian())))
        .isEqualTo(Base.NONE);
    double[] week = new Random(5).doubles(12, -5, 5).toArray();
    Value season = (i, last, random) -> week[i % 12] + 0.3 * random.nextGaussian() + i / 50.0;
    assertThat(best(series(6, 300, 1, season))).isEqualTo(new Base(Base.Kind.SEASON, 12));
  }

  @ParameterizedTest
  @CsvSource({"7, 400, 7", "24, 400, 24", "24, 20, 0", "150, 400, 0"})
  void shouldFindASeasonThatIsInReach(int period, int longest, int found) {
    double[] values = new Random(6).doubles(period, -1, 1).toArray();
    List<Event> key = series(1, 400, 2, (i, last, random) -> values[i % period]);
    assertThat(Seasons.period(SERIES, List.of(key, key), longest)).isEqualTo(found);
  }

  @Test
  void shouldFindNoSeasonInWalksAndNoise() {
    for (long seed = 1; seed < 20; seed++) {
      List<Event> noise = series(1, 300, seed, (i, last, random) -> random.nextGaussian());
      List<Event> slow =
          series(1, 3000, seed, (i, last, random) -> 0.9 * last + random.nextGaussian());
      assertThat(Seasons.period(SERIES, List.of(noise), 100)).isZero();
      assertThat(Seasons.period(SERIES, List.of(slow), 100)).isZero();
    }
  }

  /** Nothing depends on a key's unit, and to say the mean is to be one deviation off. */
  @Test
  void shouldTryInEachKeysOwnUnit() {
    Value noise = (i, last, random) -> random.nextGaussian();
    double loss = new Trial(SERIES, List.of(series(1, 500, 3, noise)), 0, BYTES).loss(untrained());
    assertThat(loss).isBetween(1.0, 1.1);
    Value large = (i, last, random) -> 4096 * random.nextGaussian();
    assertThat(new Trial(SERIES, List.of(series(1, 500, 3, large)), 0, BYTES).loss(untrained()))
        .isCloseTo(loss, within(1e-4));
    List<Event> unknown = series(1, 500, 3, (i, last, random) -> i % 2 == 0 ? 1 : -1);
    EventSchema season = SERIES.withBase(new Base(Base.Kind.SEASON, 1000)); // never answers
    assertThat(new Trial(SERIES, List.of(unknown), 0, 65_536).loss(season.untrained()))
        .isCloseTo(1, within(1e-9));
  }

  private static RecallModel untrained() {
    return SERIES.untrained();
  }
}
