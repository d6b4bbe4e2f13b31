package org.streamrecall.tests.streams;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** How many alarms open where nothing is marked, and how soon after something is. */
final class Marks {
  /** Events on either side of a mark that are neither found nor false. */
  private static final int NEAR = 20;

  /** Events after the last mark of a stretch in which an alarm still finds it. */
  private static final int LATE = 3;

  private long ordinary;
  private long falseAlarms;
  private long stretches;
  private long found;
  private double delays;

  /**
   * @param opened (events), whether an alarm opens with each
   */
  void add(boolean[] labels, boolean[] opened) {
    for (int i = 0; i < labels.length; i++) {
      if (!isNear(labels, i)) {
        ordinary++;
        falseAlarms += opened[i] ? 1 : 0;
      }
      if (labels[i] && (i == 0 || !labels[i - 1])) {
        find(labels, opened, i);
      }
    }
  }

  private static boolean isNear(boolean[] labels, int i) {
    for (int j = Math.max(0, i - NEAR); j <= Math.min(labels.length - 1, i + NEAR); j++) {
      if (labels[j]) {
        return true;
      }
    }
    return false;
  }

  private void find(boolean[] labels, boolean[] opened, int start) {
    stretches++;
    int last = start;
    while (last + 1 < labels.length && labels[last + 1]) {
      last++;
    }
    for (int i = start; i <= Math.min(labels.length - 1, last + LATE); i++) {
      if (opened[i]) {
        found++;
        delays += i - start;
        return;
      }
    }
  }

  void put(ObjectNode json) {
    Column.put(json, "falseAlarmsPerThousand", 1000.0 * falseAlarms / ordinary);
    Column.put(json, "found", (double) found / stretches);
    Column.put(json, "delay", found == 0 ? Double.NaN : delays / found);
  }
}
