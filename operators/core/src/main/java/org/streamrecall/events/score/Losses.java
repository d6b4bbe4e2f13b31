package org.streamrecall.events.score;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * What a model's answers cost, key by key, so that two models can be held against each other where
 * they answered the same.
 *
 * @param isLog whether losses are logs of probabilities, else squared errors in variances of each
 *     key's own values
 * @param pieces of keys' scored outcomes, in order
 */
public record Losses(boolean isLog, List<Piece> pieces) {
  /** Outcomes of a piece. */
  static final int LONG = 100;

  private static final int YOUNG = 16; // the same, of a young key

  /** Outcomes that a piece's own logarithm is worth half a whole one of. */
  private static final double SOME = 10;

  private static final int MOST = 1 << 20; // keys of one
  private static final double LEAST = 1e-12; // of a squared error in variances

  /** Keys, from which on each key counts as one that judges; of fewer each piece does. */
  private static final int ENOUGH = 5;

  /**
   * Some of a key's outcomes of a target, one after the other.
   *
   * @param age of the key, where what it does first is told apart; else 0
   * @param sum of losses
   */
  public record Piece(int key, int age, int target, double sum, int count) {}

  public Losses {
    pieces = List.copyOf(pieces);
  }

  /**
   * The geometric mean, over keys and targets, of roots of mean squared errors, those of few
   * outcomes counting less; or the mean log loss. NaN if there are no outcomes.
   */
  public double mean() {
    double sum = 0;
    double weights = 0;
    for (Piece piece : joined(pieces)) {
      sum += weight(piece) * (isLog ? piece.sum / piece.count : log(piece));
      weights += weight(piece);
    }
    boolean none = weights > 0 && pieces.stream().allMatch(piece -> piece.sum == 0);
    return none ? 0 : isLog ? sum / weights : StrictMath.exp(sum / weights);
  }

  /**
   * Whether these are lower than others by more than chance gives: the mean gain, relative, is at
   * least {@code part}, and above 0 by Student's test over keys, or over pieces where keys are few.
   *
   * @param other of the same outcomes
   * @param chance that no gain at all is taken for one
   */
  public boolean isBelow(Losses other, double part, double chance) {
    boolean few = pieces.stream().mapToInt(Piece::key).distinct().count() < ENOUGH;
    List<Piece> mine = few ? pieces : joined(pieces);
    List<Piece> theirs = few ? other.pieces : joined(other.pieces);
    double unit = isLog ? other.mean() : 1;
    Map<Integer, double[]> gains = new LinkedHashMap<>(); // sums, and of weights
    for (int i = 0; i < mine.size(); i++) {
      Piece own = mine.get(i);
      Piece its = theirs.get(i);
      double gain = isLog ? (its.sum - own.sum) / own.count / unit : log(its) - log(own);
      double[] judge = gains.computeIfAbsent(few ? i : own.key, key -> new double[2]);
      judge[0] += weight(own) * gain;
      judge[1] += weight(own);
    }
    double sum = gains.values().stream().mapToDouble(of -> of[0]).sum();
    double weights = gains.values().stream().mapToDouble(of -> of[1]).sum();
    double mean = sum / weights;
    double squares = 0;
    for (double[] of : gains.values()) {
      double off = of[0] - mean * of[1];
      squares += off * off;
    }
    int n = gains.size();
    if (n < 2 || !(mean >= part)) {
      return false;
    }
    double error = Math.sqrt(squares * n / (n - 1)) / weights;
    return mean > new TDistribution(n - 1).inverseCumulativeProbability(1 - chance) * error;
  }

  private double weight(Piece piece) {
    return isLog ? piece.count : piece.count / (piece.count + SOME);
  }

  private static double log(Piece piece) {
    return StrictMath.log(Math.max(LEAST, piece.sum / piece.count)) / 2;
  }

  /** One piece for each key, age and target; pieces of these stand together. */
  private static List<Piece> joined(List<Piece> pieces) {
    List<Piece> joined = new ArrayList<>();
    for (Piece piece : pieces) {
      Piece last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      if (last != null
          && last.key == piece.key
          && last.age == piece.age
          && last.target == piece.target) {
        joined.set(
            joined.size() - 1,
            new Piece(
                last.key, last.age, last.target, last.sum + piece.sum, last.count + piece.count));
      } else {
        joined.add(piece);
      }
    }
    return joined;
  }

  /** Only those of a target. */
  Losses of(int target) {
    return new Losses(isLog, pieces.stream().filter(piece -> piece.target == target).toList());
  }

  /** Without the first age of keys. */
  Losses later() {
    return new Losses(isLog, pieces.stream().filter(piece -> piece.age > 0).toList());
  }

  /** Those of several, each of keys of its own. */
  static Losses of(List<Losses> several) {
    List<Piece> pieces = new ArrayList<>();
    int first = 0;
    for (Losses losses : several) {
      for (Piece piece : losses.pieces) {
        pieces.add(new Piece(first + piece.key, piece.age, piece.target, piece.sum, piece.count));
      }
      first += MOST;
    }
    return new Losses(several.get(0).isLog, pieces);
  }

  /** Takes in one loss after another. */
  static final class Builder {
    private final boolean isLog;
    private final List<Piece> pieces = new ArrayList<>();
    private final double[] sums;
    private final int[] counts;
    private final List<List<Piece>> open = new ArrayList<>();
    private final int ages;
    private int key;

    /**
     * @param ages parts of a key, of {@value #YOUNG} outcomes, that are told apart; or 1
     */
    Builder(boolean isLog, int targets, int ages) {
      this.isLog = isLog;
      this.ages = ages;
      sums = new double[targets];
      counts = new int[targets];
      for (int t = 0; t < targets; t++) {
        open.add(new ArrayList<>());
      }
    }

    void add(int target, double loss) {
      sums[target] += loss;
      if (++counts[target] == (ages > 1 ? YOUNG : LONG)) {
        close(target);
      }
    }

    private void close(int target) {
      if (counts[target] > 0) {
        open.get(target).add(new Piece(key, age(target), target, sums[target], counts[target]));
      }
      sums[target] = 0;
      counts[target] = 0;
    }

    private int age(int target) {
      return Math.min(ages - 1, open.get(target).size());
    }

    /** No more of this key. */
    void next() {
      for (int t = 0; t < sums.length; t++) {
        close(t);
        pieces.addAll(open.get(t));
        open.get(t).clear();
      }
      key++;
    }

    Losses losses() {
      return new Losses(isLog, pieces);
    }
  }
}
