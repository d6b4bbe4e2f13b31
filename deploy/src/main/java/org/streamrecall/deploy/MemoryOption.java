package org.streamrecall.deploy;

import org.streamrecall.measure.SketchLayout;
import picocli.CommandLine.Option;

/** How much of the past is kept: a budget, or every token. */
final class MemoryOption {
  @Option(
      names = "--sketch-bytes",
      paramLabel = "N",
      converter = PositiveNumber.class,
      description = "Bytes of one context's memory (default: " + SketchLayout.DEFAULT_BYTES + ").")
  private Integer sketchBytes;

  @Option(names = "--exact", description = "Keep every token: the oracle, in unbounded memory.")
  private boolean exact;

  boolean exact() {
    return exact;
  }

  /** The budget unless {@link #exact}. */
  int sketchBytes() {
    return sketchBytes == null ? SketchLayout.DEFAULT_BYTES : sketchBytes;
  }
}
