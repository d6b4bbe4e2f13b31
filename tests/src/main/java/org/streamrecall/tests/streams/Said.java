package org.streamrecall.tests.streams;

/**
 * What was foretold of a category, held against what came.
 *
 * @param right whether the likeliest was it
 * @param probability of what came
 */
record Said(boolean right, double probability) {}
