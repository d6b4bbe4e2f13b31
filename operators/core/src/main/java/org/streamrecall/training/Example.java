package org.streamrecall.training;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.ExactMeasure;
import org.streamrecall.measure.Measure;
import org.streamrecall.measure.SketchLayout;
import org.streamrecall.model.Lift;
import org.streamrecall.model.Schema;
import org.streamrecall.model.Token;

/**
 * An episode as the model sees it: what each query sees of the context, and mapped queries. To be
 * read by one thread at a time.
 *
 * @param name of the context, for messages
 * @param pasts the context as each query sees it; queries that see the same share one measure
 * @param tags v of each query
 * @param inputs u of each query
 * @param targets of each query
 */
record Example(
    String name,
    List<Supplier<Measure>> pasts,
    List<float[]> tags,
    List<float[]> inputs,
    List<float[]> targets) {
  /** Queries of a context that are looked at where all would take too long. */
  private static final int FEW = 32;

  /** Of a context without a name. */
  Example(
      List<Supplier<Measure>> pasts,
      List<float[]> tags,
      List<float[]> inputs,
      List<float[]> targets) {
    this("", pasts, tags, inputs, targets);
  }

  /** Some of the queries, evenly spread: all of them if there are not many. */
  int[] few() {
    int count = Math.min(FEW, tags.size());
    return IntStream.range(0, count).map(i -> (int) ((long) i * tags.size() / count)).toArray();
  }

  /** The context as a query sees it, until another example's is asked for. */
  Measure nu(int query) {
    return pasts.get(query).get();
  }

  /**
   * @param sketchBytes budget of the memory, 0 for an exact one, or {@link
   *     TrainingOptions#AS_SERVED}
   * @throws EpisodeFault naming what is wrong in it
   */
  static Example of(Episode episode, Schema schema, int sketchBytes) {
    return new Memories(schema, sketchBytes).example(episode);
  }

  /** How the contexts of a training are kept. */
  static final class Memories {
    private final Schema schema;
    private final int sketchBytes;
    private Sketches sketches; // made when first needed

    /**
     * @param sketchBytes budget of a memory, 0 for an exact one, or {@link
     *     TrainingOptions#AS_SERVED}
     */
    Memories(Schema schema, int sketchBytes) {
      this.schema = schema;
      this.sketchBytes = sketchBytes;
    }

    /**
     * @throws EpisodeFault naming what is wrong in it
     */
    Example example(Episode episode) {
      try {
        List<Supplier<Measure>> pasts = pasts(episode);
        for (Labelled labelled : episode.queries()) {
          requireTarget(labelled.target());
        }
        return new Example(
            episode.name(),
            pasts,
            episode.queries().stream().map(q -> schema.embed(q.query())).toList(),
            episode.queries().stream().map(q -> q.query().inputs()).toList(),
            episode.queries().stream().map(Labelled::target).toList());
      } catch (IllegalArgumentException e) {
        throw new EpisodeFault(episode.name(), ": " + e.getMessage(), e);
      }
    }

    private List<Supplier<Measure>> pasts(Episode episode) {
      List<Atom> atoms =
          episode.tokens().stream().map((Token token) -> schema.embed(token)).toList();
      List<Atom> merged = sketchBytes <= 0 ? SameTags.merged(atoms) : atoms;
      boolean few = merged.size() < atoms.size();
      boolean exact = few || sketchBytes == 0 || sketchBytes < 0 && isKeptWhole(atoms);
      ExactMeasure all = new ExactMeasure(schema.shape());
      if (exact && !few) {
        atoms.forEach(all::add);
      }
      Map<Integer, Supplier<Measure>> byLength = new HashMap<>();
      return IntStream.range(0, episode.queries().size())
          .mapToObj(
              query ->
                  byLength.computeIfAbsent(
                      episode.past(query),
                      length -> {
                        if (!exact) {
                          return sketches().of(atoms.subList(0, length));
                        }
                        boolean whole = length == atoms.size();
                        Measure past =
                            few
                                ? measure(
                                    whole ? merged : SameTags.merged(atoms.subList(0, length)))
                                : all.first(length);
                        return () -> past;
                      }))
          .toList();
    }

    private synchronized Sketches sketches() {
      if (sketches == null) {
        int bytes = sketchBytes < 0 ? SketchLayout.DEFAULT_BYTES : sketchBytes;
        sketches = new Sketches(schema, bytes);
      }
      return sketches;
    }

    /** Whether a memory of the usual bytes would keep every one, or none is trained through. */
    private boolean isKeptWhole(List<Atom> atoms) {
      SketchLayout layout = SketchLayout.of(schema.shape(), SketchLayout.DEFAULT_BYTES);
      return schema.regresses()
          || (long) atoms.size() * layout.atomBytes() <= SketchLayout.DEFAULT_BYTES;
    }

    private Measure measure(List<Atom> atoms) {
      ExactMeasure measure = new ExactMeasure(schema.shape());
      atoms.forEach(measure::add);
      return measure;
    }

    private void requireTarget(float[] target) {
      Schema.requireNumbers("target", target, schema.fields().target());
      if (schema.lift() instanceof Lift.OneHot oneHot) {
        oneHot.slot("target", target[0]);
      }
    }
  }
}
