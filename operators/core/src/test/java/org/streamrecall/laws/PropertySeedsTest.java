package org.streamrecall.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;

class PropertySeedsTest {
  private static final List<Integer> FIRST = new ArrayList<>();
  private static final List<Integer> SECOND = new ArrayList<>();

  @Property(tries = 50)
  void shouldDrawTheSame(@ForAll int drawn) {
    FIRST.add(drawn);
  }

  @Property(tries = 50)
  void shouldDrawTheSameAgain(@ForAll int drawn) {
    SECOND.add(drawn);
  }

  @AfterContainer
  static void shouldHaveDrawnTheSame() {
    assertThat(FIRST).hasSize(50).isEqualTo(SECOND);
  }
}
