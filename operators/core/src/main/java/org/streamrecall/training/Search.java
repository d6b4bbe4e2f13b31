package org.streamrecall.training;

import java.util.ArrayList;
import java.util.List;
import org.streamrecall.model.Kind;
import org.streamrecall.model.Network;
import org.streamrecall.model.ReadOutShape;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.TrainingRecord;

/**
 * Tries ways to train, the likeliest first, and keeps the best on held-out contexts: whether the
 * read-out sees the tag, the units of what is recalled, heads, width, and another start.
 */
final class Search {
  private static final double FIRST = 0.5; // of the time that is left, for one way among several
  private static final double SLOTS_BETA = 4;
  private static final double NUMBERS_BETA = 8;

  /** Parts of a memory from which on only the likeliest ways are tried: each takes its time. */
  private static final int MANY_PARTS = 64;

  private static final List<Integer> WIDE = List.of(64, 64);
  private static final List<Integer> NARROW = List.of(16);

  private final Examples examples;
  private final TrainingOptions options;
  private final Progress progress;
  private final Rates rates;
  private final Clock clock;
  private Recipe chosen;
  private Descent best;
  private Network network;

  Search(Examples examples, TrainingOptions options, Progress progress) {
    this.examples = examples;
    this.options = options;
    this.progress = progress;
    rates = Rates.of(examples.schema());
    clock = new Clock(options.timeLimit());
  }

  TrainingResult run() {
    List<Recipe> recipes = recipes();
    boolean again = recipes.size() > 1;
    int ways = recipes.size() + (again ? 1 : 0);
    for (int way = 0; way < ways; way++) {
      Recipe recipe =
          way < recipes.size()
              ? recipes.get(way)
              : chosen.withSeed(options.seed() ^ Long.MIN_VALUE);
      if (way > 0 && clock.spent() >= 1) {
        clock.cut();
        break;
      }
      tryOut(recipe, way, ways);
    }
    TrainingRecord record =
        new TrainingRecord(options.seed(), best.taken(), best.bestLoss(), !clock.isCut());
    return new TrainingResult(
        new RecallModel(network, record),
        best.taken(),
        best.running(),
        best.bestLoss(),
        clock.isCut(),
        clock.seconds());
  }

  private void tryOut(Recipe recipe, int way, int ways) {
    double spent = clock.spent();
    double until = spent + (1 - spent) * (way == ways - 1 ? 1 : FIRST);
    int before = way * options.steps();
    Descent descent =
        new Descent(
            examples,
            recipe,
            rates,
            options.learningRate(),
            options.steps(),
            clock,
            (step, steps, loss) -> progress.step(before + step, ways * options.steps(), loss));
    Network found = descent.run(until);
    if (best == null || descent.bestLoss() < best.bestLoss()) {
      best = descent;
      network = found;
      chosen = recipe;
    }
  }

  private List<Recipe> recipes() {
    int heads = options.heads();
    if (examples.schema().fields().kind() == Kind.CLASSIFICATION) {
      double beta = options.beta() == 0 ? SLOTS_BETA : options.beta();
      return List.of(
          new Recipe(
              Recipe.Attention.LEARNED,
              heads == 0 ? 2 : heads,
              Recipe.SLOTS,
              beta,
              8,
              16,
              false,
              options.seed()));
    }
    int one = heads == 0 ? 1 : heads;
    List<Recipe> recipes = new ArrayList<>();
    recipes.add(numbers(one, false, WIDE, true));
    recipes.add(numbers(one, true, WIDE, true));
    if (examples.parts() < MANY_PARTS) {
      recipes.add(numbers(one, false, WIDE, false));
      recipes.add(numbers(one, false, NARROW, true));
      if (heads == 0) {
        recipes.add(numbers(2, false, WIDE, true));
      }
    }
    return recipes;
  }

  private Recipe numbers(int heads, boolean readsTag, List<Integer> widths, boolean shared) {
    double beta = options.beta() == 0 ? NUMBERS_BETA : options.beta();
    return new Recipe(
        Recipe.Attention.LEARNED,
        heads,
        new ReadOutShape(readsTag, widths),
        beta,
        32,
        4,
        shared,
        options.seed());
  }
}
