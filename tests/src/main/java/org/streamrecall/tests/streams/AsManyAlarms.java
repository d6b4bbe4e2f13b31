package org.streamrecall.tests.streams;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.IntStream;
import org.streamrecall.events.label.Ringing;

/**
 * How many marks are found where two scores ring equally often: as often as the one does at its
 * best threshold for each key. That is chosen in hindsight, from which only the one gains; so it is
 * also done the other way round.
 */
final class AsManyAlarms {
  /** Events by which an alarm may be off a mark, and by which the other score's are apart. */
  private static final int NEAR = 3;

  /** Thresholds that are tried. */
  private static final int MOST = 1000;

  private static final class Count {
    int alarms;
    int found; // by the score that is at its best
    int foundByOther;
  }

  private final Count atOurs = new Count();
  private final Count atTheirs = new Count();
  private int marks;

  /**
   * Takes in the second half of a key.
   *
   * @param ours (events)
   * @param theirs (events)
   */
  void add(boolean[] labels, double[] ours, double[] theirs) {
    List<Integer> marked =
        IntStream.range(labels.length / 2, labels.length).filter(i -> labels[i]).boxed().toList();
    if (marked.isEmpty()) {
      return;
    }
    marks += marked.size();
    add(atOurs, marked, ours, theirs);
    add(atTheirs, marked, theirs, ours);
  }

  private static void add(Count count, List<Integer> marked, double[] best, double[] other) {
    List<Integer> rung = List.of();
    double highest = 0;
    for (double threshold : thresholds(best)) {
      List<Integer> there = rung(best, threshold);
      double f = f1(marked, there);
      if (f > highest) {
        highest = f;
        rung = there;
      }
    }
    List<Integer> asMany = List.of();
    for (double threshold : thresholds(other)) {
      List<Integer> there = rung(other, threshold);
      if (there.size() > rung.size()) {
        break;
      }
      asMany = there;
    }
    count.alarms += rung.size();
    count.found += found(marked, rung);
    count.foundByOther += found(marked, asMany);
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
    ObjectNode of = json.putObject("asManyAlarms").put("marks", marks);
    ObjectNode last = of.putObject("atLastValuesBest").put("alarms", atTheirs.alarms);
    last.put("found", atTheirs.foundByOther).put("foundByLastValue", atTheirs.found);
    ObjectNode best = of.putObject("atOurBest").put("alarms", atOurs.alarms);
    best.put("found", atOurs.found).put("foundByLastValue", atOurs.foundByOther);
  }
}
