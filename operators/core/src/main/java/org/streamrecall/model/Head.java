package org.streamrecall.model;

import org.streamrecall.attention.LocalRegression;
import org.streamrecall.attention.Recollection;

/**
 * What one head made of a question.
 *
 * @param effective a_h, (tagDims)
 * @param recollection o_h and how it came about
 * @param regression r_h, or null if the schema does not regress
 */
record Head(double[] effective, Recollection recollection, LocalRegression regression) {}
