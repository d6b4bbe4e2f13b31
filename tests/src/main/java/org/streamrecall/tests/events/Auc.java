package org.streamrecall.tests.events;

import java.util.ArrayList;
import java.util.List;

/**
 * Area under the ROC curve: how often an anomaly scores above an ordinary event; ties are halves.
 */
public final class Auc {
  private record Scored(double score, boolean anomaly) {}

  private final List<Scored> all = new ArrayList<>();

  public void add(double score, boolean anomaly) {
    if (!Double.isNaN(score)) {
      all.add(new Scored(score, anomaly));
    }
  }

  public double value() {
    all.sort((a, b) -> Double.compare(a.score(), b.score()));
    double ranks = 0;
    long anomalies = 0;
    for (int from = 0; from < all.size(); ) {
      int to = from;
      int here = 0;
      while (to < all.size() && all.get(to).score() == all.get(from).score()) {
        here += all.get(to++).anomaly() ? 1 : 0;
      }
      ranks += here * (from + to + 1) / 2.0;
      anomalies += here;
      from = to;
    }
    double ordinary = all.size() - anomalies;
    return (ranks - anomalies * (anomalies + 1) / 2.0) / (anomalies * ordinary);
  }
}
