package org.streamrecall.model;

import java.util.List;

/**
 * The shape of a read-out.
 *
 * @param readsTag whether a read-out of numbers sees the query's tag beside what was recalled
 * @param widths of its hidden layers, at least one
 */
public record ReadOutShape(boolean readsTag, List<Integer> widths) {
  public ReadOutShape {
    widths = List.copyOf(widths);
    if (widths.isEmpty()) {
      throw new IllegalArgumentException("a read-out without a hidden layer; give it one at least");
    }
  }
}
