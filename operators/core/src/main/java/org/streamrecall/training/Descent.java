package org.streamrecall.training;

import java.util.Arrays;
import org.streamrecall.model.InputUnits;
import org.streamrecall.model.Kind;
import org.streamrecall.model.Network;
import org.streamrecall.model.Schema;
import org.streamrecall.model.Weights;

/** Gradient descent from one start, which keeps the best checkpoint on held-out contexts. */
final class Descent {
  private static final int CHECK_EVERY = 20; // steps
  private static final double PATIENCE = 0.4; // of the steps, without a better checkpoint
  private static final int PATIENT = 200; // steps at least, likewise
  private static final double LAST_RATE = 0.02; // of the highest, at the end of the cosine

  private final Examples examples;
  private final Recipe recipe;
  private final Rates rates;
  private final Clock clock;
  private final Progress progress;
  private final double highest; // learning rate
  private int steps; // planned
  private int taken;
  private double running = Double.NaN;
  private double bestLoss;

  /**
   * @param progress is told after each step
   * @param steps to be taken, fewer if time is short or nothing gets better
   * @param clock whose cap cuts steps short
   */
  Descent(
      Examples examples,
      Recipe recipe,
      Rates rates,
      double highest,
      int steps,
      Clock clock,
      Progress progress) {
    this.examples = examples;
    this.recipe = recipe;
    this.rates = rates;
    this.highest = highest;
    this.steps = steps;
    this.clock = clock;
    this.progress = progress;
  }

  /** Steps taken. */
  int taken() {
    return taken;
  }

  /** Mean loss of the last steps. */
  double running() {
    return running;
  }

  /** Loss of the best checkpoint on held-out contexts. */
  double bestLoss() {
    return bestLoss;
  }

  /**
   * @param until of the clock's cap: no step is begun later
   * @return the best checkpoint, ready to serve
   */
  Network run(double until) {
    Network network = start();
    Weights weights = network.weights();
    Weights best = weights.copy();
    best.silenceHidden();
    bestLoss = new EmpiricalRisk(network.with(best)).of(examples.held());
    progress.checked(0, bestLoss);
    Adam adam = rates.adam(weights, recipe.attention());
    Weights gradient = weights.zeros();
    EmpiricalRisk risk = new EmpiricalRisk(network);
    Batches batches =
        new Batches(examples.taught(), recipe.contexts(), recipe.queries(), recipe.seed());
    double begun = clock.spent();
    int bestAt = 0;
    while (taken < steps && taken - bestAt < Math.max(PATIENCE * steps, PATIENT)) {
      double loss = risk.gradient(batches.next(), gradient);
      adam.step(weights.values(), gradient.values(), rate());
      weights.boundSmoothing();
      running = taken == 0 ? loss : 0.9 * running + 0.1 * loss;
      taken++;
      requireFinite(loss);
      shorten(begun, until);
      if (taken % CHECK_EVERY == 0 || taken >= steps) {
        double held = risk.of(examples.held());
        progress.checked(taken, held);
        if (held < bestLoss) {
          bestLoss = held;
          best = weights.copy();
          bestAt = taken;
        }
      }
      progress.step(taken, steps, loss);
    }
    return network.with(best).folded();
  }

  private Network start() {
    Schema schema = examples.schema();
    Network network = recipe.start(examples);
    if (schema.fields().kind() == Kind.CLASSIFICATION) {
      return network;
    }
    InputUnits.Read read = examples.read(network, examples.taught());
    InputUnits units = recipe.shared() ? InputUnits.shared(read) : InputUnits.own(read);
    double[][] rows = read.inputs();
    double[][] held = examples.read(network, examples.held()).inputs();
    Arrays.stream(rows).forEach(units::apply);
    Arrays.stream(held).forEach(units::apply);
    double[][] heldTargets = examples.targets(examples.held());
    StraightStart.Line line =
        StraightStart.fit(rows, examples.targets(examples.taught()), held, heldTargets);
    network.weights().straight(line.a(), line.b());
    network.weights().scaleHidden(Math.min(1, line.missed(held, heldTargets)));
    return network.in(units);
  }

  /** Plans fewer steps where these would outlast the time: the cosine then ends in time. */
  private void shorten(double begun, double until) {
    double spent = clock.spent();
    double each = (spent - begun) / taken;
    boolean asked = taken % CHECK_EVERY == 0 || spent > until;
    if (asked && begun + each * steps > until) {
      int affordable = (int) Math.max(taken, (until - begun) / each);
      if (affordable < steps) {
        steps = affordable;
        clock.cut();
      }
    }
  }

  private void requireFinite(double loss) {
    if (!Double.isFinite(loss)) {
      throw new IllegalArgumentException(
          "the loss is "
              + loss
              + " at step "
              + taken
              + "; bring tags, contents and targets to a"
              + " common size, or lower the learning rate");
    }
  }

  /** Warm-up, then a cosine. */
  private double rate() {
    double warm = Math.min(1, (taken + 1.0) / rates.warmUp());
    double way = (double) taken / steps;
    double cosine = LAST_RATE + (1 - LAST_RATE) * (1 + StrictMath.cos(Math.PI * way)) / 2;
    return highest * warm * cosine;
  }
}
