package org.streamrecall.measure;

/**
 * How a byte budget is spent for a shape. Everything a context keeps is inside it: the packed
 * memory and the raw tokens not yet folded.
 *
 * @param shape sizes of the atoms
 * @param sketchBytes the whole budget, or {@link #UNBOUNDED}
 * @param clusters most clusters that the packed memory may hold
 * @param foldBatch tokens folded at once: a power of two, 2 to 256
 */
public record SketchLayout(Shape shape, int sketchBytes, int clusters, int foldBatch) {
  /** Keeps every token: exact, and unbounded. For the oracle, not for endless streams. */
  public static final int UNBOUNDED = Integer.MAX_VALUE;

  /** The budget unless another is set. */
  public static final int DEFAULT_BYTES = 16384;

  private static final int LARGEST_BATCH = 256;
  private static final int LEAST_CLUSTERS = 2;

  /**
   * @param sketchBytes the budget of one context, in bytes
   * @throws IllegalArgumentException if the budget is too small, naming the bytes needed
   */
  public static SketchLayout of(Shape shape, int sketchBytes) {
    if (sketchBytes == UNBOUNDED) {
      return new SketchLayout(shape, UNBOUNDED, UNBOUNDED, LARGEST_BATCH);
    }
    int batch = LARGEST_BATCH;
    while (batch > 2
        && (recentBytes(shape, batch) > sketchBytes / 8
            || clusters(shape, sketchBytes, batch) < LEAST_CLUSTERS)) {
      batch /= 2;
    }
    long clusters = clusters(shape, sketchBytes, batch);
    if (clusters < LEAST_CLUSTERS) {
      throw new IllegalArgumentException(
          "sketch.bytes="
              + sketchBytes
              + " is below the "
              + needed(shape)
              + " bytes that "
              + LEAST_CLUSTERS
              + " clusters of "
              + shape.tagDims()
              + " tag and "
              + shape.contentDims()
              + " content numbers need; raise it to at least that");
    }
    return new SketchLayout(shape, sketchBytes, (int) clusters, batch);
  }

  private static long clusters(Shape shape, int sketchBytes, int batch) {
    long room = sketchBytes - recentBytes(shape, batch) - SketchFormat.FRAME_BYTES;
    return room / SketchFormat.clusterBytes(shape);
  }

  private static long needed(Shape shape) {
    return recentBytes(shape, 2)
        + SketchFormat.FRAME_BYTES
        + LEAST_CLUSTERS * (long) SketchFormat.clusterBytes(shape);
  }

  private static long recentBytes(Shape shape, int batch) {
    return (long) batch * SketchFormat.atomBytes(shape);
  }

  /** Bytes that the packed memory may take. */
  int memoryBytes() {
    return sketchBytes == UNBOUNDED
        ? UNBOUNDED
        : (int) (sketchBytes - recentBytes(shape, foldBatch));
  }

  /** The byte account of one context, one line a kind, for the log at start. */
  public String account() {
    if (sketchBytes == UNBOUNDED) {
      return "memory of one context: every token, "
          + SketchFormat.atomBytes(shape)
          + " bytes each at most (unbounded)";
    }
    int d = shape.tagDims();
    int content = 4 * shape.contentDims();
    return String.join(
        System.lineSeparator(),
        "memory of one context: " + sketchBytes + " bytes at most, exact while its tokens fit",
        line("recent tokens", foldBatch, SketchFormat.atomBytes(shape)),
        line("clusters: mass, times", clusters, SketchFormat.CLUSTER_HEAD_BYTES),
        line("clusters: mean tag", clusters, 4 * d),
        line("clusters: tag covariance", clusters, 4 * Clusters.triangle(d)),
        line("clusters: mean content", clusters, content),
        line("clusters: content with tag", clusters, content * d),
        line("clusters: reference", clusters, SketchFormat.REF_BYTES),
        line("header and checksum", 1, SketchFormat.FRAME_BYTES));
  }

  private static String line(String what, int count, int each) {
    return String.format(
        java.util.Locale.ROOT, "  %-28s %5d x %6d = %8d", what, count, each, (long) count * each);
  }
}
