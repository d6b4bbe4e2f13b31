package org.streamrecall.tests.faults;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** As {@link FaultsCommandTest}, of events; in a class of its own, so that both run at a time. */
class EventFaultsTest {
  @Test
  @Timeout(240)
  void shouldAnswerEachEventOnceToTheByteWhateverFails() {
    // Of few keys, so that each has a past long enough for its alarm to ring; all partitions have
    // some.
    FaultsCommandTest.requireSame(
        700, "--seconds", "2", "--seed", "3", "--contexts", "8", "--events");
  }
}
