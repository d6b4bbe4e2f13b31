package org.streamrecall.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.streamrecall.measure.Atom;

/** What was foretold, by its name. */
class PredictionTest {
  private static final List<String> NUMBERS = List.of("next(amount)", "next(amount,2)");
  private static final String CATEGORY = "category(merchant)";

  private static Prediction prediction(
      List<String> targets, double[] value, List<String> names, double[][] interval) {
    return prediction(targets, value, names, interval, null);
  }

  private static Prediction prediction(
      List<String> targets,
      double[] value,
      List<String> names,
      double[][] interval,
      Quantiles quantiles) {
    Answer answer =
        new Answer(
            value.length == 0 ? Status.EMPTY_CONTEXT : Status.OK,
            value,
            names,
            interval,
            quantiles,
            Double.NaN,
            false,
            9,
            4,
            1,
            2,
            List.of(),
            List.of(),
            Atom.NO_TIME);
    return new Prediction(null, "c", 0, answer, "m", null, targets);
  }

  @Test
  void shouldGiveEachNumberAndItsIntervalByItsName() {
    double[][] interval = {{1, 3}, {2, 6}};
    Prediction two = prediction(NUMBERS, new double[] {2, 4}, List.of(), interval);
    assertThat(two.value("next(amount)")).hasValue(2);
    assertThat(two.value("next(amount,2)")).hasValue(4);
    assertThat(two.interval("next(amount)")).hasValue(new Bounds(1, 3));
    assertThat(two.interval("next(amount,2)")).hasValue(new Bounds(2, 6));
  }

  @Test
  void shouldGiveTheQuantilesThatWereAskedFor() {
    double[] levels = Quantiles.requireLevels(.95, .05, .05);
    assertThat(levels).containsExactly(.05, .95);
    Quantiles quantiles = new Quantiles(levels, new double[][] {{1, 3}, {2, 6}});
    Prediction two = prediction(NUMBERS, new double[] {2, 4}, List.of(), null, quantiles);
    assertThat(two.quantile("next(amount)", .05)).hasValue(1);
    assertThat(two.quantile("next(amount,2)", .95)).hasValue(6);
    assertThatThrownBy(() -> two.quantile("next(amount)", .5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the answer has no quantile of 0.5; it has [0.05, 0.95]: ask for more where the job is"
                + " built, or with --quantiles");
    Prediction none = prediction(NUMBERS, new double[] {2, 4}, List.of(), null);
    assertThatThrownBy(() -> none.quantile("next(amount)", .5))
        .hasMessageStartingWith("the answer has no quantiles");
    Prediction young = prediction(NUMBERS, new double[0], List.of(), null, quantiles);
    assertThat(young.quantile("next(amount)", .05)).isEmpty();
  }

  @Test
  void shouldRefuseLevelsThatAreNone() {
    for (double level : new double[] {0, 1, -1, 5, Double.NaN}) {
      assertThatThrownBy(() -> Quantiles.requireLevels(.5, level))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "a quantile of level " + level + "; levels are between 0 and 1, as .05, .5, .95");
    }
    assertThatThrownBy(Quantiles::requireLevels).hasMessageContaining("give some");
  }

  @Test
  void shouldHoldWhatIsWithinTheEndsOfAnInterval() {
    Bounds bounds = new Bounds(1, 3);
    assertThat(List.of(1., 2., 3.)).allMatch(bounds::contains);
    assertThat(List.of(.999, 3.001, Double.NaN)).noneMatch(bounds::contains);
  }

  @Test
  void shouldGiveTheProbabilityOfEachName() {
    double[] value = {.5, .25, .25};
    Prediction named =
        prediction(List.of(CATEGORY), value, Arrays.asList("fuel", "food", null), null);
    var read = named.probabilities(CATEGORY);
    assertThat(read.keySet()).containsExactly("fuel", "food", null);
    assertThat(read.values()).containsExactly(.5, .25, .25);
    assertThatThrownBy(() -> read.put("books", 1.))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  /** It happens once for each key, and is no error. */
  @Test
  void shouldGiveNothingOfAKeyWithoutAPast() {
    Prediction first = prediction(NUMBERS, new double[0], List.of(), null);
    assertThat(first.value("next(amount)")).isEqualTo(OptionalDouble.empty());
    assertThat(first.interval("next(amount,2)")).isEmpty();
    Prediction named = prediction(List.of(CATEGORY), new double[0], List.of(), null);
    assertThat(named.probabilities(CATEGORY)).isEmpty();
  }

  @Test
  void shouldNameTheTargetsThereAre() {
    Prediction first = prediction(NUMBERS, new double[0], List.of(), null);
    for (String unknown : List.of("amount", "next(amount,3)", "")) {
      assertThatThrownBy(() -> first.value(unknown))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "\""
                  + unknown
                  + "\" is no target of the answer; its targets are [next(amount), next(amount,2)]");
      assertThatThrownBy(() -> first.interval(unknown)).hasMessageContaining("its targets are");
      assertThatThrownBy(() -> first.probabilities(unknown))
          .hasMessageContaining("its targets are");
    }
    Prediction tokens = prediction(List.of(), new double[] {1}, List.of(), null);
    assertThatThrownBy(() -> tokens.value("amount"))
        .hasMessage("\"amount\" is no target: the answer names none; read answer().value()");
  }

  /** Known before a key has a past, so that no job fails at its second event. */
  @Test
  void shouldTellNumbersFromCategoriesAtOnce() {
    for (String category : List.of(CATEGORY, "next(category(merchant,8))")) {
      Prediction named = prediction(List.of(category), new double[0], List.of(), null);
      assertThatThrownBy(() -> named.value(category))
          .hasMessage(
              category + " is a category, without value and interval; ask for its probabilities");
      assertThatThrownBy(() -> named.interval(category)).hasMessageContaining("is a category");
    }
    Prediction number = prediction(NUMBERS, new double[0], List.of(), null);
    assertThatThrownBy(() -> number.probabilities("next(amount)"))
        .hasMessageStartingWith("next(amount) is a number, without probabilities; ");
  }
}
