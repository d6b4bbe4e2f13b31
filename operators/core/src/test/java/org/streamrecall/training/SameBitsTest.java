package org.streamrecall.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
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
        .isEqualTo("49faec0a399911136b86944e4a44269694a577bd19962c58dbb5c5976dbbab5f");
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
        .isEqualTo("sha256:d1b8f4116b7b5d135f61a3ad0080f6c15d41fa3ce1a5e7bb210217e7d4b92a78");
  }
}
