package org.streamrecall.events;

import java.util.Locale;
import org.streamrecall.measure.SketchLayout;
import org.streamrecall.mixture.Mixture;
import org.streamrecall.mixture.TokenShape;

/** How the bytes of one key are shared out between its mixture and what is kept beside it. */
record PanelBudget(int beside, int components, int componentBytes) {
  /** Fewer tell nothing apart. */
  static final int FEWEST = 3;

  /** More cost time and gain little. */
  static final int MOST = 128;

  /**
   * @param sketchBytes all that one key takes
   * @throws IllegalArgumentException if they are too few
   */
  static PanelBudget of(PanelPlan plan, int sketchBytes, boolean evidence, Waiting waiting) {
    int each = each(plan.shape.token(), evidence);
    int beside = header(plan.shape.token(), evidence) + PanelKey.mostBytes(plan, evidence, waiting);
    if (sketchBytes == SketchLayout.UNBOUNDED) {
      return new PanelBudget(beside, MOST, each);
    }
    int needed = beside + FEWEST * each;
    if (sketchBytes < needed) {
      throw waiting.tooFew(sketchBytes, needed, beside, "lags, names, weights");
    }
    return new PanelBudget(beside, Math.min(MOST, (sketchBytes - beside) / each), each);
  }

  /** Bytes of a component, and of where it came from. */
  static int each(TokenShape shape, boolean evidence) {
    int alone = Mixture.bytes(shape, 1) - Mixture.bytes(shape, 0);
    return alone + (evidence ? Provenance.BYTES : 0);
  }

  /** Bytes of a mixture without components. */
  static int header(TokenShape shape, boolean evidence) {
    return Mixture.bytes(shape, 0) + (evidence ? Provenance.bytes(0) : 0);
  }

  /** The byte account, for the log at start. */
  String account() {
    return String.format(
        Locale.ROOT,
        "%d components of %d bytes%nbeside them, at most %d bytes of lags, names, weights, errors"
            + " and outcomes to come",
        components,
        componentBytes,
        beside);
  }
}
