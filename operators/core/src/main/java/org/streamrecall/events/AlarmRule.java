package org.streamrecall.events;

import java.io.Serializable;

/**
 * When a key's alarm rings.
 *
 * @param falseAlarms how many alarms ordinary events may raise, for each key and event, in (0,
 *     {@value #MOST}]
 * @param leastDeviation error below which nothing rings, in the target's units, at least 0
 * @param leastPart the same in parts of what was foretold, at least 0
 * @param coolDown events after an alarm in which none opens, at least 0; of silences one that is
 *     four times as long
 * @param watched milliseconds from a key's first event in which its silence opens none, at least 0;
 *     {@link Long#MAX_VALUE}: silence never does
 */
public record AlarmRule(
    double falseAlarms, double leastDeviation, double leastPart, int coolDown, long watched)
    implements Serializable {
  private static final double MOST = 0.05;

  /** Of a key's nights nothing is known before. */
  private static final long A_DAY = 24L * 3600 * 1000;

  /** One in a thousand events; nothing that rounding explains. */
  public static final AlarmRule DEFAULTS = new AlarmRule(1e-3, 0, 1e-6, OddRecord.SPELL);

  /**
   * @throws IllegalArgumentException naming what is out of range
   */
  public AlarmRule {
    require(
        falseAlarms > 0 && falseAlarms <= MOST, "falseAlarms", falseAlarms, "above 0, at most .05");
    require(isSize(leastDeviation), "leastDeviation", leastDeviation, "finite and at least 0");
    require(isSize(leastPart), "leastPart", leastPart, "finite and at least 0");
    require(coolDown >= 0 && coolDown <= Byte.MAX_VALUE, "coolDown", coolDown, "0 to 127 events");
    require(watched >= 0, "watched", watched, "at least 0");
  }

  private static boolean isSize(double x) {
    return x >= 0 && Double.isFinite(x);
  }

  private static void require(boolean holds, String name, double value, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be " + rule);
    }
  }

  /** Of keys that have been watched for a day. */
  public AlarmRule(double falseAlarms, double leastDeviation, double leastPart, int coolDown) {
    this(falseAlarms, leastDeviation, leastPart, coolDown, A_DAY);
  }

  /** The same, but for how many of a key's ordinary events may ring. */
  public AlarmRule withFalseAlarms(double falseAlarms) {
    return new AlarmRule(falseAlarms, leastDeviation, leastPart, coolDown, watched);
  }

  /** The same, but for how long a key is watched before its silence opens an alarm. */
  public AlarmRule watching(long millis) {
    return new AlarmRule(falseAlarms, leastDeviation, leastPart, coolDown, millis);
  }

  /** Whether a key's silence ever opens an alarm. */
  public boolean hears() {
    return watched != Long.MAX_VALUE;
  }

  /** Whether an error is large enough to matter; those of categories always are. */
  boolean matters(Odd odd) {
    double error = Math.abs(odd.actual() - odd.expected());
    return Double.isNaN(error)
        || error >= leastDeviation && error >= leastPart * Math.abs(odd.expected());
  }
}
