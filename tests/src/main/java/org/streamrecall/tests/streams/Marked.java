package org.streamrecall.tests.streams;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.streamrecall.tests.events.Auc;

/**
 * How well scores find what people have marked, in the second half of each key's events; and how
 * alarms do, in all of them.
 */
final class Marked {
  private static final class Score {
    final List<Double> aucs = new ArrayList<>();
    final List<Double> precisions = new ArrayList<>();
  }

  static final String OURS = "anomaly";
  static final String LAST = "lastValue";

  private final StreamSet set;
  private final Map<String, Score> scores = new LinkedHashMap<>();
  private final Marks marks = new Marks();
  private final AsManyAlarms asMany = new AsManyAlarms();

  Marked(StreamSet set) {
    this.set = set;
  }

  /**
   * Takes in a key; one without marks there says nothing of scores.
   *
   * @param all by method, (events): the higher the odder; NaN where it says nothing
   * @param opened (events), whether an alarm opens with each
   */
  void add(Series series, Map<String, double[]> all, boolean[] opened) {
    all.forEach(
        (method, values) -> add(scores.computeIfAbsent(method, m -> new Score()), series, values));
    marks.add(series.labels(), opened);
    if (all.containsKey(OURS) && all.containsKey(LAST)) {
      asMany.add(series.labels(), all.get(OURS), all.get(LAST));
    }
  }

  private static void add(Score score, Series series, double[] values) {
    Auc auc = new Auc();
    List<Integer> scored = new ArrayList<>();
    int marks = 0;
    for (int i = series.length() / 2; i < series.length(); i++) {
      if (!Double.isNaN(values[i])) {
        auc.add(values[i], series.labels()[i]);
        scored.add(i);
        marks += series.labels()[i] ? 1 : 0;
      }
    }
    if (marks > 0 && marks < scored.size()) {
      score.aucs.add(auc.value());
      score.precisions.add(averagePrecision(scored, series.labels(), values, marks));
    }
  }

  /** The mean precision at each mark; of ties all come at once. */
  private static double averagePrecision(
      List<Integer> scored, boolean[] labels, double[] values, int marks) {
    scored.sort((a, b) -> Double.compare(values[b], values[a]));
    double sum = 0;
    int found = 0;
    for (int from = 0; from < scored.size(); ) {
      int to = from;
      int here = 0;
      while (to < scored.size() && values[scored.get(to)] == values[scored.get(from)]) {
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
    json.put("set", set.set()).put("target", set.target());
    int keys = scores.values().stream().mapToInt(score -> score.aucs.size()).max().orElse(0);
    json.put("keys", keys);
    scores.forEach(
        (method, score) -> {
          ObjectNode of = json.putObject(method);
          Column.put(of, "auc", mean(score.aucs));
          Column.put(of, "averagePrecision", mean(score.precisions));
        });
    marks.put(json);
    asMany.put(json);
    return json;
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }
}
