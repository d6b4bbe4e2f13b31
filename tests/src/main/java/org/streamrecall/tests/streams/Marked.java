package org.streamrecall.tests.streams;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.streamrecall.events.label.FoundStretches;
import org.streamrecall.events.label.LabelledScores;
import org.streamrecall.events.label.Mark;

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
  private final FoundStretches alarms = new FoundStretches();
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
    alarms.add(Mark.of(series.labels()), opened);
    if (all.containsKey(OURS) && all.containsKey(LAST)) {
      asMany.add(series.labels(), all.get(OURS), all.get(LAST));
    }
  }

  private static void add(Score score, Series series, double[] values) {
    LabelledScores scores = new LabelledScores();
    for (int i = series.length() / 2; i < series.length(); i++) {
      scores.add(values[i], series.labels()[i]);
    }
    if (scores.isOfBoth()) {
      score.aucs.add(scores.auc());
      score.precisions.add(scores.averagePrecision());
    }
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
    Column.put(json, "falseAlarmsPerThousand", alarms.falseAlarmsPerThousand());
    Column.put(json, "found", alarms.recall());
    Column.put(json, "delay", alarms.meanDelay());
    asMany.put(json);
    return json;
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }
}
