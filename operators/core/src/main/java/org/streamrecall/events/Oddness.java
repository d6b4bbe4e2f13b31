package org.streamrecall.events;

import java.util.Comparator;
import java.util.List;

/**
 * How odd an event is for its key, beside all that the key had learned before it.
 *
 * @param surprise one minus the conformal p-value of what really came, in [0,1]; of several targets
 *     the most surprising, times their number; NaN where nothing had been foretold or nothing came
 * @param unlike share of the key's earlier moments that were more familiar when they came, in
 *     [0,1]; 1: none was ever as strange; NaN where there were none
 * @param targets those of which something came that had been foretold, in the schema's order
 * @param alarm that it opens or closes, or null
 */
public record Oddness(double surprise, double unlike, List<Odd> targets, Alarm alarm) {
  /** Of what was not held against anything. */
  public static final Oddness NONE = new Oddness(Double.NaN, Double.NaN, List.of());

  public Oddness {
    targets = List.copyOf(targets);
  }

  /** Without an alarm. */
  public Oddness(double surprise, double unlike, List<Odd> targets) {
    this(surprise, unlike, targets, null);
  }

  Oddness with(Alarm other) {
    return new Oddness(surprise, unlike, targets, other);
  }

  /** Whether an alarm opens with it. */
  public boolean opens() {
    return alarm != null && alarm.opens();
  }

  /**
   * Of all targets together, in [0,1]: that of the oddest, charged for their number; NaN where none
   * was judged.
   */
  public double anomaly() {
    Odd oddest = oddest();
    return oddest == null ? Double.NaN : Math.max(0, 1 - targets.size() * (1 - oddest.anomaly()));
  }

  /** The target that is responsible, the first of equals; null where none was judged. */
  public Odd oddest() {
    return targets.stream().max(Comparator.comparingDouble(Odd::anomaly)).orElse(null);
  }
}
