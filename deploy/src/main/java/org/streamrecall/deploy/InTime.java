package org.streamrecall.deploy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.streamrecall.measure.Atom;

/**
 * Puts what a file has into order of time. What is of one time keeps its order, and what has no
 * time stays behind the one before it.
 */
final class InTime<T> {
  /**
   * @param place in the file, from 0
   * @param time in milliseconds since the epoch, its own or that of the one before it
   */
  record Placed<T>(int place, long time, T what) {}

  private final List<Placed<T>> all = new ArrayList<>();
  private long before = Long.MIN_VALUE; // those that begin a file without a time come first

  /**
   * @param time in milliseconds since the epoch, or {@link Atom#NO_TIME}
   */
  void add(long time, T what) {
    before = time == Atom.NO_TIME ? before : time;
    all.add(new Placed<>(all.size(), before, what));
  }

  /** All of it in order. */
  List<Placed<T>> sorted() {
    List<Placed<T>> sorted = new ArrayList<>(all);
    sorted.sort(Comparator.comparingLong(Placed::time)); // stable
    return sorted;
  }
}
