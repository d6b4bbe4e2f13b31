package org.streamrecall.tests.streams;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How many marks are found where two scores ring equally often: as often as the one does at its
 * best threshold for each key, which is chosen in hindsight.
 */
final class AsManyAlarms {
  /** Events by which an alarm may be off a mark, and which one alarm stands for. */
  private static final int NEAR = 3;

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
    List<Integer> theirs = loudest(others);
    int best = 0;
    double highest = 0;
    for (int n = 1; n <= theirs.size(); n++) {
      double f = f1(marked, theirs.subList(0, n));
      if (f > highest) {
        highest = f;
        best = n;
      }
    }
    List<Integer> ours = loudest(scores);
    marks += marked.size();
    alarms += best;
    foundByOther += found(marked, theirs.subList(0, best));
    found += found(marked, ours.subList(0, Math.min(best, ours.size())));
  }

  /** Events by score, the highest first; none within reach of a higher one. */
  private static List<Integer> loudest(double[] scores) {
    List<Integer> order =
        IntStream.range(scores.length / 2, scores.length)
            .filter(i -> !Double.isNaN(scores[i]))
            .boxed()
            .sorted((a, b) -> Double.compare(scores[b], scores[a]))
            .toList();
    List<Integer> loudest = new ArrayList<>();
    for (int i : order) {
      if (loudest.stream().noneMatch(other -> Math.abs(other - i) <= NEAR)) {
        loudest.add(i);
      }
    }
    return loudest;
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
