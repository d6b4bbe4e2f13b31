package org.streamrecall.tests.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.streamrecall.tests.streams.CategoryBaselines.Method;

/** Each method is what its name says, and none of them sees the future. */
class CategoryBaselinesTest {
  private static Map<Method, List<Said>> foretell(int[] classes, int count, int from, int ahead) {
    Random random = new Random(1);
    List<ObjectNode> fields = new ArrayList<>();
    for (int i = 0; i < classes.length; i++) {
      ObjectNode event = JsonNodeFactory.instance.objectNode();
      fields.add(event.put("w", random.nextDouble()).put("kind", "k" + classes[i]));
    }
    int n = classes.length;
    StreamSet set = new StreamSet("s", 0, "kind", List.of(ahead), 0, "", null, Set.of(), true);
    Series series = new Series(new long[n], new double[n], null, fields);
    Reading reading = new Reading(set, null, List.of("w"), List.of());
    return new CategoryBaselines(series, reading, classes, count, from).foretell();
  }

  /** At the last of 0 1 0 0 1 0: the last is right at one of four before it. */
  @Test
  void shouldCountAndAHalf() {
    Map<Method, List<Said>> said = foretell(new int[] {0, 1, 0, 0, 1, 0}, 3, 5, 0);
    assertThat(said.get(Method.LAST)).containsExactly(new Said(false, (1 - 1.5 / 5) / 2));
    assertThat(said.get(Method.MAJORITY)).containsExactly(new Said(true, 3.5 / 6.5));
    assertThat(said.get(Method.MARKOV)).containsExactly(new Said(true, 1.5 / 2.5)); // 0 after 1
    assertThat(said.get(Method.NEAREST)).containsExactly(new Said(true, 3.5 / 6.5)); // of all
  }

  /** Two ahead of 0 1 0 0 1, when the fourth is asked about: 0 to 0 and 1 to 0 are known. */
  @Test
  void shouldLearnWhatIsAheadOnceItIsThere() {
    Map<Method, List<Said>> said = foretell(new int[] {0, 1, 0, 0, 1, 0}, 2, 3, 2);
    assertThat(said.get(Method.LAST)).containsExactly(new Said(true, 1.5 / 3));
    assertThat(said.get(Method.MAJORITY)).containsExactly(new Said(true, 3.5 / 5));
    assertThat(said.get(Method.MARKOV)).containsExactly(new Said(true, 1.5 / 2));
    assertThat(said.get(Method.NEAREST)).containsExactly(new Said(true, 2.5 / 3));
  }

  @Test
  void shouldKnowNothingBeforeTheFirst() {
    Said nothing = new Said(false, 1. / 4);
    foretell(new int[] {2, 2}, 4, 0, 0)
        .forEach((method, said) -> assertThat(said.get(0)).as("%s", method).isEqualTo(nothing));
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void shouldSayTheSameWhateverComesLater(Method method) {
    Random random = new Random(2);
    int[] classes = random.ints(200, 0, 3).toArray();
    int[] others = classes.clone();
    for (int i = 151; i < others.length; i++) {
      others[i] = (others[i] + 1) % 3;
    }
    for (int ahead : List.of(0, 4)) {
      int same = 151 - ahead - 100; // events whose truth is before
      List<Said> before = foretell(classes, 3, 100, ahead).get(method);
      List<Said> after = foretell(others, 3, 100, ahead).get(method);
      assertThat(after.subList(0, same)).isEqualTo(before.subList(0, same));
      assertThat(after.subList(same, after.size()))
          .isNotEqualTo(before.subList(same, after.size()));
    }
  }

  /** Probabilities of all that may come sum to one, whatever came before. */
  @ParameterizedTest
  @EnumSource(Method.class)
  void shouldShareOneOut(Method method) {
    int[] past = new Random(3).ints(60, 0, 3).toArray();
    double sum = 0;
    for (int truth = 0; truth < 5; truth++) {
      int[] classes = Arrays.copyOf(past, 61);
      classes[60] = truth;
      sum += foretell(classes, 5, 60, 0).get(method).get(0).probability();
    }
    assertThat(sum).isCloseTo(1, within(1e-12));
  }
}
