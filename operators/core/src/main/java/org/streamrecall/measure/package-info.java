/**
 * A context's past as a finite measure, in fixed bytes: every token while they fit, then clusters
 * that keep mass, mean, covariance and content. Reading never changes it; its packed bytes are its
 * state, so a copy of them is a checkpoint.
 */
package org.streamrecall.measure;
