/**
 * A measure over plain numbers, kept as a mixture of Gaussians, and attention over it by kernels
 * that a Gaussian answers in closed form.
 */
package org.streamrecall.mixture;
