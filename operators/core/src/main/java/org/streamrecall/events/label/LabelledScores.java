package org.streamrecall.events.label;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** How well a score ranks anomalies above ordinary events, whatever threshold is put on it. */
public final class LabelledScores {
  private record Scored(double score, boolean anomaly) {}

  private final List<Scored> all = new ArrayList<>();
  private long anomalies;

  /**
   * @param score the higher the odder; NaN is passed over
   */
  public void add(double score, boolean anomaly) {
    if (!Double.isNaN(score)) {
      all.add(new Scored(score, anomaly));
      anomalies += anomaly ? 1 : 0;
    }
  }

  /** Events with a score. */
  public long count() {
    return all.size();
  }

  public long anomalies() {
    return anomalies;
  }

  /** Whether there are both, without which neither figure means anything. */
  public boolean isOfBoth() {
    return anomalies > 0 && anomalies < all.size();
  }

  /**
   * Area under the ROC curve: how often an anomaly scores above an ordinary event; ties are halves.
   */
  public double auc() {
    all.sort(Comparator.comparingDouble(Scored::score));
    double ranks = 0;
    for (int from = 0; from < all.size(); ) {
      int to = tied(from);
      ranks += anomalies(from, to) * (from + to + 1) / 2.0;
      from = to;
    }
    double ordinary = all.size() - anomalies;
    return (ranks - anomalies * (anomalies + 1) / 2.0) / (anomalies * ordinary);
  }

  /**
   * Average precision, the area under the curve of precision over recall: the mean of the precision
   * at each anomaly, of which those of one score come all at once. By chance it is the share of
   * anomalies.
   */
  public double averagePrecision() {
    all.sort(Comparator.comparingDouble(Scored::score).reversed());
    double sum = 0;
    long found = 0;
    for (int from = 0; from < all.size(); ) {
      int to = tied(from);
      long here = anomalies(from, to);
      found += here;
      sum += (double) here * found / to;
      from = to;
    }
    return sum / anomalies;
  }

  /** The end of those that score as the one at a place. */
  private int tied(int from) {
    int to = from;
    while (to < all.size() && all.get(to).score() == all.get(from).score()) {
      to++;
    }
    return to;
  }

  private long anomalies(int from, int to) {
    return all.subList(from, to).stream().filter(Scored::anomaly).count();
  }
}
