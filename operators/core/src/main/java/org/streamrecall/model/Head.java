package org.streamrecall.model;

import org.streamrecall.attention.LocalRegression;
import org.streamrecall.attention.Recollection;

/**
 * What one head made of a question.
 *
 * @param effective a_h, (tagDims)
 * @param tilt by what the inside of parts was tilted: a_h, less its smoothing, (tagDims)
 * @param recollection o_h and how it came about
 * @param regression r_h, or null if the schema does not regress
 */
record Head(
    double[] effective, double[] tilt, Recollection recollection, LocalRegression regression) {}
