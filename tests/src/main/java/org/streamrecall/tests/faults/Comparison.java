package org.streamrecall.tests.faults;

import java.util.Arrays;
import java.util.Map;

/**
 * What a reader of committed records saw, beside what it saw of the run without faults: answers to
 * queries and dead letters alike.
 *
 * @param missing that the run without faults has
 * @param duplicates beyond the first of each
 * @param different of those that both have, to the byte; and what only the disturbed run has
 */
record Comparison(long missing, long duplicates, long different) {
  static Comparison of(Committed reference, Committed disturbed) {
    Map<String, byte[]> expected = reference.first();
    Map<String, byte[]> seen = disturbed.first();
    long missing = expected.keySet().stream().filter(id -> !seen.containsKey(id)).count();
    long different =
        seen.entrySet().stream()
            .filter(one -> !Arrays.equals(one.getValue(), expected.get(one.getKey())))
            .count();
    return new Comparison(missing, disturbed.repeated(), different);
  }

  Comparison plus(Comparison other) {
    return new Comparison(
        missing + other.missing, duplicates + other.duplicates, different + other.different);
  }

  boolean isClean() {
    return missing == 0 && duplicates == 0 && different == 0;
  }
}
