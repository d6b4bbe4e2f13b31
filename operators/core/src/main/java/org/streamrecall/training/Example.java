package org.streamrecall.training;

import java.util.List;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.ExactMeasure;
import org.streamrecall.measure.Measure;
import org.streamrecall.measure.MeasureSketch;
import org.streamrecall.measure.SketchLayout;
import org.streamrecall.model.Lift;
import org.streamrecall.model.Schema;
import org.streamrecall.model.Token;

/**
 * An episode as the model sees it: the context's measure and mapped queries.
 *
 * @param nu the context
 * @param tags v of each query
 * @param inputs u of each query
 * @param targets of each query
 */
record Example(Measure nu, List<float[]> tags, List<float[]> inputs, List<float[]> targets) {
  /**
   * @param sketchBytes budget of the memory, or 0 for an exact one
   * @throws IllegalArgumentException naming the episode and what is wrong in it
   */
  static Example of(Episode episode, Schema schema, int sketchBytes) {
    try {
      Measure nu = measure(episode, schema, sketchBytes);
      for (Labelled labelled : episode.queries()) {
        requireTarget(schema, labelled.target());
      }
      return new Example(
          nu,
          episode.queries().stream().map(q -> schema.embed(q.query())).toList(),
          episode.queries().stream().map(q -> q.query().inputs()).toList(),
          episode.queries().stream().map(Labelled::target).toList());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("episode " + episode.name() + ": " + e.getMessage(), e);
    }
  }

  private static Measure measure(Episode episode, Schema schema, int sketchBytes) {
    List<Atom> atoms = episode.tokens().stream().map((Token token) -> schema.embed(token)).toList();
    if (sketchBytes == 0) {
      ExactMeasure exact = new ExactMeasure(schema.shape());
      atoms.forEach(exact::add);
      return exact;
    }
    MeasureSketch sketch = new MeasureSketch(SketchLayout.of(schema.shape(), sketchBytes));
    atoms.forEach(sketch::add);
    return sketch;
  }

  private static void requireTarget(Schema schema, float[] target) {
    Schema.requireNumbers("target", target, schema.fields().target());
    if (schema.lift() instanceof Lift.OneHot oneHot) {
      oneHot.slot("target", target[0]);
    }
  }
}
