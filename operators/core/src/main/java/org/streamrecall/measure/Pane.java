package org.streamrecall.measure;

import java.util.List;

/**
 * The state of one pane of a {@link SlidingWindow}.
 *
 * @param start where the pane begins, in milliseconds since the epoch: a multiple of its length
 * @param memory as {@link MeasureSketch#memory()} gave it
 * @param recent as {@link MeasureSketch#recent()} gave it
 */
public record Pane(long start, byte[] memory, List<Atom> recent) {}
