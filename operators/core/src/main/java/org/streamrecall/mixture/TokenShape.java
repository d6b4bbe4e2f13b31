package org.streamrecall.mixture;

import java.util.List;

/**
 * What a token is made of.
 *
 * @param tags plain numbers that are compared, and that a line goes through
 * @param contents numbers that are foretold
 * @param names sizes of blocks of which one number is 1 and the others 0, or all are 0 where the
 *     name is missing
 * @param directions sizes of blocks that are unit vectors, or 0 where they are missing
 * @param labels whether contents are labels: one of them is 1, the others 0
 */
public record TokenShape(
    int tags, int contents, List<Integer> names, List<Integer> directions, boolean labels) {
  public TokenShape {
    names = List.copyOf(names);
    directions = List.copyOf(directions);
  }

  /** Of contents that are plain numbers. */
  public TokenShape(int tags, int contents, List<Integer> names, List<Integer> directions) {
    this(tags, contents, names, directions, false);
  }

  /** The same tags with so many labels to be foretold. */
  public TokenShape withLabels(int labels) {
    return new TokenShape(tags, labels, names, directions, true);
  }

  /** Numbers of which components know how they vary together. */
  public int dims() {
    return tags + contents;
  }

  /** Numbers of names and directions, of which components know the mean only. */
  public int loose() {
    int sum = 0;
    for (int size : names) {
      sum += size;
    }
    for (int size : directions) {
      sum += size;
    }
    return sum;
  }

  /** Numbers of a token: tags, contents, names, directions. */
  public int all() {
    return dims() + loose();
  }

  /** Covariances that are kept: of contents among each other only the variances are. */
  public int pairs() {
    return tags * (tags + 1) / 2 + contents * (tags + 1);
  }

  /** Where the covariance of numbers i and j stands, j at most i. */
  public int pair(int i, int j) {
    return i < tags
        ? i * (i + 1) / 2 + j
        : tags * (tags + 1) / 2 + (i - tags) * (tags + 1) + Math.min(j, tags);
  }
}
