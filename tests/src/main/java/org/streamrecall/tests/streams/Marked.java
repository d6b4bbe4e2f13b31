package org.streamrecall.tests.streams;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.streamrecall.tests.events.Auc;

/** How well surprise finds what people have marked, in the second half of each key's events. */
final class Marked {
  private final StreamSet set;
  private final List<Double> aucs = new ArrayList<>();
  private final List<Double> precisions = new ArrayList<>();

  Marked(StreamSet set) {
    this.set = set;
  }

  /** Takes in a key; one without marks there says nothing. */
  void add(Series series, double[] surprises) {
    Auc auc = new Auc();
    List<Integer> scored = new ArrayList<>();
    int marks = 0;
    for (int i = series.length() / 2; i < series.length(); i++) {
      if (!Double.isNaN(surprises[i])) {
        auc.add(surprises[i], series.labels()[i]);
        scored.add(i);
        marks += series.labels()[i] ? 1 : 0;
      }
    }
    if (marks > 0 && marks < scored.size()) {
      aucs.add(auc.value());
      precisions.add(averagePrecision(scored, series.labels(), surprises, marks));
    }
  }

  /** The mean precision at each mark; of ties all come at once. */
  private static double averagePrecision(
      List<Integer> scored, boolean[] labels, double[] surprises, int marks) {
    scored.sort((a, b) -> Double.compare(surprises[b], surprises[a]));
    double sum = 0;
    int found = 0;
    for (int from = 0; from < scored.size(); ) {
      int to = from;
      int here = 0;
      while (to < scored.size() && surprises[scored.get(to)] == surprises[scored.get(from)]) {
        here += labels[scored.get(to++)] ? 1 : 0;
      }
      found += here;
      sum += (double) here * found / to;
      from = to;
    }
    return sum / marks;
  }

  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("set", set.set()).put("target", set.target()).put("horizon", 1);
    json.put("keys", aucs.size());
    Column.put(json, "auc", mean(aucs));
    Column.put(json, "averagePrecision", mean(precisions));
    return json;
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }
}
