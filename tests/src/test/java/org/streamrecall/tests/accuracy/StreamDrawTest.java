package org.streamrecall.tests.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamDrawTest {
  private static final int REFERENCE_CONTENT_DIMS = 16;

  @Test
  void shouldDrawTheStreamsOfTheReference() throws IOException {
    Map<StreamDraw, TokenStream> streams = new HashMap<>();
    List<String> rows = fixture();
    for (String row : rows) {
      String[] words = row.split(" ");
      StreamDraw draw =
          new StreamDraw(
              StreamShape.valueOf(words[0].toUpperCase(java.util.Locale.ROOT)),
              Integer.parseInt(words[1]),
              Integer.parseInt(words[2]),
              Integer.parseInt(words[3]),
              Long.parseLong(words[4]),
              REFERENCE_CONTENT_DIMS);
      TokenStream stream = streams.computeIfAbsent(draw, StreamDraw::draw);
      int index = Integer.parseInt(words[6]);
      for (int j = 7; j < words.length; j++) {
        assertThat((double) number(stream, words[5], index, j - 7))
            .as(row)
            .isCloseTo(Double.parseDouble(words[j]), org.assertj.core.api.Assertions.within(1e-6));
      }
    }
    assertThat(streams).hasSize(2 * StreamShape.values().length);
  }

  @Test
  void shouldMeasureTheSpreadAroundTheMean() {
    float[] tags = {0, 0, 2, 0, 0, 2, 2, 2}; // the corners of a square with sides of 2
    TokenStream stream =
        new TokenStream(4, 2, tags, new int[4], new double[1][2], new float[1][2], 0, new float[0]);
    assertThat(stream.spread()).isEqualTo(Math.sqrt(2));
  }

  private static float number(TokenStream stream, String what, int index, int j) {
    return switch (what) {
      case "token" -> stream.tags()[index * stream.dims() + j];
      case "query" -> stream.queries()[index][j];
      case "content" -> stream.contents()[index * REFERENCE_CONTENT_DIMS + j];
      default -> throw new AssertionError(what);
    };
  }

  private static List<String> fixture() throws IOException {
    try (InputStream in = StreamDrawTest.class.getResourceAsStream("streams.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    }
  }
}
