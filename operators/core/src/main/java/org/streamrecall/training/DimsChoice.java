package org.streamrecall.training;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.streamrecall.model.Network;

/**
 * How many features of a lifted content are kept: the fewest whose loss on held-out contexts is
 * within one standard error of the best. More of them let a prediction depend on finer turns of a
 * density, and learn more of the noise by heart.
 */
final class DimsChoice {
  private static final int[] TRIED = {1, 2, 4, 6, 10, 16, 24, 40, 64, 100, 160, 256};
  private static final int WAYS = 2; // to train, for each
  private static final double SHARE = 0.4; // of the time

  private final Clock clock;
  private final TrainingOptions options;
  private final Progress progress;
  private final int planned; // steps
  private final int dims;
  private final double taken; // seconds
  private int begun; // ways to train

  /**
   * Chooses.
   *
   * @param examples with the most features
   * @param progress is told after each step
   */
  DimsChoice(Examples examples, TrainingOptions options, Progress progress) {
    clock = new Clock(options.timeLimit());
    this.options = options;
    this.progress = progress;
    int most = examples.schema().fields().lift().maxDims();
    List<Integer> counts = new ArrayList<>();
    IntStream.of(TRIED).filter(count -> count < most).forEach(counts::add);
    counts.add(most);
    planned = WAYS * counts.size() * options.steps();
    List<double[]> losses = new ArrayList<>();
    for (int count : counts) {
      Examples part =
          Examples.of(examples.schema().first(count), examples.taught(), examples.held(), null);
      double spent = clock.spent();
      double until = spent + (SHARE - spent) / (counts.size() - losses.size());
      losses.add(losses(part, until));
    }
    dims = counts.get(fewest(losses));
    taken = clock.seconds();
  }

  /** Losses of held-out contexts under the better of two ways to train. */
  private double[] losses(Examples part, double until) {
    Recipe likeliest = new Recipes(part, options).get(0, null);
    Descent best = null;
    Network network = null;
    for (boolean shared : new boolean[] {true, false}) {
      int before = begun++ * options.steps();
      Descent descent =
          new Descent(
              part,
              likeliest.withUnits(shared),
              Rates.of(part.schema()),
              options.learningRate(),
              options.steps(),
              clock,
              (step, steps, loss) -> progress.step(before + step, planned, loss));
      double spent = clock.spent();
      Network tried = descent.run(shared ? (spent + until) / 2 : until);
      if (best == null || descent.bestLoss() < best.bestLoss()) {
        best = descent;
        network = tried;
      }
    }
    EmpiricalRisk risk = new EmpiricalRisk(network);
    return part.held().stream().mapToDouble(example -> risk.of(List.of(example))).toArray();
  }

  int dims() {
    return dims;
  }

  /** The same options with the time that is left. */
  TrainingOptions rest() {
    Duration left = options.timeLimit().minusNanos((long) (taken * 1e9));
    return options.withTimeLimit(left.isNegative() ? Duration.ofMillis(1) : left);
  }

  /** The result of what came after, with an account of the choice. */
  TrainingResult told(TrainingResult after) {
    TrainingResult both =
        new TrainingResult(
            after.model(),
            after.steps(),
            after.trainLoss(),
            after.validationLoss(),
            after.hitTimeLimit() || clock.isCut(),
            after.seconds() + taken,
            after.worth());
    return both.hitTimeLimit() == after.hitTimeLimit() ? both : both.with(options.seed(), null);
  }

  /**
   * The one-standard-error rule.
   *
   * @param losses of each context, by model; simpler models first
   * @return the first model whose mean is at most one standard error above the least
   */
  static int fewest(List<double[]> losses) {
    int best = 0;
    for (int m = 1; m < losses.size(); m++) {
      best = mean(losses.get(m)) < mean(losses.get(best)) ? m : best;
    }
    double limit = mean(losses.get(best)) + error(losses.get(best));
    int first = 0;
    while (mean(losses.get(first)) > limit) {
      first++;
    }
    return first;
  }

  private static double mean(double[] losses) {
    return Arrays.stream(losses).sum() / losses.length;
  }

  /** Of the mean. */
  private static double error(double[] losses) {
    double mean = mean(losses);
    double square = Arrays.stream(losses).map(l -> (l - mean) * (l - mean)).sum();
    return Math.sqrt(square / losses.length / Math.max(1, losses.length - 1));
  }
}
