package org.streamrecall.mixture;

/** What a question looks at: which numbers of the tag, how sharply, and from where. */
final class Asked {
  final int tags;
  final int dims;
  final int pairs;
  final int[] pair; // (dims, tags) where a covariance stands
  final int[] own; // (dims) where a variance stands
  final int[] numbers; // of the tag that are compared, ascending
  int count; // of those
  float[] sharpness; // square roots of the metric's diagonal, (tags and more)
  float[] token; // (all)

  Asked(TokenShape shape) {
    tags = shape.tags();
    dims = shape.dims();
    pairs = shape.pairs();
    pair = new int[dims * tags];
    own = new int[dims];
    numbers = new int[tags];
    for (int i = 0; i < dims; i++) {
      own[i] = shape.pair(i, i);
      for (int j = 0; j < tags; j++) {
        pair[i * tags + j] = shape.pair(Math.max(i, j), Math.min(i, j));
      }
    }
  }

  /**
   * @param token (all)
   * @param sharpness (tags and more)
   */
  void ask(float[] token, float[] sharpness) {
    this.token = token;
    this.sharpness = sharpness;
    count = 0;
    for (int i = 0; i < tags; i++) {
      if (sharpness[i] > 0) {
        numbers[count++] = i;
      }
    }
  }
}
