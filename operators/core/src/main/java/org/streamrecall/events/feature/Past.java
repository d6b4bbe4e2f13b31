package org.streamrecall.events.feature;

/** What a feature reads of the key's earlier events. */
public interface Past {
  /** Of the newest event, or {@link org.streamrecall.measure.Atom#NO_TIME}. */
  long lastTime();

  /**
   * What was kept of so many events ago; NaN if it was missing, or there were not so many.
   *
   * @param ring as {@link Sources#ring} numbers them
   * @param back 1 is the last event
   */
  double ago(int ring, int back);

  /**
   * The change of a number since it was last known; NaN if either is not known.
   *
   * @param place as {@link Sources#change} numbers them
   */
  double change(int place, double now);

  /**
   * The number of a name of the key, in order of arrival; NaN for null and for names it has not
   * had.
   *
   * @param dictionary as {@link Sources#dictionary} numbers them
   */
  double nameNumber(int dictionary, String name);
}
