package org.streamrecall.measure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.streamrecall.attention.Recollection;
import org.streamrecall.attention.SoftmaxRecall;

/**
 * The committed memories are what this program packs, and what it reads. When the format or the
 * arithmetic changes on purpose, write them anew, and say why in the commit:
 *
 * <pre>mvn -q -B -pl operators/core test -Dtest=GoldenMemoryTest -Dgolden.write=true</pre>
 */
class GoldenMemoryTest {
  @BeforeAll
  static void writeAnewIfAsked() throws IOException {
    if (Boolean.getBoolean("golden.write")) {
      for (GoldenMemory golden : GoldenMemory.all()) {
        golden.write();
      }
    }
  }

  static Stream<GoldenMemory> goldens() {
    return GoldenMemory.all().stream();
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void shouldPackTheSameStreamIntoTheSameBytes(GoldenMemory golden) throws IOException {
    MeasureSketch sketch = golden.told();
    assertThat(sketch.memory()).isEqualTo(golden.memory());
    assertThat(sketch.recent())
        .usingRecursiveFieldByFieldElementComparator()
        .isEqualTo(golden.recent());
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void shouldReadWhatTheCommittedMemoryHolds(GoldenMemory golden) throws IOException {
    MeasureSketch sketch = new MeasureSketch(golden.layout());
    sketch.restore(golden.memory(), golden.recent());
    JsonNode expected = golden.expected();
    assertThat(sketch.tokens()).isEqualTo(golden.tokens());
    assertThat(sketch.tokens()).isEqualTo(expected.get("tokens").longValue());
    assertThat(sketch.mass()).isEqualTo(expected.get("mass").doubleValue());
    assertThat(sketch.parts()).isEqualTo(expected.get("parts").intValue());
    assertThat(sketch.lastTime()).isEqualTo(expected.get("lastTime").longValue());
    assertThat(sketch.exact()).isEqualTo(expected.get("exact").booleanValue());
    for (JsonNode answer : expected.get("answers")) {
      double[] a = GoldenMemory.doubles(answer.get("a"));
      Recollection recalled = SoftmaxRecall.recall(sketch, a);
      assertThat(recalled.logMass()).isEqualTo(answer.get("logMass").doubleValue());
      assertThat(recalled.value()).isEqualTo(GoldenMemory.doubles(answer.get("value")));
      assertThat(sketch.memoryError(a, recalled.shares(), recalled.value()))
          .isEqualTo(answer.get("memoryError").doubleValue());
    }
  }
}
