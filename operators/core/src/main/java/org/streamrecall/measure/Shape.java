package org.streamrecall.measure;

/**
 * The sizes that every atom of a measure shares, and the schema they come from.
 *
 * @param tagDims d, the length of a mapped tag v, 1 to {@link #MAX_TAG_DIMS}
 * @param contentDims De, the length of a lifted content e(z), 0 to {@link #MAX_CONTENT_DIMS}; 0 for
 *     a measure of tags alone, of which the mean tag is recalled
 * @param contentWeight how much a squared step in content counts against one in the tag when
 *     clusters are told apart; 0 ignores the content
 * @param schemaHash the first eight bytes of the schema's sha256: memories of another schema are
 *     refused
 */
public record Shape(int tagDims, int contentDims, float contentWeight, long schemaHash) {
  public static final int MAX_TAG_DIMS = 64;
  public static final int MAX_CONTENT_DIMS = 256;

  /**
   * @throws IllegalArgumentException naming the size that is out of its range, or a weight that is
   *     no finite number of at least 0
   */
  public Shape {
    requireRange(
        "tag dimensions", tagDims, 1, MAX_TAG_DIMS, "give tokens a number that is compared");
    requireRange("content dimensions", contentDims, 0, MAX_CONTENT_DIMS, "0 keeps tags alone");
    if (!(contentWeight >= 0) || Float.isInfinite(contentWeight)) {
      throw new IllegalArgumentException(
          "contentWeight=" + contentWeight + " is not a finite number of at least 0");
    }
  }

  /** Checks that an atom has these sizes. */
  void requireFits(Atom atom) {
    if (atom.tag().length != tagDims || atom.content().length != contentDims) {
      throw new IllegalArgumentException(
          "an atom with "
              + atom.tag().length
              + " tag and "
              + atom.content().length
              + " content numbers does not fit a memory of "
              + tagDims
              + " and "
              + contentDims);
    }
  }

  private static void requireRange(String name, int value, int min, int max, String ifFewer) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          name
              + "="
              + value
              + " is outside "
              + min
              + " to "
              + max
              + "; "
              + (value < min ? ifFewer : "map the raw fields to fewer numbers"));
    }
  }
}
