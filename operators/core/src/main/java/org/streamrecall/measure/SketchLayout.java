package org.streamrecall.measure;

/** How a byte budget is spent for a shape: clusters, recent tokens, header. Immutable. */
public record SketchLayout(Shape shape, int sketchBytes, int clusters, int foldBatch) {
  /** Keeps every token: exact, and unbounded. For the oracle, not for endless streams. */
  public static final int UNBOUNDED = Integer.MAX_VALUE;

  /**
   * @throws IllegalArgumentException if the budget is too small, naming the bytes needed
   */
  public static SketchLayout of(Shape shape, int sketchBytes) {
    throw new UnsupportedOperationException();
  }

  /** The byte account, one line a kind, as printed at start. */
  public String account() {
    throw new UnsupportedOperationException();
  }
}
