package org.streamrecall.measure;

/**
 * A finite measure nu over atoms (v, e), seen as a sum of parts nu_p, each of which knows its
 * exponential tilt by a vector a:
 *
 * <pre>
 *   logMoment_p(a) = log ∫ e^{&lt;a,v&gt;} dnu_p
 *   tag_p(a)       = ∫ v e^{&lt;a,v&gt;} dnu_p / ∫ e^{&lt;a,v&gt;} dnu_p
 *   content_p(a)   = ∫ e(z) e^{&lt;a,v&gt;} dnu_p / ∫ e^{&lt;a,v&gt;} dnu_p
 * </pre>
 *
 * That is all softmax attention needs (DESIGN: the integral operator of Kawata and Suzuki, arXiv
 * 2602.01863), so tokens, weighted atoms and clusters share one code path. For an atom the three
 * are {@code log mass + <a,v>}, {@code v} and {@code e}: exact. Reading changes nothing. Not thread
 * safe.
 */
public sealed interface Measure permits ExactMeasure, MeasureSketch {
  /** Norm of a effective query up to which {@link #memoryError} was calibrated. */
  double LARGEST_AUDITED = 21;

  Shape shape();

  /** Number of tokens ever told. */
  long tokens();

  /** Total mass: the sum of all weights. */
  double mass();

  /** Newest token time, or {@link Atom#NO_TIME}. */
  long lastTime();

  /** Number of parts; 0 if nothing was told. */
  int parts();

  /** Whether every part is an atom, so that recall is exact. */
  boolean exact();

  /** Mass of one part. */
  double mass(int part);

  /**
   * Writes logMoment_p(a) into {@code out[p]} for each part.
   *
   * @param a (tagDims)
   * @param out (at least parts)
   */
  void logMoments(double[] a, double[] out);

  /**
   * Adds {@code factor <a, m_p>} to {@code out[p]} for each part, where m_p = tag_p(0) is its mean
   * tag.
   *
   * @param a (tagDims)
   * @param out (at least parts)
   */
  void scoreMeans(double factor, double[] a, double[] out);

  /**
   * Adds {@code sum_p weights[p] m_p} to {@code sum}.
   *
   * @param weights (at least parts)
   * @param sum (tagDims)
   */
  void addMeans(double[] weights, double[] sum);

  /**
   * Adds {@code sum_p weights[p] content_p(a)} to {@code sum}.
   *
   * @param a (tagDims)
   * @param weights (at least parts)
   * @param sum (contentDims)
   */
  void addContents(double[] a, double[] weights, double[] sum);

  /**
   * Adds {@code sum_p weights[p] tag_p(a)} to {@code sum}.
   *
   * @param a (tagDims)
   * @param weights (at least parts)
   * @param sum (tagDims)
   */
  void addTags(double[] a, double[] weights, double[] sum);

  /**
   * Adds each part's tilted mean and covariance of (v, e), as the regressing read-out needs them.
   *
   * @param a (tagDims)
   * @param weights (at least parts), none negative
   * @param sum of this measure's shape
   */
  void addMoments(double[] a, double[] weights, Moments sum);

  /**
   * A 90 % bound on the distance between an answer and the one that every token kept would have
   * given; 0 if {@link #exact()}. Of a smoothed answer, a being its tilt, that is attention over
   * tokens whose tags are drawn to the mean of their cluster. It holds on average over streams and
   * queries with |a| up to {@link #LARGEST_AUDITED}, not for each; beyond, it extrapolates.
   *
   * @param a (tagDims)
   * @param shares (at least parts), of the answer
   * @param value the answer: (contentDims), or (tagDims) if atoms have no content
   */
  double memoryError(double[] a, double[] shares, double[] value);

  /**
   * Mass per content dimension: {@code sum_p ∫ e dnu_p}, the untilted sum. For one-hot content it
   * is the number of tokens in each slot.
   *
   * @return (contentDims)
   */
  double[] contentMass();

  /**
   * The gradient of addContents and logMoments with respect to a. Adds to {@code da}
   *
   * <pre>sum_p dLog[p] tag_p(a) + weights[p] (d content_p(a) / da)' dContent</pre>
   *
   * @param a (tagDims)
   * @param dLog (at least parts), gradient of the loss by each log moment
   * @param weights (at least parts), as given to addContents
   * @param dContent (contentDims), gradient of the loss by the sum of contents
   * @param da (tagDims), added to
   */
  void addGradient(double[] a, double[] dLog, double[] weights, double[] dContent, double[] da);

  /** {@code <dContent, content_p(a)>} for each part, into {@code out[p]}. */
  void contentProducts(double[] a, double[] dContent, double[] out);

  Evidence evidence(int part);
}
