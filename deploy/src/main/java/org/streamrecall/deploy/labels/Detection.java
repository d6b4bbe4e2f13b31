package org.streamrecall.deploy.labels;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.streamrecall.events.AlarmRule;
import org.streamrecall.events.label.FoundStretches;
import org.streamrecall.events.label.LabelledScores;
import org.streamrecall.events.label.Mark;
import org.streamrecall.events.label.Ringing;

/** Methods held against the labels of the same events of all keys. */
final class Detection {
  private final List<KeyScores> keys;
  private final List<Mark[]> marks;
  private final List<boolean[]> opened;
  private final AlarmRule rule;

  Detection(List<KeyScores> keys, AlarmRule rule) {
    this.keys = keys;
    this.rule = rule;
    marks = keys.stream().map(KeyScores::marks).toList();
    opened = keys.stream().map(KeyScores::opened).toList();
  }

  /**
   * @param methods ours first
   * @param rings whether alarms are judged too
   */
  LabelTable table(String target, List<Rated> methods, boolean rings) {
    List<boolean[]> judged = judged(methods);
    Counts counts = counts(judged);
    List<LabelTable.Line> lines = new ArrayList<>();
    List<LabelTable.Line> windows = new ArrayList<>();
    long alarms = rings ? alarms() : 0;
    for (Rated method : methods) {
      FoundStretches found = rings ? found(method, method == methods.get(0), alarms) : null;
      (method.isZScore() ? windows : lines).add(line(method, judged, found));
    }
    windows.stream()
        .max(Comparator.comparingDouble(LabelTable.Line::averagePrecision))
        .ifPresent(lines::add);
    return new LabelTable(
        target,
        counts.judged,
        counts.marked,
        counts.keys,
        counts.both,
        counts.unknown,
        counts.unscored,
        lines,
        rule.falseAlarms());
  }

  /** Which events have a label, and a score of each method. */
  private List<boolean[]> judged(List<Rated> methods) {
    List<boolean[]> all = new ArrayList<>();
    for (int k = 0; k < keys.size(); k++) {
      boolean[] judged = new boolean[keys.get(k).length()];
      for (int i = keys.get(k).half(); i < judged.length; i++) {
        judged[i] = marks.get(k)[i] != Mark.UNKNOWN && isScored(methods, k, i);
      }
      all.add(judged);
    }
    return all;
  }

  private static boolean isScored(List<Rated> methods, int key, int event) {
    return methods.stream().noneMatch(method -> Double.isNaN(method.keys().get(key)[event]));
  }

  private static final class Counts {
    long judged;
    long marked;
    int keys;
    int both;
    long unknown;
    long unscored;
  }

  private Counts counts(List<boolean[]> judged) {
    Counts counts = new Counts();
    for (int k = 0; k < keys.size(); k++) {
      int own = 0;
      int marked = 0;
      for (int i = keys.get(k).half(); i < judged.get(k).length; i++) {
        Mark mark = marks.get(k)[i];
        own += judged.get(k)[i] ? 1 : 0;
        marked += judged.get(k)[i] && mark == Mark.ANOMALY ? 1 : 0;
        counts.unknown += mark == Mark.UNKNOWN ? 1 : 0;
        counts.unscored += mark != Mark.UNKNOWN && !judged.get(k)[i] ? 1 : 0;
      }
      counts.judged += own;
      counts.marked += marked;
      counts.keys += own > 0 ? 1 : 0;
      counts.both += marked > 0 && marked < own ? 1 : 0;
    }
    return counts;
  }

  /**
   * @param found by its alarms, or null
   */
  private LabelTable.Line line(Rated method, List<boolean[]> judged, FoundStretches found) {
    LabelledScores all = new LabelledScores();
    List<LabelledScores> both = new ArrayList<>();
    for (int k = 0; k < keys.size(); k++) {
      LabelledScores own = new LabelledScores();
      for (int i = keys.get(k).half(); i < judged.get(k).length; i++) {
        if (judged.get(k)[i]) {
          all.add(method.keys().get(k)[i], marks.get(k)[i] == Mark.ANOMALY);
          own.add(method.keys().get(k)[i], marks.get(k)[i] == Mark.ANOMALY);
        }
      }
      if (own.isOfBoth()) {
        both.add(own);
      }
    }
    double none = Double.NaN;
    return new LabelTable.Line(
        method.name(),
        all.isOfBoth() ? all.averagePrecision() : none,
        all.isOfBoth() ? all.auc() : none,
        both.stream().mapToDouble(LabelledScores::averagePrecision).average().orElse(none),
        both.stream().mapToDouble(LabelledScores::auc).average().orElse(none),
        found);
  }

  /** How many of ours open in the second halves. */
  private long alarms() {
    return IntStream.range(0, keys.size())
        .mapToLong(
            k ->
                IntStream.range(keys.get(k).half(), keys.get(k).length())
                    .filter(i -> opened.get(k)[i])
                    .count())
        .sum();
  }

  /** Ours ring by the rule, others as often at the threshold that does so, known in hindsight. */
  private FoundStretches found(Rated method, boolean ours, long most) {
    FoundStretches found = new FoundStretches();
    double threshold = ours ? Double.NaN : Ringing.threshold(most, method.keys(), rule.coolDown());
    for (int k = 0; k < keys.size(); k++) {
      int half = keys.get(k).half();
      double[] scores = method.keys().get(k);
      boolean[] rung =
          ours ? opened.get(k) : Ringing.opened(threshold, scores, half, rule.coolDown());
      found.add(marks.get(k), rung, half);
    }
    return found;
  }
}
