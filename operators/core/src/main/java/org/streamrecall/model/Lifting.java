package org.streamrecall.model;

import java.util.List;

/**
 * What a schema declares of the lift of its contents.
 *
 * @param kind none, or which features of a content are kept
 * @param dims number of features, or 0 to have it chosen on held-out contexts
 * @param maxDims most features to choose from
 * @param ranges of each content number; empty where they are those of the tokens trained on
 */
public record Lifting(Kind kind, int dims, int maxDims, List<Range> ranges) {
  /** Numbers as they come. */
  public static final Lifting NONE = new Lifting(Kind.NONE, 0, 0, List.of());

  /** Features to choose from unless the schema says otherwise. */
  public static final int MAX_DIMS = 16;

  public Lifting {
    ranges = List.copyOf(ranges);
  }

  /** What is kept of a content. */
  public enum Kind {
    /** The numbers, standardised. */
    NONE,
    /** Mercer features of the numbers: what is recalled is then a density's coefficients. */
    COSINE,
    /** The numbers, and the features beside them. */
    CONCAT
  }

  /**
   * From where to where a content number goes; features of what lies outside are those of the
   * nearer end.
   *
   * @param low finite
   * @param high finite, above low
   */
  public record Range(double low, double high) {}

  /** Whether contents are lifted. */
  public boolean isLifted() {
    return kind != Kind.NONE;
  }

  /** Whether the number of features is still to be chosen. */
  public boolean isOpen() {
    return isLifted() && dims == 0;
  }

  /** The same with so many features. */
  public Lifting with(int features) {
    return new Lifting(kind, features, features, ranges);
  }
}
