package org.streamrecall.mixture;

/** Takes how a content lies about what was foretold, one Gaussian after the other. */
@FunctionalInterface
public interface Residuals {
  /**
   * @param share of the Gaussian, positive
   * @param mean of it, from what was foretold
   * @param variance of it, at least 0
   */
  void add(double share, double mean, double variance);
}
