package org.streamrecall.events;

import org.streamrecall.model.Answer;

/**
 * What a key's memory makes of an event, before it has learned it.
 *
 * @param answer what was foretold, in the user's units: a number for each target, or a probability
 *     for each of its categories
 * @param surprise one minus the conformal p-value of what really came, in [0,1]; of several targets
 *     the most surprising, times their number; NaN where nothing had been foretold or nothing came
 */
public record Judgement(Answer answer, double surprise) {}
