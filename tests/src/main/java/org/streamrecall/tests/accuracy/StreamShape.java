package org.streamrecall.tests.accuracy;

import java.util.Locale;

/** How the tokens of a stream lie around their component's centre, and in which order they come. */
enum StreamShape {
  /** Round Gaussian components: what a cluster with a covariance holds exactly. */
  GAUSS,
  /** Components stretched in their own directions, spread falling as 0.8^t: needs covariances. */
  ANISO,
  /** A curved two-dimensional density in each component: needs centroids, not covariances. */
  COSINE,
  /** Student's t with three degrees of freedom: single far tokens decide at high beta. */
  HEAVY,
  /** As GAUSS, but one component has a thousandth of the mass and half of the queries. */
  RARE,
  /** As GAUSS, but the centres turn by one radian over the stream. */
  DRIFT,
  /** As ANISO, but one component after the other: most of them come late, and never mixed. */
  ORDERED;

  /** The name as options and results spell it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
