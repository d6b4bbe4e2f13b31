/**
 * Empirical risk minimisation of the model in {@link org.streamrecall.model}, offline: the same
 * options and episodes give the same model, byte for byte.
 */
package org.streamrecall.training;
