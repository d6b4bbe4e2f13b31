package org.streamrecall.tests.theory;

/** What is asked of a component, given its Mercer coefficients b and the query's place z. */
enum Truth {
  /** Its density at z, smoothed by a kernel: sum_j w_j b_j e_j(z), linear in the measure. */
  POINT {
    @Override
    double of(double[] b, double[] e, double[] lambda, double[] signs) {
      double sum = 0;
      for (int j = 0; j < b.length; j++) {
        sum += signs[j] * StrictMath.sqrt(lambda[j]) * b[j] * e[j];
      }
      return sum;
    }
  },
  /** sum_j lambda_j b_j^2: even, so that no line tells anything of it. */
  QUAD {
    @Override
    double of(double[] b, double[] e, double[] lambda, double[] signs) {
      double sum = 0;
      for (int j = 0; j < b.length; j++) {
        sum += lambda[j] * b[j] * b[j];
      }
      return sum;
    }
  },
  /** The paper's appendix D: sum_j b_j^2 / lambda_j, up to a factor. */
  PAPER {
    @Override
    double of(double[] b, double[] e, double[] lambda, double[] signs) {
      double sum = 0;
      for (int j = 0; j < b.length; j++) {
        sum += b[j] * b[j] / lambda[j];
      }
      return sum;
    }
  };

  /**
   * @param b coefficients, (modes)
   * @param e the basis at the query's place, (modes)
   * @param lambda eigenvalues, (modes)
   * @param signs -1 or 1, (modes)
   */
  abstract double of(double[] b, double[] e, double[] lambda, double[] signs);
}
