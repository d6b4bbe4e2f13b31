package org.streamrecall.measure;

import java.util.List;

/**
 * The state of one pane of a {@link SlidingWindow}.
 *
 * @param start where the pane begins, in milliseconds since the epoch: a multiple of its length
 * @param memory as {@link MeasureSketch#memory()} gave it
 * @param recent as {@link MeasureSketch#recent()} gave it
 */
public record Pane(long start, byte[] memory, List<Atom> recent) {
  /** Checks that a pane of this length may begin where this does. */
  void requireLength(long paneMillis) {
    if (Math.floorMod(start, paneMillis) != 0) {
      throw new IllegalArgumentException(
          "a pane that begins at "
              + start
              + " does not fit panes of "
              + paneMillis
              + " ms; keep the length the window began with, or start a new memory");
    }
  }
}
