package org.streamrecall.training;

import java.util.ArrayList;
import java.util.List;
import org.streamrecall.model.Kind;
import org.streamrecall.model.ReadOutShape;

/**
 * The ways to train that are tried, the likeliest first: whether the read-out sees the tag, the
 * units of what is recalled, its width, the number of heads; and the best of them again from
 * another start.
 */
final class Recipes {
  private static final double SLOTS_BETA = 4;
  private static final double NUMBERS_BETA = 8;

  /** Parts of a memory from which on only the likeliest ways are tried: each takes its time. */
  private static final int MANY_PARTS = 64;

  private static final int QUERIES = 4; // of a context and step
  private static final int CONTEXTS = 32; // of a step, if they have so many queries each

  private static final List<Integer> WIDE = List.of(64, 64);
  private static final List<Integer> NARROW = List.of(16);

  private final TrainingOptions options;
  private final int contexts; // of a step
  private final List<Recipe> recipes = new ArrayList<>();

  Recipes(Examples examples, TrainingOptions options) {
    this.options = options;
    boolean slow = examples.parts() >= MANY_PARTS;
    contexts = slow ? CONTEXTS : contexts(examples);
    if (examples.schema().fields().kind() == Kind.CLASSIFICATION) {
      addSlots();
    } else {
      addNumbers(slow);
    }
  }

  /** Where contexts have few queries, more of them: a step of few queries is a noisy one. */
  private static int contexts(Examples examples) {
    double each = examples.taught().stream().mapToInt(e -> e.tags().size()).average().orElse(1);
    return (int) Math.round(CONTEXTS * QUERIES / Math.max(1, Math.min(QUERIES, each)));
  }

  private void addSlots() {
    recipes.add(
        new Recipe(
            learned(),
            options.heads() == 0 ? 2 : options.heads(),
            Recipe.SLOTS,
            options.beta() == 0 ? SLOTS_BETA : options.beta(),
            8,
            16,
            false,
            options.seed()));
  }

  private void addNumbers(boolean slow) {
    int heads = options.heads() == 0 ? 1 : options.heads();
    addNumbers(heads, false, WIDE, true);
    addNumbers(heads, true, WIDE, true);
    if (slow) {
      return;
    }
    addNumbers(heads, false, WIDE, false);
    addNumbers(heads, false, NARROW, true);
    if (options.heads() == 0) {
      addNumbers(2, false, WIDE, true);
    }
  }

  private void addNumbers(int heads, boolean readsTag, List<Integer> widths, boolean shared) {
    recipes.add(
        new Recipe(
            learned(),
            heads,
            new ReadOutShape(readsTag, widths),
            options.beta() == 0 ? NUMBERS_BETA : options.beta(),
            contexts,
            QUERIES,
            shared,
            options.seed()));
  }

  private Recipe.Attention learned() {
    return options.smooths() ? Recipe.Attention.LEARNED : Recipe.Attention.UNSMOOTHED;
  }

  /** How many there are. */
  int count() {
    return recipes.size() > 2 ? recipes.size() + 1 : recipes.size();
  }

  /**
   * @param best of those before, for the last one starts it anew
   */
  Recipe get(int way, Recipe best) {
    return way < recipes.size() ? recipes.get(way) : best.withSeed(~options.seed());
  }
}
