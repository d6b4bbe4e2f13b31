package org.streamrecall.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A model is immutable: who writes into what it was given or gives changes nothing in it. */
class HandedOutTest {
  @Test
  void shouldKeepWhatWasMeasuredOfNewKeys() {
    double[][] tails = {filled(NewKeys.TAILS, 0.5)};
    double[][] firsts = {filled(NewKeys.FIRSTS, 2)};
    double[][] heads = {filled(NewKeys.HEADS, 4)};
    NewKeys keys = new NewKeys(tails, firsts, heads);
    RecallModel untrained =
        RecallModel.untrained(Schema.of(FieldsJson.parse("{\"tag\":2,\"content\":1}")));
    RecallModel model = untrained.with(TrainingRecord.NONE, keys);
    tails[0][0] = -1;
    firsts[0] = null;
    heads[0][3] = -1;
    NewKeys held = model.newKeys();
    held.tails()[0][0] = -1;
    held.firsts()[0][1] = -1;
    held.heads()[0] = null;
    assertThat(held.tails()[0]).containsExactly(filled(NewKeys.TAILS, 0.5));
    assertThat(held.firsts()[0]).containsExactly(filled(NewKeys.FIRSTS, 2));
    assertThat(held.heads()[0]).containsExactly(filled(NewKeys.HEADS, 4));
    NewKeys tailsAlone = new NewKeys(held.tails(), null, null);
    assertThat(tailsAlone.firsts()).isNull();
    assertThat(tailsAlone.heads()).isNull();
  }

  @Test
  void shouldKeepTheUnitsOfContents() {
    double[] mean = {1};
    double[] scale = {2};
    Lift.Identity lift = new Lift.Identity(mean, scale);
    mean[0] = 100;
    lift.mean()[0] = 100;
    scale[0] = 100;
    lift.scale()[0] = 100;
    assertThat(lift.apply(new float[] {5})).containsExactly(2);
  }

  private static double[] filled(int count, double value) {
    double[] all = new double[count];
    Arrays.fill(all, value);
    return all;
  }
}
