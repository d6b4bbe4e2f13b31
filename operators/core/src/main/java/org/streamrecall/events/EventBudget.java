package org.streamrecall.events;

import org.streamrecall.measure.Decay;
import org.streamrecall.measure.SketchLayout;
import org.streamrecall.model.Schema;

/** How the bytes of one key are shared out between its memory and what is kept beside it. */
final class EventBudget {
  /** Events after which a key's scales are fixed. */
  private static final int FIRST = 64;

  private final int beside;
  private final SketchLayout layout;
  private final int firstRows;

  /**
   * @param sketchBytes all that one key takes
   * @throws IllegalArgumentException if they are too few
   */
  EventBudget(
      Plan plan, Schema schema, int sketchBytes, boolean evidence, Decay decay, Waiting waiting) {
    beside = KeyState.mostBytes(plan, waiting);
    boolean bounded = sketchBytes != SketchLayout.UNBOUNDED;
    int room = bounded ? sketchBytes - beside : sketchBytes;
    long least = SketchLayout.leastBytes(schema.shape(), evidence, decay);
    if (room < least) {
      throw waiting.tooFew(sketchBytes, least + beside, beside, "lags, names, scales");
    }
    layout =
        schema.regresses()
            ? SketchLayout.ofLines(schema.shape(), room, evidence, decay)
            : SketchLayout.of(schema.shape(), room, evidence, decay);
    firstRows = Math.min(FIRST, Math.max(2, room / Row.bytes(plan)));
  }

  SketchLayout layout() {
    return layout;
  }

  /** Events after which a key's scales are fixed, or as many as fit. */
  int firstRows() {
    return firstRows;
  }

  /** The byte account, for the log at start. */
  String account() {
    return layout.account()
        + System.lineSeparator()
        + "beside it, at most "
        + beside
        + " bytes of lags, names, scales, errors and outcomes to come";
  }
}
