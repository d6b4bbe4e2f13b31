package org.streamrecall.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.streamrecall.model.Fields;
import org.streamrecall.model.Kind;
import org.streamrecall.model.Network;
import org.streamrecall.model.ReadOutKind;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.Schema;
import org.streamrecall.model.TagMap;
import org.streamrecall.model.TrainingRecord;
import org.streamrecall.model.Weights;

/**
 * Empirical risk minimisation: freezes the schema on the episodes, then trains attention and
 * read-out through the memory that will be served, keeping the best checkpoint on held-out
 * contexts.
 */
public final class Training {
  private static final double VALIDATION = 0.2; // of the contexts
  private static final int CHECK_EVERY = 20; // steps
  private static final int WARM_UP = 20; // steps
  private static final double LAST_RATE = 0.02; // of the highest, at the end of the cosine
  private static final double BETA_RATE = 4;
  private static final double MATRIX_RATE = 0.1;
  private static final double MATRIX_DECAY = 0.5;

  /**
   * A line is fitted in the tag's own coordinates, and those of an event are features that somebody
   * named: to weigh them against one another is safe.
   */
  private static final double FREE_MATRIX_RATE = 1;

  private static final double FREE_MATRIX_DECAY = 0.02;

  private final TrainingOptions options;
  private final long startedAt = System.nanoTime();
  private final Random random;
  private List<Example> train = new ArrayList<>();
  private List<Example> validation = new ArrayList<>();

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
    requireTrainable(fields, options);
    if (episodes.size() < 2) {
      throw new IllegalArgumentException(
          "training needs at least 2 episodes, one is held out; found " + episodes.size());
    }
    return new Training(options).fit(fields, episodes, progress);
  }

  private static void requireTrainable(Fields fields, TrainingOptions options) {
    if (fields.readOut() == ReadOutKind.REGRESS && options.sketchBytes() > 0) {
      throw new IllegalArgumentException(
          "readOut=regress is trained through exact memories only; leave the sketch's bytes out");
    }
  }

  /**
   * Trains on examples of a schema that stands, from its untrained default on.
   *
   * @param given at least one
   * @param held examples whose loss chooses the checkpoint, at least one
   */
  static TrainingResult fit(
      Schema schema,
      List<Example> given,
      List<Example> held,
      TrainingOptions options,
      Progress progress) {
    requireTrainable(schema.fields(), options);
    Training training = new Training(options);
    training.train.addAll(given);
    training.validation.addAll(held);
    int target = schema.fields().target();
    Network start =
        Network.start(
            schema,
            options.heads(),
            options.hidden(),
            options.beta(),
            options.seed(),
            new double[target],
            SchemaFit.ones(target));
    return training.descend(start, progress);
  }

  private TrainingResult fit(Fields fields, List<Episode> episodes, Progress progress) {
    Schema schema = embed(fields, episodes);
    double[] mean = new double[fields.target()];
    double[] scale = SchemaFit.ones(fields.target());
    if (fields.kind() == Kind.REGRESSION) {
      TargetScale.fit(train, mean, scale);
    }
    Network network =
        Network.start(
            schema, options.heads(), options.hidden(), options.beta(), options.seed(), mean, scale);
    return descend(network, progress);
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
    int held = Math.max(1, (int) Math.round(VALIDATION * examples.size()));
    if (examples.size() == 1) {
      held = train.isEmpty() ? 0 : 1;
    }
    validation.addAll(examples.subList(0, held));
    train.addAll(examples.subList(held, examples.size()));
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

  private TrainingResult descend(Network network, Progress progress) {
    Weights weights = network.weights();
    Adam adam = adam(weights, network.schema());
    Weights gradient = weights.zeros();
    Weights best = weights.copy();
    double bestLoss = EmpiricalRisk.of(network, validation);
    double running = Double.NaN;
    int step = 0;
    boolean late = false;
    while (step < options.steps() && !late) {
      double loss = EmpiricalRisk.gradient(network, batches(), gradient);
      adam.step(weights.values(), gradient.values(), rate(step));
      running = step == 0 ? loss : 0.9 * running + 0.1 * loss;
      step++;
      if (!Double.isFinite(loss)) {
        throw new IllegalArgumentException(
            "the loss is "
                + loss
                + " at step "
                + step
                + "; bring tags, contents and targets to a"
                + " common size, or lower the learning rate");
      }
      late = System.nanoTime() - startedAt > options.timeLimit().toNanos();
      if (step % CHECK_EVERY == 0 || step == options.steps() || late) {
        double held = EmpiricalRisk.of(network, validation);
        if (held < bestLoss) {
          bestLoss = held;
          best = weights.copy();
        }
      }
      progress.step(step, options.steps(), loss);
    }
    boolean cut = step < options.steps();
    RecallModel model =
        new RecallModel(
            network.with(best), new TrainingRecord(options.seed(), step, bestLoss, !cut));
    double seconds = (System.nanoTime() - startedAt) / 1e9;
    return new TrainingResult(model, step, running, bestLoss, cut, seconds);
  }

  private static Adam adam(Weights weights, Schema schema) {
    boolean free = schema.regresses() || schema.fields().events() != null;
    double[] rates = SchemaFit.ones(weights.values().length);
    double[] decays = new double[rates.length];
    for (int i = 0; i < rates.length; i++) {
      if (weights.isLogarithm(i)) {
        rates[i] = BETA_RATE;
      } else if (weights.isAttentionMatrix(i)) {
        rates[i] = free ? FREE_MATRIX_RATE : MATRIX_RATE;
        decays[i] = free ? FREE_MATRIX_DECAY : MATRIX_DECAY;
      }
    }
    return new Adam(weights.values(), rates, decays);
  }

  /** Warm-up, then a cosine. */
  private double rate(int step) {
    double warm = Math.min(1, (step + 1.0) / WARM_UP);
    double way = (double) step / options.steps();
    double cosine = LAST_RATE + (1 - LAST_RATE) * (1 + StrictMath.cos(Math.PI * way)) / 2;
    return options.learningRate() * warm * cosine;
  }

  private List<EmpiricalRisk.Batch> batches() {
    Collections.shuffle(train, random);
    List<EmpiricalRisk.Batch> batches = new ArrayList<>();
    for (Example example : train.subList(0, Math.min(options.contexts(), train.size()))) {
      int n = example.tags().size();
      int[] queries = random.ints(Math.min(options.queries(), n), 0, n).toArray();
      batches.add(new EmpiricalRisk.Batch(example, queries));
    }
    return batches;
  }
}
