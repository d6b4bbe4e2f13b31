package org.streamrecall.measure;

import java.util.Arrays;

/**
 * Pairs of a tag and a content under weights, and the sums of their products, many at once: a
 * vector unit works on while what one of them has written comes to rest.
 */
final class WeightedRows {
  static final int MOST = 32;

  private final Circulant matrix;
  private final int width;
  private final int contentDims;
  private final int stride; // of a tag written twice
  private final double[] weights = new double[MOST];
  private final double[] tags; // (MOST, width)
  private final double[] contents; // (MOST, contentDims)
  private final double[] weighted; // (MOST, width)
  private final double[] twice; // (MOST, stride)
  private int size;

  WeightedRows(Circulant matrix, int contentDims) {
    this.matrix = matrix;
    this.contentDims = contentDims;
    width = matrix.width;
    stride = matrix.twiceLength();
    tags = new double[MOST * width];
    contents = new double[MOST * contentDims];
    weighted = new double[MOST * width];
    twice = new double[MOST * stride];
  }

  void clear() {
    size = 0;
  }

  boolean isEmpty() {
    return size == 0;
  }

  boolean isFull() {
    return size == MOST;
  }

  /**
   * @param tag (width), zero behind its last number
   * @param content (contentDims)
   */
  void add(double weight, double[] tag, double[] content) {
    System.arraycopy(tag, 0, tags, size * width, width);
    System.arraycopy(content, 0, contents, size * contentDims, contentDims);
    weights[size++] = weight;
  }

  void add(double weight, Atom atom) {
    float[] tag = atom.tag();
    for (int i = 0, at = size * width; i < tag.length; i++) {
      tags[at + i] = tag[i];
    }
    Arrays.fill(tags, size * width + tag.length, (size + 1) * width, 0);
    float[] content = atom.content();
    for (int t = 0, at = size * contentDims; t < contentDims; t++) {
      contents[at + t] = content[t];
    }
    weights[size++] = weight;
  }

  /**
   * Takes the weighted mean off all of them. What is the same in all of them is zero then, to the
   * last bit.
   *
   * @param tag that mean afterwards, (width)
   * @param content likewise, (contentDims)
   * @return the sum of the weights
   */
  double centre(double[] tag, double[] content) {
    double weight = 0;
    for (int k = 0; k < size; k++) {
      weight += weights[k];
    }
    centre(tags, width, weight, tag);
    centre(contents, contentDims, weight, content);
    return weight;
  }

  /** About the first of them, then about the mean. */
  private void centre(double[] rows, int n, double weight, double[] mean) {
    System.arraycopy(rows, 0, mean, 0, n);
    for (int i = 0; i < n; i++) {
      double sum = 0;
      double first = mean[i];
      for (int k = 0, at = i; k < size; k++, at += n) {
        rows[at] -= first;
        sum = Math.fma(weights[k], rows[at], sum);
      }
      double away = sum / weight;
      for (int k = 0, at = i; k < size; k++, at += n) {
        rows[at] -= away;
      }
      mean[i] = first + away;
    }
  }

  /**
   * Adds the products as they stand.
   *
   * @param spread of tags with tags, circulant
   * @param follow of contents with tags, (contentDims, width)
   * @param own of contents with themselves, (contentDims)
   */
  void addTo(double[] spread, double[] follow, double[] own) {
    for (int k = 0, at = 0, to = 0; k < size; k++, at += width, to += stride) {
      System.arraycopy(tags, at, twice, to, matrix.d);
      System.arraycopy(tags, at, twice, to + matrix.d, matrix.d);
      for (int i = at; i < at + width; i++) {
        weighted[i] = weights[k] * tags[i];
      }
    }
    Kernels.ACTIVE.addOuters(weighted, twice, size, stride, spread, matrix.rows, width);
    for (int t = 0; t < contentDims; t++) {
      addTo(t, follow, own);
    }
  }

  private void addTo(int t, double[] follow, double[] own) {
    int row = t * width;
    for (int k = 0, at = 0; k < size; k++, at += width) {
      double content = contents[k * contentDims + t];
      for (int i = 0; i < width; i++) {
        follow[row + i] = Math.fma(content, weighted[at + i], follow[row + i]);
      }
      own[t] = Math.fma(weights[k] * content, content, own[t]);
    }
  }
}
