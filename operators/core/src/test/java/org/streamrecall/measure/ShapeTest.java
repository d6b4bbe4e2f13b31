package org.streamrecall.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapeTest {
  @Test
  void shouldBeOfTagsAloneWhereThereIsNoContent() {
    Shape shape = new Shape(Shape.MAX_TAG_DIMS, 0, 0, 1);
    ExactMeasure nu = new ExactMeasure(shape);
    nu.add(new Atom(new float[Shape.MAX_TAG_DIMS], new float[0], 1, 1000, null));
    assertThat(nu.mass()).isEqualTo(1);
    assertThat(new Shape(1, Shape.MAX_CONTENT_DIMS, 0, 1).contentDims()).isEqualTo(256);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|1|tag dimensions=0 is outside 1 to 64; give tokens a number that is compared",
        "65|1|tag dimensions=65 is outside 1 to 64; map the raw fields to fewer numbers",
        "1|-1|content dimensions=-1 is outside 0 to 256; 0 keeps tags alone",
        "1|257|content dimensions=257 is outside 0 to 256; map the raw fields to fewer numbers",
      })
  void shouldSayWhichSizesThereAre(int tags, int contents, String message) {
    assertThatThrownBy(() -> new Shape(tags, contents, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
