package org.streamrecall.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.streamrecall.events.feature.Category;
import org.streamrecall.events.feature.Expressions;
import org.streamrecall.events.feature.Feature;
import org.streamrecall.events.feature.Lag;
import org.streamrecall.events.feature.Scalar;
import org.streamrecall.events.schema.Base;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventFields;
import org.streamrecall.events.schema.EventSchema;

/** What expressions within expressions say of events, whatever else is read beside them. */
class NestedFeaturesTest {
  private static final int EVENTS = 25;
  private static final int MOST_SLOTS = 7; // of nine features there is room for 63 numbers

  @Provide
  Arbitrary<Scalar> scalars() {
    return Expressions.scalars(
            Arbitraries.of("x", "y"), Arbitraries.of("at", "seen"), Arbitraries.of("c", "d"))
        .map(of -> of instanceof Category name ? new Category(name.of(), MOST_SLOTS) : of);
  }

  /** A lag is what the feature was: of each, alone or beside others, in any order. */
  @Property(tries = 400)
  void shouldBeLaterWhatItWas(
      @ForAll @Size(min = 1, max = 3) List<@From("scalars") Scalar> scalars,
      @ForAll boolean lagsFirst) {
    List<Feature> now = new ArrayList<>(scalars);
    List<Feature> lags = scalars.stream().<Feature>map(of -> new Lag(of, 1, 2)).toList();
    List<Feature> all =
        lagsFirst
            ? Stream.concat(lags.stream(), now.stream()).toList()
            : Stream.concat(now.stream(), lags.stream()).toList();
    double[][] alone = read(now);
    double[][] read = read(all);
    for (int i = 0; i < scalars.size(); i++) {
      int here = lagsFirst ? 2 * scalars.size() + i : i;
      int lag = lagsFirst ? 2 * i : scalars.size() + 2 * i;
      for (int t = 0; t < EVENTS; t++) {
        assertSame(read[t][here], alone[t][i], all);
        for (int back = 1; back <= 2; back++) {
          double then = t < back ? Double.NaN : alone[t - back][i];
          assertSame(read[t][lag + back - 1], then, all);
        }
      }
    }
  }

  /** NaN too. */
  private static void assertSame(Double is, Double expected, List<Feature> like) {
    assertThat(is).as("%s", like).isEqualTo(expected);
  }

  @Test
  void shouldSayWhatItMeans() {
    double[][] read =
        read(
            EventSchema.readLike(
                "x, log(x), delta(x), delta(delta(x)), delta(log(x)), log(delta(x)),"
                    + " category(delta(x)), log(since(at))"));
    for (int t = 2; t < EVENTS; t++) {
      double[] is = read[t];
      double[] was = read[t - 1];
      assertThat(is[2]).isEqualTo(is[0] - was[0]);
      assertThat(is[3]).isEqualTo(is[2] - was[2]);
      assertThat(is[4]).isEqualTo(is[1] - was[1]);
      assertThat(Double.isNaN(is[5])).isEqualTo(!(is[2] > 0));
      assertThat(is[6] == was[6]).isEqualTo(is[2] == was[2]);
      assertThat(is[7]).isFinite();
    }
    assertThat(Stream.of(read).filter(is -> is[5] > 0)).isNotEmpty();
  }

  /** The hour is a name: the same by day and by night, another the hour after. */
  @Test
  void shouldNameHoursAndDays() {
    double[][] read =
        read(
            EventSchema.readLike(
                "hour(at,Asia/Kathmandu), category(hour(at,Asia/Kathmandu)), weekday(at),"
                    + " category(weekday(at))"));
    for (double[] is : read) {
      for (double[] other : read) {
        assertThat(is[1] == other[1]).isEqualTo(Math.floor(is[0]) == Math.floor(other[0]));
        assertThat(is[3] == other[3]).isEqualTo(is[2] == other[2]);
      }
      assertThat(is[1]).isBetween(0.0, 23.0);
      assertThat(is[3]).isBetween(0.0, 6.0);
    }
  }

  @Test
  void shouldTellNoNumbersApartInAMaskedText() {
    List<Feature> like =
        EventSchema.readLike("category(d), category(masked(d)), ngrams(masked(d),8), ngrams(d,8)");
    double[][] read = read(like);
    for (double[] is : read) {
      assertThat(is[1]).isZero();
      assertThat(List.of(is[2], is[5], is[9])).containsExactly(read[0][2], read[0][5], read[0][9]);
    }
    assertThat(Stream.of(read).map(is -> is[0]).distinct().count()).isGreaterThan(5);
    assertThat(Stream.of(read).map(is -> is[10]).distinct().count()).isGreaterThan(1);
  }

  /** All that they read is in the key's bytes, and how they are written in the model. */
  @Test
  void shouldGoOnAfterARestoreAtAnyEvent() {
    String like =
        "hour(at,Australia/Melbourne), category(hour(at,Australia/Melbourne)),"
            + " lag(delta(log(x)),1..2), delta(delta(x)), category(delta(x)), ngrams(masked(d),8)";
    EventSchema schema = EventSchema.of("k", "at", like, "z", null);
    assertThat(EventSchema.of(schema.untrained())).isEqualTo(schema);
    EventMemory kept = Events.memory(schema, 8192);
    EventMemory restored = Events.memory(schema, 8192);
    byte[] state = null;
    byte[] memory = null;
    for (Event event : stream(EventFields.of(schema), 200)) {
      restored.restore(state, memory);
      Judgement expected = kept.tell(event);
      assertThat(restored.tell(event)).hasToString(expected.toString());
      state = restored.state();
      memory = restored.memory();
      assertThat(state).isEqualTo(kept.state());
      assertThat(kept.sizeInBytes()).isLessThanOrEqualTo(8192);
    }
  }

  /** (events, scalars), of each event after its names are learned. */
  private static double[][] read(List<Feature> like) {
    EventSchema schema = new EventSchema("k", "at", like, EventSchema.readPredict("z"), Base.NONE);
    Plan plan = new Plan(schema);
    PanelPlan tokens = new PanelPlan(plan);
    PanelKey key = new PanelKey(tokens, tokens.panel(4), KeyClock.LONGEST);
    List<double[]> read = new ArrayList<>();
    for (Event event : stream(EventFields.of(schema), EVENTS)) {
      key.learnNames(event);
      read.add(plan.scalars(event, key));
      key.pass(event, plan.outcome(event, key));
    }
    return read.toArray(double[][]::new);
  }

  private static List<Event> stream(EventFields fields, int count) {
    SplittableRandom random = new SplittableRandom(5);
    long time = 1_700_000_000_000L;
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      time += 1000 * random.nextInt(1, 40_000);
      events.add(event(fields, time, random.split()));
    }
    return events;
  }

  private static Event event(EventFields fields, long time, SplittableRandom random) {
    double x = random.nextInt(1, 5);
    double y = random.nextInt(3) == 0 ? Double.NaN : random.nextDouble() - 0.3;
    double seen = time - random.nextInt(10_000_000);
    String c = random.nextInt(5) == 0 ? null : "name " + random.nextInt(12);
    String d = "job " + random.nextInt(1000) + " took " + random.nextInt(100_000) + " ms";
    double[] numbers =
        fields.numbers().stream()
            .mapToDouble(name -> Map.of("x", x, "y", y, "seen", seen, "z", 0.0).get(name))
            .toArray();
    String[] texts = fields.texts().stream().map(n -> n.equals("c") ? c : d).toArray(String[]::new);
    return new Event("k", time, numbers, texts, null);
  }
}
