package org.streamrecall.tests.accuracy;

import java.util.Arrays;

/**
 * A seeded stream with the queries asked of it. What an answer is a mean of, the value, is the
 * content if there is one and the tag otherwise.
 *
 * @param tokens L
 * @param dims d, length of a tag
 * @param tags (tokens, dims) row-major
 * @param labels (tokens), the component of each
 * @param centres (components, dims), where the queries look for the components
 * @param queries (queries, dims), each of length 1
 * @param contentDims length of a content, 0 if there is none
 * @param contents (tokens, contentDims) row-major
 */
record TokenStream(
    int tokens,
    int dims,
    float[] tags,
    int[] labels,
    double[][] centres,
    float[][] queries,
    int contentDims,
    float[] contents) {

  int valueDims() {
    return contentDims == 0 ? dims : contentDims;
  }

  /** (tokens, valueDims) row-major. */
  float[] values() {
    return contentDims == 0 ? tags : contents;
  }

  /** (dims), a copy. */
  float[] tag(int token) {
    return Arrays.copyOfRange(tags, token * dims, (token + 1) * dims);
  }

  /** (contentDims), a copy, or null if there is none. */
  float[] content(int token) {
    return contentDims == 0
        ? null
        : Arrays.copyOfRange(contents, token * contentDims, (token + 1) * contentDims);
  }

  /** All effective queries at an inverse temperature, (queries, dims). */
  double[][] queries(double beta) {
    double[][] all = new double[queries.length][];
    for (int q = 0; q < all.length; q++) {
      all[q] = query(q, beta);
    }
    return all;
  }

  /** The effective query of one query at an inverse temperature. */
  double[] query(int query, double beta) {
    double[] a = new double[dims];
    for (int j = 0; j < dims; j++) {
      a[j] = beta * queries[query][j];
    }
    return a;
  }

  /** Root mean square distance of the values from their mean: the unit of every error. */
  double spread() {
    int n = valueDims();
    double[] mean = new double[n];
    float[] values = values();
    for (int i = 0; i < values.length; i++) {
      mean[i % n] += values[i];
    }
    double square = 0;
    for (int i = 0; i < values.length; i++) {
      double step = values[i] - mean[i % n] / tokens;
      square += step * step;
    }
    return Math.sqrt(square / tokens);
  }

  /**
   * What stands for each component among the answers: its centre, or the mean of its contents.
   *
   * @return (components, valueDims)
   */
  double[][] landmarks() {
    if (contentDims == 0) {
      return centres;
    }
    double[][] means = new double[centres.length][contentDims];
    int[] counts = new int[centres.length];
    for (int t = 0; t < tokens; t++) {
      counts[labels[t]]++;
      for (int j = 0; j < contentDims; j++) {
        means[labels[t]][j] += contents[t * contentDims + j];
      }
    }
    for (int i = 0; i < means.length; i++) {
      for (int j = 0; j < contentDims; j++) {
        means[i][j] /= Math.max(1, counts[i]);
      }
    }
    return means;
  }
}
