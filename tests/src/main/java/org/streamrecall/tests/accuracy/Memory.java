package org.streamrecall.tests.accuracy;

/** What keeps a stream in bounded bytes and answers attention from them. Not thread safe. */
interface Memory {
  /**
   * Tells one token.
   *
   * @param tag (dims), kept by reference
   * @param content (contentDims), or null if the value is the tag itself
   */
  void add(float[] tag, float[] content);

  /**
   * Attention over all that was told; reading changes no later answer.
   *
   * @param a effective query, (dims)
   * @return (valueDims)
   */
  double[] answer(double[] a);
}
