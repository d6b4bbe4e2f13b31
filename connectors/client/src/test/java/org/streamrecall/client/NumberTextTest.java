package org.streamrecall.client;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class NumberTextTest {
  /** What is one is neither of the others, whatever stands around it. */
  @Property
  void shouldReadWhatJavaWrites(@ForAll @DoubleRange(min = -1e15, max = 1e15) double number) {
    String text = " " + number + "\t";
    assertThat(NumberText.of(text)).isEqualTo(number);
    assertThat(NumberText.isNumber(text)).isTrue();
    assertThat(NumberText.isMissing(text) || NumberText.isInfinite(text)).isFalse();
  }

  @Property
  void shouldReadAnyTextAsOneThingAtMost(@ForAll String text) {
    int things = NumberText.isMissing(text) ? 1 : 0;
    things += NumberText.isInfinite(text) ? 1 : 0;
    things += Double.isNaN(NumberText.of(text)) ? 0 : 1;
    assertThat(things).isLessThanOrEqualTo(1);
  }
}
