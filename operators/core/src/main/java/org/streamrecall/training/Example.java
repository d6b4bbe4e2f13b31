package org.streamrecall.training;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.ExactMeasure;
import org.streamrecall.measure.Measure;
import org.streamrecall.measure.MeasureSketch;
import org.streamrecall.measure.SketchLayout;
import org.streamrecall.model.Lift;
import org.streamrecall.model.Schema;
import org.streamrecall.model.Token;

/**
 * An episode as the model sees it: what each query sees of the context, and mapped queries.
 *
 * @param pasts the context as each query sees it; queries that see the same share one measure
 * @param tags v of each query
 * @param inputs u of each query
 * @param targets of each query
 */
record Example(
    List<Measure> pasts, List<float[]> tags, List<float[]> inputs, List<float[]> targets) {
  /** The context as a query sees it. */
  Measure nu(int query) {
    return pasts.get(query);
  }

  /**
   * @param sketchBytes budget of the memory, 0 for an exact one, or {@link
   *     TrainingOptions#AS_SERVED}
   * @throws IllegalArgumentException naming the episode and what is wrong in it
   */
  static Example of(Episode episode, Schema schema, int sketchBytes) {
    try {
      List<Measure> pasts = pasts(episode, schema, sketchBytes);
      for (Labelled labelled : episode.queries()) {
        requireTarget(schema, labelled.target());
      }
      return new Example(
          pasts,
          episode.queries().stream().map(q -> schema.embed(q.query())).toList(),
          episode.queries().stream().map(q -> q.query().inputs()).toList(),
          episode.queries().stream().map(Labelled::target).toList());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("episode " + episode.name() + ": " + e.getMessage(), e);
    }
  }

  private static List<Measure> pasts(Episode episode, Schema schema, int sketchBytes) {
    List<Atom> atoms = episode.tokens().stream().map((Token token) -> schema.embed(token)).toList();
    boolean few = sketchBytes <= 0 && SameTags.merged(atoms).size() < atoms.size();
    int bytes = sketchBytes;
    if (sketchBytes == TrainingOptions.AS_SERVED) {
      bytes = few || schema.regresses() || fits(atoms, schema) ? 0 : SketchLayout.DEFAULT_BYTES;
    }
    int budget = bytes;
    ExactMeasure all = new ExactMeasure(schema.shape());
    if (budget == 0 && !few) {
      atoms.forEach(all::add);
    }
    Map<Integer, Measure> byLength = new HashMap<>();
    return IntStream.range(0, episode.queries().size())
        .mapToObj(
            query ->
                byLength.computeIfAbsent(
                    episode.past(query),
                    length ->
                        budget > 0
                            ? sketch(atoms.subList(0, length), schema, budget)
                            : few ? exact(atoms.subList(0, length), schema) : all.first(length)))
        .toList();
  }

  /** Whether a memory of the usual bytes would keep every one. */
  private static boolean fits(List<Atom> atoms, Schema schema) {
    SketchLayout layout = SketchLayout.of(schema.shape(), SketchLayout.DEFAULT_BYTES);
    return (long) atoms.size() * layout.atomBytes() <= SketchLayout.DEFAULT_BYTES;
  }

  private static Measure exact(List<Atom> atoms, Schema schema) {
    ExactMeasure measure = new ExactMeasure(schema.shape());
    SameTags.merged(atoms).forEach(measure::add);
    return measure;
  }

  private static Measure sketch(List<Atom> atoms, Schema schema, int sketchBytes) {
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
