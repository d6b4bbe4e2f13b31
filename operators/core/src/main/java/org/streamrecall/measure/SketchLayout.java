package org.streamrecall.measure;

import java.util.Locale;

/**
 * How a byte budget is spent for a shape. Everything a context keeps is inside it: the packed
 * memory and the raw tokens not yet folded.
 *
 * @param shape sizes of the atoms
 * @param sketchBytes the whole budget, or {@link #UNBOUNDED}
 * @param clusters most clusters that the packed memory may hold
 * @param cells most cells of a cluster
 * @param wide whether covariances have 16 bits, else 8
 * @param foldBatch tokens folded at once: a power of two, 2 to 256
 * @param evidence whether times and references are kept
 * @param decay how fast tokens lose their mass
 */
public record SketchLayout(
    Shape shape,
    int sketchBytes,
    int clusters,
    int cells,
    boolean wide,
    int foldBatch,
    boolean evidence,
    Decay decay) {
  /** Version of the packed bytes: memories of another one are refused. */
  public static final int FORMAT = SketchFormat.VERSION;

  /** Keeps every token: exact, and unbounded. For the oracle, not for endless streams. */
  public static final int UNBOUNDED = Integer.MAX_VALUE;

  /** The budget unless another is set. */
  public static final int DEFAULT_BYTES = 16384;

  private static final int LARGEST_BATCH = 256;
  private static final int LEAST_CLUSTERS = 2;

  /** Clusters below which cells are given up for more clusters. */
  private static final int WANTED_CLUSTERS = 22;

  /** Clusters below which bits of the covariance are given up for more clusters. */
  private static final int ENOUGH_CLUSTERS = 16;

  private static final int FEWEST_CELLS = 8;

  /** Clusters that lines are fitted to, as long as there is room for so many. */
  private static final int LINES = 24;

  /** Clusters below which no room is given up for larger folds. */
  private static final int FEW_LINES = 13;

  /** With evidence and without decay. */
  public static SketchLayout of(Shape shape, int sketchBytes) {
    return of(shape, sketchBytes, true, Decay.NONE);
  }

  /**
   * @param sketchBytes the budget of one context, in bytes
   * @param evidence whether each part keeps its first and last time and one reference
   * @throws IllegalArgumentException if the budget is too small, naming the bytes needed
   */
  public static SketchLayout of(Shape shape, int sketchBytes, boolean evidence, Decay decay) {
    if (sketchBytes == UNBOUNDED) {
      return new SketchLayout(shape, UNBOUNDED, UNBOUNDED, 0, true, LARGEST_BATCH, evidence, decay);
    }
    int batch = LARGEST_BATCH;
    int atomBytes = SketchFormat.atomBytes(shape, evidence, decay);
    long least = ofCells(shape, 0, false, evidence).bytes();
    while (batch > 2
        && ((long) batch * atomBytes > sketchBytes / 8
            || room(sketchBytes, batch, atomBytes) < LEAST_CLUSTERS * least)) {
      batch /= 2;
    }
    long room = room(sketchBytes, batch, atomBytes);
    if (room < LEAST_CLUSTERS * least) {
      throw new IllegalArgumentException(
          "sketch.bytes="
              + sketchBytes
              + " is below the "
              + leastBytes(shape, evidence, decay)
              + " bytes that "
              + LEAST_CLUSTERS
              + " clusters of "
              + shape.tagDims()
              + " tag and "
              + shape.contentDims()
              + " content numbers need; raise it to at least that, or keep fewer (tagDims, dims)");
    }
    ClusterLayout chosen = choose(shape, room, evidence);
    int clusters = (int) (room / chosen.bytes());
    return new SketchLayout(
        shape, sketchBytes, clusters, chosen.cells(), chosen.wide(), batch, evidence, decay);
  }

  /**
   * The layout for lines through what is recalled: clusters have no cells, for a line asks for
   * means and covariances only, and what more than {@value #LINES} clusters would take keeps raw
   * tokens.
   *
   * @throws IllegalArgumentException if the budget is too small, naming the bytes needed
   */
  public static SketchLayout ofLines(Shape shape, int sketchBytes, boolean evidence, Decay decay) {
    SketchLayout general = of(shape, sketchBytes, evidence, decay);
    if (sketchBytes == UNBOUNDED) {
      return general;
    }
    int atomBytes = SketchFormat.atomBytes(shape, evidence, decay);
    ClusterLayout wide = ofCells(shape, 0, true, evidence);
    for (int batch = LARGEST_BATCH; batch > general.foldBatch(); batch /= 2) {
      if (room(sketchBytes, batch, atomBytes) / wide.bytes() >= LINES) {
        return new SketchLayout(shape, sketchBytes, LINES, 0, true, batch, evidence, decay);
      }
    }
    int batch = general.foldBatch();
    int narrow = ofCells(shape, 0, false, evidence).bytes();
    while ((long) 2 * batch * atomBytes <= sketchBytes / 5
        && room(sketchBytes, 2 * batch, atomBytes) / narrow >= FEW_LINES) {
      batch *= 2; // a fold costs as much for few tokens as for many
    }
    long room = room(sketchBytes, batch, atomBytes);
    boolean fits = room / wide.bytes() >= ENOUGH_CLUSTERS;
    int bytes = ofCells(shape, 0, fits, evidence).bytes();
    int clusters = (int) Math.min(LINES, room / bytes);
    return new SketchLayout(shape, sketchBytes, clusters, 0, fits, batch, evidence, decay);
  }

  /** The smallest budget that {@link #of} takes. */
  public static long leastBytes(Shape shape, boolean evidence, Decay decay) {
    return 2L * SketchFormat.atomBytes(shape, evidence, decay)
        + SketchFormat.FRAME_BYTES
        + (long) LEAST_CLUSTERS * ofCells(shape, 0, false, evidence).bytes();
  }

  private static long room(int sketchBytes, int batch, int atomBytes) {
    return sketchBytes - (long) batch * atomBytes - SketchFormat.FRAME_BYTES;
  }

  private static ClusterLayout ofCells(Shape shape, int cells, boolean wide, boolean evidence) {
    return new ClusterLayout(shape.tagDims(), shape.contentDims(), cells, wide, evidence);
  }

  /** The richest form of which enough clusters fit. */
  private static ClusterLayout choose(Shape shape, long room, boolean evidence) {
    for (int cells = Cells.MOST; cells >= FEWEST_CELLS; cells--) {
      ClusterLayout layout = ofCells(shape, cells, true, evidence);
      if (room / layout.bytes() >= WANTED_CLUSTERS) {
        return layout;
      }
    }
    for (int cells = Cells.MOST; cells >= FEWEST_CELLS; cells--) {
      ClusterLayout layout = ofCells(shape, cells, false, evidence);
      if (room / layout.bytes() >= ENOUGH_CLUSTERS) {
        return layout;
      }
    }
    ClusterLayout wide = ofCells(shape, 0, true, evidence);
    return room / wide.bytes() >= ENOUGH_CLUSTERS ? wide : ofCells(shape, 0, false, evidence);
  }

  ClusterLayout clusterLayout() {
    return ofCells(shape, cells, wide, evidence);
  }

  /** Most bytes of a raw token. */
  public int atomBytes() {
    return SketchFormat.atomBytes(shape, evidence, decay);
  }

  /** Bytes that the packed memory may take. */
  int memoryBytes() {
    return sketchBytes == UNBOUNDED ? UNBOUNDED : sketchBytes - foldBatch * atomBytes();
  }

  /**
   * The byte account of one context, one line a kind, and the arithmetic in force, for the log at
   * start.
   */
  public String account() {
    if (sketchBytes == UNBOUNDED) {
      return "memory of one context: every token, "
          + atomBytes()
          + " bytes each at most (unbounded)";
    }
    ClusterLayout c = clusterLayout();
    return String.join(
        System.lineSeparator(),
        "memory of one context: " + sketchBytes + " bytes at most, exact while its tokens fit",
        line("recent tokens", foldBatch, atomBytes()),
        line("clusters: mass, counters", clusters, ClusterLayout.HEAD_BYTES),
        line("clusters: mean tag", clusters, 4 * shape.tagDims()),
        line("clusters: tag covariance", clusters, c.covarianceBytes()),
        line("clusters: audits", clusters, c.auditBytes()),
        line("clusters: " + cells + " cells", clusters, c.cellBytes()),
        line("clusters: content", clusters, c.contentBytes()),
        line("clusters: evidence", clusters, evidence ? ClusterLayout.EVIDENCE_BYTES : 0),
        line("header and checksum", 1, SketchFormat.FRAME_BYTES),
        "arithmetic: " + Kernels.ACTIVE.name() + ", the same bits as any other");
  }

  private static String line(String what, int count, int each) {
    return String.format(
        Locale.ROOT, "  %-28s %5d x %6d = %8d", what, count, each, (long) count * each);
  }
}
