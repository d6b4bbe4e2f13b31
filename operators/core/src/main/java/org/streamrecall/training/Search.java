package org.streamrecall.training;

import java.util.List;
import org.streamrecall.model.Network;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.TrainingRecord;
import org.streamrecall.training.Recipe.Attention;

/**
 * Tries ways to train, the likeliest first, and keeps the best on held-out contexts; then trains
 * the baselines that it is held against.
 */
final class Search {
  private static final double FIRST = 0.5; // of the time that is left, for one way among several
  private static final double BASELINES = 0.3; // of the time
  private static final List<Attention> BESIDE =
      List.of(Attention.FROZEN, Attention.LINEAR, Attention.MEAN);

  private final List<Examples> units; // the same examples in each unit that is tried
  private Examples examples; // those of the best
  private final TrainingOptions options;
  private final Progress progress;
  private final Clock clock;
  private final Recipes recipes;
  private final int ways; // that are tried, baselines and all
  private int begun; // of these
  private Recipe chosen;
  private Descent best;
  private Network network;

  /**
   * @param units the same examples, mapped in each way that is tried
   */
  Search(List<Examples> units, TrainingOptions options, Progress progress) {
    this.units = units;
    this.examples = units.get(0);
    this.options = options;
    this.progress = progress;
    clock = new Clock(options.timeLimit());
    recipes = new Recipes(examples, options);
    ways = units.size() - 1 + recipes.count() + (options.compares() ? BESIDE.size() : 0);
  }

  TrainingResult run() {
    double until = options.compares() ? 1 - BASELINES : 1;
    tryOut(units.get(0), recipes.get(0, null), until, recipes.count() == 1);
    for (int u = 1; u < units.size() && hasTime(until); u++) {
      tryOut(units.get(u), recipes.get(0, null), until, false);
    }
    for (int way = 1; way < recipes.count() && hasTime(until); way++) {
      tryOut(examples, recipes.get(way, chosen), until, way == recipes.count() - 1);
    }
    Network[] beside = new Network[BESIDE.size()];
    for (int b = 0; options.compares() && b < beside.length && hasTime(1); b++) {
      double spent = clock.spent();
      beside[b] =
          descent(examples, chosen.with(BESIDE.get(b)))
              .run(spent + (1 - spent) / (beside.length - b));
    }
    Worth worth =
        options.compares()
            ? new Judge(examples).worth(network, beside[0], beside[1], beside[2])
            : null;
    TrainingRecord record =
        new TrainingRecord(options.seed(), best.taken(), best.bestLoss(), !clock.isCut());
    RecallModel model = new RecallModel(network, record);
    progress.ended(() -> HeldOut.of(model, examples.judged()));
    return new TrainingResult(
        model,
        best.taken(),
        best.running(),
        best.bestLoss(),
        clock.isCut(),
        clock.seconds(),
        worth);
  }

  private void tryOut(Examples of, Recipe recipe, double until, boolean last) {
    Descent descent = descent(of, recipe);
    double spent = clock.spent();
    Network found = descent.run(spent + (until - spent) * (last ? 1 : FIRST));
    if (best == null || descent.bestLoss() < best.bestLoss()) {
      best = descent;
      network = found;
      chosen = recipe;
      examples = of;
    }
  }

  /** What is left out for want of time cannot be repeated. */
  private boolean hasTime(double until) {
    if (begun > 0 && clock.spent() >= until) {
      clock.cut();
      return false;
    }
    return true;
  }

  private Descent descent(Examples of, Recipe recipe) {
    int before = begun++ * options.steps();
    progress.begins(recipe.words(), !recipe.attention().isLearned());
    return new Descent(
        of,
        recipe,
        Rates.of(of.schema()),
        options.learningRate(),
        options.steps(),
        clock,
        new PartOfProgress(progress, before, ways * options.steps()));
  }
}
