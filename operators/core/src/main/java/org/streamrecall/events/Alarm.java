package org.streamrecall.events;

/**
 * A key's alarm that opens or closes: of odd events, or of none. One of each may be open at once.
 *
 * @param id the same when it opens and when it closes, of this alarm alone
 * @param opens whether it opens now; else it closes
 * @param key whose it is
 * @param start time of the event that opened it, {@link org.streamrecall.measure.Atom#NO_TIME} if
 *     it has none; of a silence, when an event was due
 * @param time of the event that opens or closes it now; of a silence that opens, when one was due
 * @param peak highest anomaly since it opened, in [0,1]; NaN of a silence
 * @param reason what is responsible; of one that closes, what came last
 */
public record Alarm(
    String id, boolean opens, String key, long start, long time, double peak, Cause reason) {
  /** Why it opens, or why it is over: a sentence. */
  public String why() {
    return opens ? reason.toString() : reason.whenOver();
  }
}
