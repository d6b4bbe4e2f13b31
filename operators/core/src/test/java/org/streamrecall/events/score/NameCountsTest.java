package org.streamrecall.events.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;

class NameCountsTest {
  private static Event event(String key, String x, String y) {
    return new Event(key, 0, new double[0], new String[] {x, y}, null);
  }

  /** Of each key the first names are told apart, whatever the others have. */
  @Property(tries = 60)
  void shouldCountNamesBeyondAKeysFirst(
      @ForAll @IntRange(min = 0, max = 1000) int seed,
      @ForAll @IntRange(min = 0, max = 3) int horizon,
      @ForAll @IntRange(min = 2, max = 6) int slots) {
    String target = "category(y," + slots + ")";
    String predict = horizon == 0 ? target : "next(" + target + "," + horizon + ")";
    String like = "category(x," + slots + "), lag(category(x," + slots + "),1..2)";
    NameCounts counts = new NameCounts(EventSchema.of("k", null, like, predict, null));
    Random random = new Random(seed);
    Map<String, List<String>> features = new HashMap<>();
    Map<String, List<String>> foretold = new HashMap<>();
    Map<String, Integer> events = new HashMap<>();
    long[] expected = new long[4];
    for (int i = 0; i < 200; i++) {
      String key = "k" + random.nextInt(3);
      String x = random.nextInt(10) == 0 ? null : "n" + random.nextInt(9);
      String y = random.nextInt(10) == 0 ? null : "n" + random.nextInt(9);
      counts.add(event(key, x, y));
      count(features.computeIfAbsent(key, k -> new ArrayList<>()), x, slots, expected, 0);
      if (events.merge(key, 1, Integer::sum) > horizon) {
        count(foretold.computeIfAbsent(key, k -> new ArrayList<>()), y, slots - 1, expected, 2);
      }
    }
    assertThat(counts.counts())
        .containsExactly(
            new NameCounts.Count(
                counts.counts().get(0).category(), "y", true, slots - 1, expected[2], expected[3]),
            new NameCounts.Count(
                counts.counts().get(1).category(), "x", false, slots, expected[0], expected[1]));
  }

  private static void count(List<String> told, String name, int most, long[] counts, int at) {
    if (name == null) {
      return;
    }
    if (!told.contains(name) && told.size() < most) {
      told.add(name);
    }
    counts[at] += told.contains(name) ? 0 : 1;
    counts[at + 1]++;
  }

  @Test
  void shouldCountNothingWhereThereIsNoCategory() {
    NameCounts counts = new NameCounts(EventSchema.of("k", null, "x", "next(x)", null));
    counts.add(new Event("k", 0, new double[] {1}, new String[0], null));
    assertThat(counts.counts()).isEmpty();
  }
}
