package org.streamrecall.events;

import java.io.Serializable;

/**
 * When a key's alarm rings.
 *
 * @param falseAlarms how many alarms ordinary events may raise, for each key and event, in (0,
 *     {@value #MOST}]
 * @param leastDeviation error below which nothing rings, in the target's units, at least 0
 * @param leastPart the same in parts of what was foretold, at least 0
 * @param coolDown events after an alarm in which none opens, at least 0
 */
public record AlarmRule(double falseAlarms, double leastDeviation, double leastPart, int coolDown)
    implements Serializable {
  private static final double MOST = 0.05;

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
  }

  private static boolean isSize(double x) {
    return x >= 0 && Double.isFinite(x);
  }

  private static void require(boolean holds, String name, double value, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be " + rule);
    }
  }

  /** Whether an error is large enough to matter; those of categories always are. */
  boolean matters(Odd odd) {
    double error = Math.abs(odd.actual() - odd.expected());
    return Double.isNaN(error)
        || error >= leastDeviation && error >= leastPart * Math.abs(odd.expected());
  }
}
