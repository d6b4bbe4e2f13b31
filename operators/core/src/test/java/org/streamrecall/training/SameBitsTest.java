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
        .isEqualTo("0393d16b531e3df143d63a3c0e1b92a149405dda169c3990747229c461d7da25");
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
        .isEqualTo("sha256:c6df01b9940b3b2df53822008590befe03eb62e695a425f532d634be30008f40");
  }
}
