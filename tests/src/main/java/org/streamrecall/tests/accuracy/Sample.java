package org.streamrecall.tests.accuracy;

import java.util.Locale;

/**
 * Tokens and queries of one of the accuracy streams, for benchmarks.
 *
 * @param tags (tokens, dims)
 * @param queries effective queries of one length
 */
public record Sample(float[][] tags, double[][] queries) {
  /**
   * @param shape word of a {@link StreamShape}
   * @param beta length of the queries
   */
  public static Sample draw(
      String shape, int tokens, int dims, int components, long seed, double beta) {
    StreamShape known = StreamShape.valueOf(shape.toUpperCase(Locale.ROOT));
    TokenStream stream = new StreamDraw(known, tokens, dims, components, seed, 0).draw();
    float[][] tags = new float[tokens][];
    for (int t = 0; t < tokens; t++) {
      tags[t] = stream.tag(t);
    }
    return new Sample(tags, stream.queries(beta));
  }
}
