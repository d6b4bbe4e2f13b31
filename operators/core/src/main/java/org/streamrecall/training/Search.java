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

  private final Examples examples;
  private final List<Example> judged;
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
   * @param judged examples on which it is said what was learned
   */
  Search(Examples examples, List<Example> judged, TrainingOptions options, Progress progress) {
    this.examples = examples;
    this.judged = judged;
    this.options = options;
    this.progress = progress;
    clock = new Clock(options.timeLimit());
    recipes = new Recipes(examples, options);
    ways = recipes.count() + (options.compares() ? BESIDE.size() : 0);
  }

  TrainingResult run() {
    double until = options.compares() ? 1 - BASELINES : 1;
    for (int way = 0; way < recipes.count() && hasTime(until); way++) {
      Recipe recipe = recipes.get(way, chosen);
      Descent descent = descent(recipe);
      double spent = clock.spent();
      boolean last = way == recipes.count() - 1;
      Network found = descent.run(spent + (until - spent) * (last ? 1 : FIRST));
      if (best == null || descent.bestLoss() < best.bestLoss()) {
        best = descent;
        network = found;
        chosen = recipe;
      }
    }
    Network[] beside = new Network[BESIDE.size()];
    for (int b = 0; options.compares() && b < beside.length && hasTime(1); b++) {
      double spent = clock.spent();
      beside[b] =
          descent(chosen.with(BESIDE.get(b))).run(spent + (1 - spent) / (beside.length - b));
    }
    Worth worth =
        options.compares()
            ? new Judge(examples, judged).worth(network, beside[0], beside[1], beside[2])
            : null;
    TrainingRecord record =
        new TrainingRecord(options.seed(), best.taken(), best.bestLoss(), !clock.isCut());
    return new TrainingResult(
        new RecallModel(network, record),
        best.taken(),
        best.running(),
        best.bestLoss(),
        clock.isCut(),
        clock.seconds(),
        worth);
  }

  /** What is left out for want of time cannot be repeated. */
  private boolean hasTime(double until) {
    if (begun > 0 && clock.spent() >= until) {
      clock.cut();
      return false;
    }
    return true;
  }

  private Descent descent(Recipe recipe) {
    int before = begun++ * options.steps();
    return new Descent(
        examples,
        recipe,
        Rates.of(examples.schema()),
        options.learningRate(),
        options.steps(),
        clock,
        (step, steps, loss) -> progress.step(before + step, ways * options.steps(), loss));
  }
}
