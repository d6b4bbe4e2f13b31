package org.streamrecall.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.streamrecall.events.feature.Feature;
import org.streamrecall.events.feature.Lag;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.events.score.Trial;
import org.streamrecall.model.RecallModel;

/**
 * Learns how far apart moments are: how much each field, the clock and each name count, and all of
 * them together, by what would have been foretold through the memory that will serve; where numbers
 * are foretold also the ridge of lines. Lags of one field count alike, those of long ago by
 * themselves.
 */
final class PanelTraining {
  private static final double STEP = 4; // of a squared length
  private static final int ROUNDS = 3;

  /** A step is taken only for a loss below this part of the one before. */
  private static final double WORTH = 0.998;

  private static final double LEAST = 1.0 / 256;
  private static final double MOST = 64;

  private final RecallModel untrained;
  private final Trial trial;
  private final List<int[]> blocks; // of numbers of a tag: first, behind the last
  private final int limit;
  private final long deadline;
  private final Progress progress;
  private double[] metric;
  private double ridge;
  private double loss;
  private int steps;

  /**
   * @param trial of the keys that teach
   */
  PanelTraining(EventSchema schema, Trial trial, TrainingOptions options, Progress progress) {
    this.trial = trial;
    this.progress = progress;
    untrained = schema.untrained();
    blocks = blocks(schema);
    limit = Math.min(options.steps(), 2 * ROUNDS * (blocks.size() + 1) + 1);
    deadline = System.nanoTime() + options.timeLimit().toNanos();
    metric = untrained.metric();
    ridge = untrained.ridge();
  }

  private static List<int[]> blocks(EventSchema schema) {
    Map<String, List<int[]>> blocks = new LinkedHashMap<>();
    int at = 0;
    for (Feature part : schema.parts().toList()) {
      Feature of = part instanceof Lag lag ? lag.of() : part;
      boolean far = part instanceof Lag lag && lag.isFar();
      int end = at + part.width();
      blocks
          .computeIfAbsent((far ? "far " : "") + of, name -> new ArrayList<>())
          .add(new int[] {at, end});
      at = end;
    }
    List<int[]> all = new ArrayList<>();
    if (blocks.size() > 1) {
      all.add(new int[] {0, at});
    }
    blocks.values().forEach(of -> all.add(of.stream().flatMapToInt(Arrays::stream).toArray()));
    return all;
  }

  /** Whether time was over before the steps were. */
  boolean isCut() {
    return steps < limit && System.nanoTime() >= deadline;
  }

  int steps() {
    return steps;
  }

  double loss() {
    return loss;
  }

  RecallModel learn() {
    loss = tried(metric, ridge);
    for (int round = 0; round < ROUNDS; round++) {
      boolean moved = false;
      for (int[] block : blocks) {
        moved |= step(block, STEP) || step(block, 1 / STEP);
      }
      if (untrained.schema().regresses()) {
        moved |= step(STEP) || step(1 / STEP);
      }
      if (!moved) {
        break;
      }
    }
    return untrained.withMetric(metric, ridge);
  }

  private boolean step(int[] block, double factor) {
    double[] next = metric.clone();
    for (int b = 0; b < block.length; b += 2) {
      for (int i = block[b]; i < block[b + 1]; i++) {
        next[i] = Math.max(LEAST, Math.min(MOST, next[i] * factor));
      }
    }
    return !Arrays.equals(next, metric) && step(next, ridge);
  }

  /** Of the ridge. */
  private boolean step(double factor) {
    double next = Math.max(LEAST, Math.min(MOST, ridge * factor));
    return next != ridge && step(metric, next);
  }

  private boolean step(double[] metric, double ridge) {
    if (steps >= limit || System.nanoTime() >= deadline) {
      return false;
    }
    double reached = tried(metric, ridge);
    boolean better = reached < WORTH * loss;
    if (better) {
      this.metric = metric;
      this.ridge = ridge;
      loss = reached;
    }
    return better;
  }

  private double tried(double[] metric, double ridge) {
    steps++;
    double reached = trial.loss(untrained.withMetric(metric, ridge));
    progress.step(steps, limit, reached);
    return reached;
  }
}
