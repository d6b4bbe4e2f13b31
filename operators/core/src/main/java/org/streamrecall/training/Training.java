package org.streamrecall.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.streamrecall.model.Fields;
import org.streamrecall.model.Kind;
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
  private static final int READ_AT_ONCE = 64; // episodes

  private final Fields fields;
  private final TrainingOptions options;
  private final Random random;
  private final List<Example> taught = new ArrayList<>();
  private final List<Example> held = new ArrayList<>();

  private Training(Fields fields, TrainingOptions options) {
    this.fields = fields;
    this.options = options;
    this.random = new Random(options.seed());
  }

  /** Trains on episodes that are in memory, see below. */
  public static TrainingResult fit(
      Fields fields, List<Episode> episodes, TrainingOptions options, Progress progress) {
    return fit(fields, (EpisodeSource) episodes::forEach, options, progress);
  }

  /**
   * Trains, and what it was worth is said of other episodes, which neither taught nor chose.
   *
   * @param judged at least one
   */
  public static TrainingResult fit(
      Fields fields,
      EpisodeSource episodes,
      EpisodeSource judged,
      TrainingOptions options,
      Progress progress) {
    requireTrainable(fields, options);
    if (fields.lift().isOpen()) {
      DimsChoice choice = choice(fields, episodes, options, progress);
      Fields chosen = fields.withDims(choice.dims());
      return choice.told(fit(chosen, episodes, judged, choice.rest(), progress));
    }
    return searched(fields, episodes, judged, options, progress);
  }

  private static TrainingResult searched(
      Fields fields,
      EpisodeSource episodes,
      EpisodeSource judged,
      TrainingOptions options,
      Progress progress) {
    List<Examples> ways = new ArrayList<>();
    ways.add(new Training(fields, options).examples(episodes, judged));
    if (options.choosesUnit() && isOpen(fields, ways.get(0))) {
      Fields other = fields.withUnit(TagMap.Unit.NORMALISE);
      ways.add(new Training(other, options).examples(episodes, judged));
    }
    return new Search(ways, options, progress).run();
  }

  /** Whether another unit is worth its time: not where memories are built anew for it. */
  private static boolean isOpen(Fields fields, Examples examples) {
    return fields.kind() == Kind.REGRESSION
        && fields.tagMap() == TagMap.Kind.IDENTITY
        && fields.unit() == TagMap.Unit.NONE
        && fields.tag() > 1
        && examples.taught().get(0).nu(0).exact();
  }

  private static DimsChoice choice(
      Fields fields, EpisodeSource episodes, TrainingOptions options, Progress progress) {
    Examples most = new Training(fields, options).examples(episodes, null);
    return new DimsChoice(most, options, progress);
  }

  private Examples examples(EpisodeSource episodes, EpisodeSource judged) {
    Schema schema = embed(episodes);
    return Examples.of(schema, taught, held, judged == null ? null : mapped(judged, schema));
  }

  /**
   * Trains on episodes, which are read twice or more. Of a token nothing is kept but what its
   * context's memory keeps, unless directions are fitted to tags.
   *
   * @param fields the declared schema
   * @param episodes at least two
   * @param progress told after each step
   * @throws IllegalArgumentException if there are too few episodes or one does not fit the schema
   */
  public static TrainingResult fit(
      Fields fields, EpisodeSource episodes, TrainingOptions options, Progress progress) {
    return fit(fields, episodes, null, options, progress);
  }

  private static void requireTrainable(Fields fields, TrainingOptions options) {
    if (fields.readOut() == ReadOutKind.REGRESS && options.sketchBytes() > 0) {
      throw new IllegalArgumentException(
          "readOut=regress is trained through exact memories only; leave the sketch's bytes out");
    }
  }

  /** Fits the schema and fills the training and held-out examples. */
  private Schema embed(EpisodeSource source) {
    if (fields.tagMap() == TagMap.Kind.IDENTITY) {
      Schema schema = StreamedFit.fit(fields, source);
      split(mapped(source, schema));
      requireTwo(taught.size() + held.size());
      return schema;
    }
    List<Episode> episodes = new ArrayList<>();
    source.forEach(episodes::add);
    requireTwo(episodes.size());
    if (fields.tagMap() == TagMap.Kind.PRINCIPAL) {
      Schema schema = SchemaFit.fit(fields, episodes, fields.tagDims());
      split(mapped(episodes::forEach, schema));
      return schema;
    }
    return embedByFolds(episodes);
  }

  private static void requireTwo(int episodes) {
    if (episodes < 2) {
      throw new IllegalArgumentException(
          "training needs at least 2 episodes, one is held out; found " + episodes);
    }
  }

  private Schema embedByFolds(List<Episode> episodes) {
    Folds folds = Folds.of(episodes, options.seed());
    int directions = Math.min(fields.tagDims(), Folds.classes(episodes) - 1);
    int crossed = directions;
    for (int k = 0; k < folds.parts().size(); k++) {
      crossed = Math.min(crossed, Folds.classes(folds.without(k)) - 1);
    }
    if (crossed < 1) { // too few classes to hold any out
      Schema schema = SchemaFit.fit(fields, episodes, directions);
      split(mapped(episodes::forEach, schema));
      return schema;
    }
    for (int k = 0; k < folds.parts().size(); k++) {
      Schema schema = SchemaFit.fit(fields, folds.without(k), crossed);
      split(mapped(folds.parts().get(k)::forEach, schema));
    }
    return SchemaFit.fit(fields, episodes, crossed);
  }

  private void split(List<Example> examples) {
    Collections.shuffle(examples, random);
    int count = Math.max(1, (int) Math.round(VALIDATION * examples.size()));
    if (examples.size() < 2) {
      count = taught.isEmpty() ? 0 : examples.size();
    }
    held.addAll(examples.subList(0, count));
    taught.addAll(examples.subList(count, examples.size()));
  }

  private List<Example> mapped(EpisodeSource episodes, Schema schema) {
    Example.Memories memories = new Example.Memories(schema, options.sketchBytes());
    List<Example> examples = new ArrayList<>();
    List<Episode> read = new ArrayList<>();
    episodes.forEach(
        episode -> {
          read.add(episode);
          if (read.size() == READ_AT_ONCE) {
            examples.addAll(read.parallelStream().map(memories::example).toList());
            read.clear();
          }
        });
    examples.addAll(read.parallelStream().map(memories::example).toList());
    return examples;
  }
}
