package org.streamrecall.flink.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FirstInputsTest {
  private final List<String> said = new ArrayList<>();
  private final FirstInputs inputs = new FirstInputs(said::add);

  private void refuse(int times) {
    for (int i = 0; i < times; i++) {
      inputs.refused("card is missing; every event needs its key");
    }
  }

  @Test
  void shouldSayOnceThatNothingCanBeTakenIn() {
    refuse(99);
    assertThat(said).isEmpty();
    refuse(1000);
    assertThat(said).hasSize(1);
    assertThat(said.get(0))
        .startsWith(
            "Each of the first 100 inputs of this subtask was refused, the last one because card is"
                + " missing; every event needs its key. ");
  }

  @Test
  void shouldSayNothingOnceOneWasTakenIn() {
    refuse(99);
    inputs.taken();
    refuse(1000);
    assertThat(said).isEmpty();
  }
}
