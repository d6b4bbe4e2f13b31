package org.streamrecall.flink;

import org.streamrecall.measure.Atom;

/**
 * How far a context has come.
 *
 * @param appliedUpTo the newest time that it has taken in: what comes at or before it is late
 * @param timer the earliest time at which anything waits, where a timer stands; {@link
 *     Pending#NEVER} for none
 * @param deadline the earliest time by the clock at which a query must be answered, likewise
 * @param bytes that wait
 */
record Progress(long appliedUpTo, long timer, long deadline, long bytes) {
  static final Progress NONE = new Progress(Atom.NO_TIME, Pending.NEVER, Pending.NEVER, 0);

  Progress applied(long time) {
    return new Progress(Math.max(appliedUpTo, time), timer, deadline, bytes);
  }

  Progress withTimer(long at) {
    return new Progress(appliedUpTo, at, deadline, bytes);
  }

  Progress withDeadline(long at) {
    return new Progress(appliedUpTo, timer, at, bytes);
  }

  Progress plus(long more) {
    return new Progress(appliedUpTo, timer, deadline, bytes + more);
  }
}
