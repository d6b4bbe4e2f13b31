package org.streamrecall.tests.streams;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.IntStream;
import org.streamrecall.events.label.Ringing;

/**
 * How many marks are found where two scores ring equally often: as often as the one does at its
 * best threshold for each key, which is chosen in hindsight.
 */
final class AsManyAlarms {
  /** Events by which an alarm may be off a mark, and by which the other score's are apart. */
  private static final int NEAR = 3;

  /** Thresholds that are tried. */
  private static final int MOST = 1000;

  private int marks;
  private int alarms;
  private int found;
  private int foundByOther;

  /**
   * Takes in the second half of a key.
   *
   * @param scores (events)
   * @param others (events), whose best threshold says how often both ring
   */
  void add(boolean[] labels, double[] scores, double[] others) {
    List<Integer> marked =
        IntStream.range(labels.length / 2, labels.length).filter(i -> labels[i]).boxed().toList();
    if (marked.isEmpty()) {
      return;
    }
    List<Integer> theirs = List.of();
    double highest = 0;
    for (double threshold : thresholds(others)) {
      List<Integer> rung = rung(others, threshold);
      double f = f1(marked, rung);
      if (f > highest) {
        highest = f;
        theirs = rung;
      }
    }
    List<Integer> ours = List.of();
    for (double threshold : thresholds(scores)) {
      List<Integer> rung = rung(scores, threshold);
      if (rung.size() > theirs.size()) {
        break;
      }
      ours = rung;
    }
    marks += marked.size();
    alarms += theirs.size();
    foundByOther += found(marked, theirs);
    found += found(marked, ours);
  }

  /** The highest scores, falling. */
  private static double[] thresholds(double[] scores) {
    return IntStream.range(scores.length / 2, scores.length)
        .mapToDouble(i -> -scores[i])
        .filter(score -> !Double.isNaN(score))
        .distinct()
        .sorted()
        .limit(MOST)
        .map(score -> -score)
        .toArray();
  }

  /** Events at which an alarm rings, which then stands for some events. */
  private static List<Integer> rung(double[] scores, double threshold) {
    return Ringing.at(threshold, scores, scores.length / 2, NEAR);
  }

  private static int found(List<Integer> marked, List<Integer> rung) {
    return (int) marked.stream().filter(mark -> isNear(mark, rung)).count();
  }

  private static boolean isNear(int at, List<Integer> others) {
    return others.stream().anyMatch(other -> Math.abs(other - at) <= NEAR);
  }

  private static double f1(List<Integer> marked, List<Integer> rung) {
    double right = rung.stream().filter(alarm -> isNear(alarm, marked)).count();
    double precision = right / rung.size();
    double recall = (double) found(marked, rung) / marked.size();
    return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
  }

  void put(ObjectNode json) {
    ObjectNode of = json.putObject("asManyAlarms");
    of.put("alarms", alarms).put("marks", marks);
    of.put("found", found).put("foundByLastValue", foundByOther);
  }
}
