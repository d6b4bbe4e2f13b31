package org.streamrecall.tests.streams;

/**
 * Which events of a key are asked at, and which of these are scored: {@code sets.json} says it.
 *
 * @param first the first event that is asked at
 * @param scored the first that is scored
 * @param end the first whose farthest value is not there
 * @param season events, 0 where the key is too short for it
 */
record Protocol(int first, int scored, int end, int season) {
  static Protocol of(Series series, StreamSet set) {
    int n = series.length();
    int season = set.season() < n / 4 ? set.season() : 0;
    int first = Math.min(Math.max(64, season + 1), n / 3);
    int end = n - set.farthest();
    return new Protocol(first, first + Math.max(0, end - first) / 2, end, season);
  }

  /** Events that are asked at; 0 where the key is too short for the farthest horizon. */
  int asked() {
    return Math.max(0, end - first);
  }
}
