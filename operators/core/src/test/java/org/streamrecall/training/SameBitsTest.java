package org.streamrecall.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.streamrecall.attention.Recollection;
import org.streamrecall.attention.SoftmaxRecall;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.MeasureSketch;
import org.streamrecall.measure.Shape;
import org.streamrecall.measure.SketchLayout;
import org.streamrecall.measure.Streams;
import org.streamrecall.model.FieldsJson;

/**
 * The same input gives the same bytes on any machine and JDK. The hashes were written down once;
 * who changes the arithmetic on purpose writes down the new ones.
 */
class SameBitsTest {
  @Test
  void shouldPackTheSameMemoryEverywhere() throws Exception {
    MeasureSketch sketch = new MeasureSketch(SketchLayout.of(new Shape(6, 4, 2, 1), 4096));
    List<Atom> atoms = Streams.mixture(3000, 6, 5, 4, 42);
    atoms.forEach(sketch::add);
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(sketch.memory());
    assertThat(HexFormat.of().formatHex(hash))
        .isEqualTo("292732b143d6a0ac85453b8ea484fa5d4dce0bf0f4c7a9c350f7ce1dd8f6db07");
  }

  @Test
  void shouldAnswerTheSameEverywhere() throws Exception {
    Shape shape = new Shape(16, 3, 0, 1);
    MeasureSketch sketch = new MeasureSketch(SketchLayout.of(shape, 32768));
    List<Atom> atoms = Streams.mixture(20000, 16, 8, 3, 43);
    atoms.forEach(sketch::add);
    ByteBuffer answers = ByteBuffer.allocate(50 * 4 * Double.BYTES);
    for (int q = 0; q < 50; q++) {
      double[] a = Streams.query(atoms, 2 + q % 20, q);
      Recollection answer = SoftmaxRecall.recall(sketch, a);
      for (double value : answer.value()) {
        answers.putDouble(value);
      }
      answers.putDouble(sketch.memoryError(a, answer.shares(), answer.value()));
    }
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(sketch.memory());
    assertThat(HexFormat.of().formatHex(digest.digest(answers.array())))
        .isEqualTo("7292800e8464a8c28e528be1c711d265fba5434eb6cb2944ae8a5a1225143379");
  }

  @Test
  void shouldTrainTheSameModelEverywhere() {
    String schema =
        "{\"tag\":8,\"content\":4,\"kind\":\"classification\",\"tagMap\":\"discriminant\"}";
    TrainingResult result =
        Training.fit(
            FieldsJson.parse(schema),
            RecallTasks.slots(9, 42),
            TrainingOptions.defaults().withSteps(30).withSketchBytes(8192),
            Progress.NONE);
    assertThat(result.hitTimeLimit()).isFalse();
    assertThat(result.model().id())
        .isEqualTo("sha256:2eab05732c4600437168d5f4e008a12a72346f75b8be340e146ba1e8f2fc4bfc");
  }

  @Test
  void shouldTrainTheSameModelOfNumbersEverywhere() {
    TrainingResult result =
        Training.fit(
            FieldsJson.parse("{\"tag\":8,\"content\":1}"),
            RecallTasks.levels(12, 42),
            TrainingOptions.defaults().withSteps(20),
            Progress.NONE);
    assertThat(result.hitTimeLimit()).isFalse();
    assertThat(result.model().id())
        .isEqualTo("sha256:65cc3e0c8a086f9f473db2ca958a7ccfd8bcc3523fd8d7f2bbc741303e6ed82f");
  }
}
