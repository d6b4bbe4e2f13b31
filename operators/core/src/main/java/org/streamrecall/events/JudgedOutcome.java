package org.streamrecall.events;

/**
 * What the memory had made of an event, now that its outcome is there.
 *
 * @param key whose event it is
 * @param id the event's, and its outcome's
 * @param time the event's
 * @param foretold when the event was asked about, in the user's units: a number for each target, or
 *     a probability for each category that the key had then; empty if there was nothing to go by
 * @param oddness how odd what came is; without {@link Oddness#unlike}, which its event had
 */
public record JudgedOutcome(String key, String id, long time, double[] foretold, Oddness oddness) {
  /** {@link Oddness#surprise}. */
  public double surprise() {
    return oddness.surprise();
  }
}
