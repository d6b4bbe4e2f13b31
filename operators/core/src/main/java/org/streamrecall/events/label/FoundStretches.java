package org.streamrecall.events.label;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * How many alarms open where something is marked, and how soon after it began. Anomalies of a key
 * with none but unknown events between them are one stretch, which an alarm finds that opens in it
 * or in the {@value #LATE} events after it.
 */
public final class FoundStretches {
  /** Events on either side of an anomaly that are neither found nor false. */
  public static final int NEAR = 20;

  /** Events after the last anomaly of a stretch in which an alarm still finds it. */
  public static final int LATE = 3;

  private final List<Integer> delays = new ArrayList<>(); // of stretches that are found
  private long stretches;
  private long ordinary;
  private long falseAlarms;
  private long right;
  private long wrong;

  /** Of an alarm, by where it opens. */
  private enum Verdict {
    WRONG,
    RIGHT,
    NEITHER
  }

  /** Takes in a key. */
  public void add(Mark[] marks, boolean[] opened) {
    add(marks, opened, 0);
  }

  /**
   * Takes in a key's later events. A stretch that began before them is neither found nor missed,
   * and an alarm in it neither right nor wrong.
   *
   * @param marks (events)
   * @param opened (events), whether an alarm opens with each
   * @param from the first event that is judged
   */
  public void add(Mark[] marks, boolean[] opened, int from) {
    Verdict[] verdicts = find(marks, opened, from);
    for (int i = from; i < marks.length; i++) {
      if (marks[i] == Mark.ORDINARY && !isNear(marks, i)) {
        ordinary++;
        falseAlarms += opened[i] ? 1 : 0;
      }
      if (opened[i]) {
        right += verdicts[i] == Verdict.RIGHT ? 1 : 0;
        wrong += verdicts[i] == Verdict.WRONG ? 1 : 0;
      }
    }
  }

  /** Notes which stretches are found, and says of each event what an alarm with it would be. */
  private Verdict[] find(Mark[] marks, boolean[] opened, int from) {
    Verdict[] verdicts = new Verdict[marks.length];
    Arrays.setAll(verdicts, i -> marks[i] == Mark.UNKNOWN ? Verdict.NEITHER : Verdict.WRONG);
    for (int start = 0; start < marks.length; start++) {
      if (marks[start] == Mark.ANOMALY) {
        int last = last(marks, start);
        int end = Math.min(marks.length, last + LATE + 1);
        Arrays.fill(verdicts, start, end, start < from ? Verdict.NEITHER : Verdict.RIGHT);
        if (start >= from) {
          find(opened, start, end);
        }
        start = last;
      }
    }
    return verdicts;
  }

  /** The last anomaly of a stretch. */
  private static int last(Mark[] marks, int start) {
    int last = start;
    for (int i = start; i < marks.length && marks[i] != Mark.ORDINARY; i++) {
      last = marks[i] == Mark.ANOMALY ? i : last;
    }
    return last;
  }

  private static boolean isNear(Mark[] marks, int i) {
    for (int j = Math.max(0, i - NEAR); j <= Math.min(marks.length - 1, i + NEAR); j++) {
      if (marks[j] == Mark.ANOMALY) {
        return true;
      }
    }
    return false;
  }

  private void find(boolean[] opened, int start, int end) {
    stretches++;
    for (int i = start; i < end; i++) {
      if (opened[i]) {
        delays.add(i - start);
        return;
      }
    }
  }

  /** Alarms that are right or wrong. */
  public long alarms() {
    return right + wrong;
  }

  /** Alarms that open in a stretch or shortly after it. */
  public long right() {
    return right;
  }

  public long stretches() {
    return stretches;
  }

  /** Stretches that an alarm finds. */
  public long found() {
    return delays.size();
  }

  /** Part of the alarms that are right; NaN of none. */
  public double precision() {
    return (double) right / alarms();
  }

  /** Part of the stretches that are found; NaN of none. */
  public double recall() {
    return (double) found() / stretches;
  }

  /** Events from the beginning of a stretch to the alarm that finds it; NaN if none is found. */
  public double meanDelay() {
    return delays.stream().mapToInt(Integer::intValue).average().orElse(Double.NaN);
  }

  /** The same of half of them, or the mean of the two about the middle. */
  public double medianDelay() {
    if (delays.isEmpty()) {
      return Double.NaN;
    }
    List<Integer> sorted = new ArrayList<>(delays);
    Collections.sort(sorted);
    int n = sorted.size();
    return (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2.0;
  }

  /** For 1,000 ordinary events that are no less than {@value #NEAR} from any anomaly. */
  public double falseAlarmsPerThousand() {
    return 1000.0 * falseAlarms / ordinary;
  }
}
