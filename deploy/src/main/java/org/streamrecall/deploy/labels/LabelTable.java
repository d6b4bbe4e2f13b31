package org.streamrecall.deploy.labels;

import java.util.List;
import org.streamrecall.events.label.FoundStretches;

/**
 * How well methods find the anomalies of one target, or of all together.
 *
 * @param target as it is written, or null for all together
 * @param judged events of the second half of their key that have a label, and a score of each
 *     method
 * @param marked those of them that are anomalies
 * @param keys that have any
 * @param both keys that have both, over which means are taken
 * @param unknown events of the second half without a label
 * @param unscored events of it that have one, and of which not every method says something
 * @param lines by method, ours first
 * @param rate of false alarms that the rule allows
 */
public record LabelTable(
    String target,
    long judged,
    long marked,
    int keys,
    int both,
    long unknown,
    long unscored,
    List<Line> lines,
    double rate) {
  /**
   * A method's figures; NaN where they mean nothing.
   *
   * @param averagePrecision over all events together, one threshold serving all keys
   * @param auc the same of the area under the ROC curve
   * @param keysAveragePrecision mean over keys
   * @param keysAuc the same of the area under the ROC curve
   * @param alarms what its alarms find, of others as many as ours; null where targets share them
   */
  public record Line(
      String name,
      double averagePrecision,
      double auc,
      double keysAveragePrecision,
      double keysAuc,
      FoundStretches alarms) {}

  /** Whether there are both anomalies and others. */
  boolean isOfBoth() {
    return marked > 0 && marked < judged;
  }

  /** What finds more than ours, by the average precision over all events that a table shows. */
  List<Line> better() {
    Line ours = lines.get(0);
    return lines.stream()
        .filter(line -> shown(line.averagePrecision) > shown(ours.averagePrecision))
        .toList();
  }

  private static long shown(double figure) {
    return Math.round(1000 * figure);
  }
}
