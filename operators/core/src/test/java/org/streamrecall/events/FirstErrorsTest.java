package org.streamrecall.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.streamrecall.model.NewKeys;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.TrainingRecord;

/** What a new key takes from others: as much as keys are alike. */
class FirstErrorsTest {
  /** Errors of keys whose scales differ by e to the spread. */
  private static List<double[]> keys(int count, int each, double spread) {
    Random random = new Random(8);
    List<double[]> keys = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      double scale = 5 * Math.exp(spread * random.nextGaussian());
      double[] errors = new double[each];
      for (int i = 0; i < each; i++) { // the first are larger
        errors[i] = scale * Math.sqrt(1 + 1.0 / (i + 1)) * Math.abs(random.nextGaussian());
      }
      keys.add(errors);
    }
    return keys;
  }

  private static FirstErrors of(double[] first) {
    return FirstErrors.of(
        new NewKeys(new double[][] {Tails.student(1).at()}, new double[][] {first}, null), 0);
  }

  @Test
  void shouldTrustOthersAsMuchAsKeysAreAlike() {
    FirstErrors alike = of(FirstErrors.measured(keys(400, 20, 0)));
    FirstErrors apart = of(FirstErrors.measured(keys(400, 20, 1.5)));
    assertThat(alike.others()).isEqualTo(64);
    assertThat(apart.others()).isLessThan(2);
    assertThat(Math.sqrt(alike.square(0, 0))).isCloseTo(5 * Math.sqrt(2), within(0.4));
    assertThat(Math.sqrt(alike.square(16, 25))).isCloseTo(5, within(0.4));
    assertThat(Math.sqrt(apart.square(16, 1))).isLessThan(0.5 * Math.sqrt(apart.square(0, 0)));
  }

  @Test
  void shouldSayNothingOfFewErrors() {
    assertThat(FirstErrors.measured(keys(9, 11, 0))).isNull();
    assertThat(FirstErrors.measured(List.of(new double[200]))).isNull(); // all are 0
  }

  @Test
  void shouldComeBackFromAFileOrBeRefused() {
    double[][] tails = {Tails.student(1).at()};
    double[][] firsts = {FirstErrors.measured(keys(40, 20, 1))};
    RecallModel model =
        Events.SCHEMA.untrained().with(TrainingRecord.NONE, new NewKeys(tails, firsts, null));
    assertThat(RecallModel.fromBytes(model.toBytes()).newKeys().firsts()).isDeepEqualTo(firsts);
    assertThatThrownBy(() -> new NewKeys(tails, new double[][] {new double[9]}, null))
        .hasMessage("calibration.firsts of target 0 are not 9 positive numbers; train anew");
  }
}
