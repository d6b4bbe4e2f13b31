package org.streamrecall.tests.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class KeyDrawTest {
  private static final int DRAWS = 20_000;

  @Property(tries = 50)
  void shouldNameEveryKeyAsOftenBeforeItDrawsAny(
      @ForAll @IntRange(min = 1, max = 300) int keys,
      @ForAll @IntRange(min = 1, max = 9) int first) {
    KeyDraw draw = new KeyDraw(keys, first, 1);
    var times =
        LongStream.range(0, draw.firsts())
            .mapToObj(draw::key)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    assertThat(LongStream.range(0, draw.firsts() + 99).filter(draw::isLastFirst)).hasSize(keys);
    assertThat(times).hasSize(keys);
    assertThat(times.values()).containsOnly((long) first);
  }

  @Property(tries = 20)
  void shouldDrawTheSameKeysAgainAndNoOthers(
      @ForAll @IntRange(min = 1, max = 300) int keys, @ForAll boolean uneven) {
    double zipf = uneven ? 1 : 0;
    List<String> drawn = drawn(new KeyDraw(keys, 1, zipf), keys);
    assertThat(drawn(new KeyDraw(keys, 1, zipf), keys)).isEqualTo(drawn);
    KeyDraw draw = new KeyDraw(keys, 1, zipf);
    assertThat(LongStream.range(0, keys).mapToObj(draw::key)).containsAll(drawn);
  }

  @Test
  void shouldDrawTheKthKeyAKthAsOften() {
    KeyDraw even = new KeyDraw(100, 1, 0);
    KeyDraw uneven = new KeyDraw(100, 1, 1);
    double harmonic = LongStream.rangeClosed(1, 100).mapToDouble(k -> 1.0 / k).sum();
    for (long key : new long[] {0, 1, 9}) {
      assertThat(share(even, key)).isBetween(.008, .012);
      double wanted = 1 / harmonic / (key + 1);
      assertThat(share(uneven, key)).isBetween(.9 * wanted, 1.1 * wanted);
    }
  }

  @Test
  void shouldRefuseWhatIsNoLoad() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new KeyDraw(0, 1, 0))
        .withMessage("--keys 0 is below 1; give how many there are");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new KeyDraw(1, 1, -1))
        .withMessage("--zipf -1.0 is below 0; give 0 for all alike");
  }

  private static double share(KeyDraw draw, long key) {
    String name = draw.key(key);
    return drawn(draw, 100).stream().filter(name::equals).count() / (double) DRAWS;
  }

  private static List<String> drawn(KeyDraw draw, int keys) {
    return LongStream.range(keys, keys + DRAWS).mapToObj(draw::key).toList();
  }
}
