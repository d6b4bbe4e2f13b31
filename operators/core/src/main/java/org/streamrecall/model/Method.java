package org.streamrecall.model;

/**
 * One of the simple methods that an answer about events is made of.
 *
 * @param name of the head
 * @param weight share of what was foretold that is its, 0 to 1; over all of a target at most 1
 */
public record Method(String name, double weight) {}
