package org.streamrecall.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.streamrecall.model.Fields;
import org.streamrecall.model.ReadOutKind;
import org.streamrecall.model.Schema;
import org.streamrecall.model.TagMap;

/**
 * Empirical risk minimisation: freezes the schema on the episodes, then trains attention and
 * read-out through the memory that will be served, keeping the best checkpoint on held-out
 * contexts.
 */
public final class Training {
  private static final double VALIDATION = 0.2; // of the contexts

  private final TrainingOptions options;
  private final Random random;
  private final List<Example> taught = new ArrayList<>();
  private final List<Example> held = new ArrayList<>();

  private Training(TrainingOptions options) {
    this.options = options;
    this.random = new Random(options.seed());
  }

  /**
   * @param fields the declared schema
   * @param episodes at least two
   * @param progress told after each step
   * @throws IllegalArgumentException if there are too few episodes or one does not fit the schema
   */
  public static TrainingResult fit(
      Fields fields, List<Episode> episodes, TrainingOptions options, Progress progress) {
    if (fields.readOut() == ReadOutKind.REGRESS && options.sketchBytes() > 0) {
      throw new IllegalArgumentException(
          "readOut=regress is trained through exact memories only; leave the sketch's bytes out");
    }
    if (episodes.size() < 2) {
      throw new IllegalArgumentException(
          "training needs at least 2 episodes, one is held out; found " + episodes.size());
    }
    return new Training(options).fit(fields, episodes, progress);
  }

  private TrainingResult fit(Fields fields, List<Episode> episodes, Progress progress) {
    Schema schema = embed(fields, episodes);
    return new Search(Examples.of(schema, taught, held), options, progress).run();
  }

  /** Fits the schema and fills the training and held-out examples. */
  private Schema embed(Fields fields, List<Episode> episodes) {
    if (fields.tagMap() != TagMap.Kind.DISCRIMINANT) {
      Schema schema = SchemaFit.fit(fields, episodes, fields.tagDims());
      split(episodes, schema);
      return schema;
    }
    Folds folds = Folds.of(episodes, options.seed());
    int directions = Math.min(fields.tagDims(), Folds.classes(episodes) - 1);
    int crossed = directions;
    for (int k = 0; k < folds.parts().size(); k++) {
      crossed = Math.min(crossed, Folds.classes(folds.without(k)) - 1);
    }
    if (crossed < 1) { // too few classes to hold any out
      Schema schema = SchemaFit.fit(fields, episodes, directions);
      split(episodes, schema);
      return schema;
    }
    directions = crossed;
    for (int k = 0; k < folds.parts().size(); k++) {
      split(folds.parts().get(k), SchemaFit.fit(fields, folds.without(k), directions));
    }
    return SchemaFit.fit(fields, episodes, directions);
  }

  private void split(List<Episode> episodes, Schema schema) {
    List<Example> examples = examples(episodes, schema);
    Collections.shuffle(examples, random);
    int count = Math.max(1, (int) Math.round(VALIDATION * examples.size()));
    if (examples.size() == 1) {
      count = taught.isEmpty() ? 0 : 1;
    }
    held.addAll(examples.subList(0, count));
    taught.addAll(examples.subList(count, examples.size()));
  }

  private List<Example> examples(List<Episode> episodes, Schema schema) {
    try {
      return new ArrayList<>(
          episodes.parallelStream()
              .map(e -> Example.of(e, schema, options.sketchBytes()))
              .toList());
    } catch (IllegalArgumentException e) {
      // A thrower in another thread comes wrapped in its own kind, its name before its message.
      boolean wrapped = e.getCause() != null && e.getMessage().equals(e.getCause().toString());
      throw wrapped ? (IllegalArgumentException) e.getCause() : e;
    }
  }
}
