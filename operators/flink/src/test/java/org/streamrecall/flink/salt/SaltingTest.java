package org.streamrecall.flink.salt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.junit.jupiter.api.Test;
import org.streamrecall.flink.Example;
import org.streamrecall.flink.RecallInput;
import org.streamrecall.flink.Tell;

class SaltingTest {
  private static final int MOST = 128;

  private static Salting salting(int salts, String... contexts) {
    return new Salting(salts, Set.of(contexts), MOST);
  }

  /** Invariant 3: so many shards for each subtask, at every parallelism that is a power of two. */
  @Property(tries = 20)
  void shouldSpreadShardsEvenlyOverTheSubtasks(
      @ForAll String context, @ForAll @IntRange(max = 6) int power) {
    int salts = 1 << power;
    for (int parallelism = 1; parallelism <= salts; parallelism *= 2) {
      int[] shards = new int[parallelism];
      for (int salt = 0; salt < salts; salt++) {
        String key = salting(salts).key(context, salt);
        shards[KeyGroupRangeAssignment.assignKeyToParallelOperator(key, MOST, parallelism)]++;
      }
      assertThat(shards).containsOnly(salts / parallelism);
    }
  }

  /** Invariants 1 and 2. */
  @Property(tries = 10)
  void shouldLeaveShardsWhereTheyAreWhenThereAreMore(@ForAll String context) {
    Salting more = salting(64);
    for (int salts = 1; salts < 64; salts *= 2) {
      for (int salt = 0; salt < salts; salt++) {
        assertThat(salting(salts).key(context, salt)).isEqualTo(more.key(context, salt));
      }
    }
    assertThat(more.key("card-7", 0)).isEqualTo("card-7");
  }

  /** Invariant 4. */
  @Property(tries = 50)
  void shouldGiveNoTwoContextsOneKey(@ForAll String name, @ForAll @IntRange(max = 3) int marks) {
    Set<String> keys = new HashSet<>();
    List<String> contexts =
        new ArrayList<>(
            List.of(
                name, name + "\u0000", name + "\u00000", "\u0000" + name, name + "\u0000\u0000"));
    contexts.add(name.repeat(2) + "\u0000".repeat(marks + 3));
    for (String context : new HashSet<>(contexts)) {
      for (int salt = 0; salt < 8; salt++) {
        String key = salting(8).key(context, salt);
        assertThat(keys.add(key)).as("%s of %s", key, context).isTrue();
        assertThat(Salting.context(key)).isEqualTo(context);
      }
    }
  }

  @Test
  void shouldSaltOnlyTheContextsNamed() {
    assertThat(salting(8, "hot").salts("hot")).isEqualTo(8);
    assertThat(salting(8, "hot").salts("cold")).isEqualTo(1);
    assertThat(salting(8).salts("cold")).isEqualTo(8);
  }

  /** By hash: each shard has its share of the tokens, and the same token always the same. */
  @Test
  void shouldGiveEachShardItsShareOfTheTokens() {
    int[] told = new int[8];
    for (RecallInput input : Example.tells("a", 8000, 3)) {
      int salt = salting(8).salt((Tell) input);
      assertThat(salting(8).salt((Tell) input)).isEqualTo(salt);
      told[salt]++;
    }
    for (int tokens : told) {
      assertThat(tokens).isBetween(850, 1150); // 1000, five deviations
    }
  }

  @Test
  void shouldRefuseNumbersThatDoNotLieEvenly() {
    for (int salts : new int[] {-1, 0, 3, 6, 128}) {
      assertThatThrownBy(() -> salting(salts))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "salts="
                  + salts
                  + " is no power of two up to 64, which alone lie evenly over the subtasks; take"
                  + " the next one");
    }
    assertThatThrownBy(() -> new Salting(16, Set.of(), 8))
        .hasMessage(
            "salts=16 is more than the job's maximum parallelism of 8; take fewer, or raise"
                + " pipeline.max-parallelism");
  }
}
