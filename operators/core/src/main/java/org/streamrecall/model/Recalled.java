package org.streamrecall.model;

import org.streamrecall.measure.Evidence;

/**
 * One part of the past that an answer rests on.
 *
 * @param share of the answer, 0 to 1
 * @param evidence what can be looked up about it
 */
public record Recalled(double share, Evidence evidence) {}
