package org.streamrecall.tests.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ErrorsTest {
  @Test
  void shouldDivideDistancesByTheSpread() {
    assertThat(Errors.of(new double[][] {{1, 1}}, new double[][] {{4, 5}}, 2)).containsExactly(2.5);
  }

  @Test
  void shouldTakeQuantilesBetweenOrderStatistics() {
    double[] values = {4, 1, 3, 2};
    assertThat(Errors.quantile(values, 0.5)).isEqualTo(2.5);
    assertThat(Errors.quantile(values, 1)).isEqualTo(4);
    assertThat(Errors.quantile(new double[] {1, Double.NaN}, 0.1)).isNaN();
  }

  @Test
  void shouldCountWhatIsWithinItsBound() {
    double[] errors = {1, 2, 3, 4};
    assertThat(Errors.coverage(errors, new double[] {1, 1, 4, 4})).isEqualTo(0.75);
    assertThat(Errors.coverage(errors, new double[] {1, 1, 4, Double.NaN})).isNaN();
  }

  @Test
  void shouldRecallWhatIsNearestToTheSameLandmark() {
    double[][] landmarks = {{1, 0}, {0, 1}};
    double[][] exact = {{0.9, 0.1}, {0.9, 0.1}};
    double[][] answers = {{0.6, 0.5}, {0.4, 0.5}};
    assertThat(Errors.recall(exact, answers, landmarks)).isEqualTo(0.5);
  }
}
