package org.streamrecall.events;

import java.util.Locale;
import java.util.function.IntFunction;
import org.streamrecall.measure.SketchLayout;
import org.streamrecall.mixture.TokenShape;
import org.streamrecall.panel.CategoryPanel;
import org.streamrecall.panel.CategoryPanel.Size;

/**
 * How the bytes of one key are shared out, by how many categories it has had. Where bytes are few,
 * fewer are told apart than the schema would.
 */
final class CategoryBudget implements IntFunction<Size> {
  private static final int FEWEST_SLOTS = 2;

  /** Part of the bytes that a line may take that fades, and that followers may. */
  private static final int PART = 8;

  private static final int FOLLOWED = 16;

  private final PanelPlan plan;
  private final int sketchBytes;
  private final boolean evidence;
  private final Waiting waiting;
  private final int slots;

  /**
   * @param sketchBytes all that one key takes
   * @throws IllegalArgumentException if they are too few
   */
  CategoryBudget(PanelPlan plan, int sketchBytes, boolean evidence, Waiting waiting) {
    this.plan = plan;
    this.sketchBytes = sketchBytes;
    this.evidence = evidence;
    this.waiting = waiting;
    int most = plan.plan.slots;
    while (most > FEWEST_SLOTS && needed(most) > sketchBytes) {
      most--;
    }
    slots = most;
    if (needed(slots) > sketchBytes) {
      throw waiting.tooFew(sketchBytes, needed(slots), beside(slots), "lags, names, weights");
    }
  }

  private int needed(int labels) {
    return sketchBytes == SketchLayout.UNBOUNDED
        ? 0
        : beside(labels) + PanelBudget.FEWEST * each(labels);
  }

  /** Categories that are told apart, the last being all others. */
  int slots() {
    return slots;
  }

  private TokenShape shape(int labels) {
    return plan.shape.token().withLabels(labels);
  }

  private int each(int labels) {
    return PanelBudget.each(shape(labels), evidence);
  }

  /** Most bytes of what is kept beside the mixture. */
  int beside(int labels) {
    return bytes(labels, besideMixture(labels, 0));
  }

  private int bytes(int labels, Size size) {
    return PanelBudget.header(shape(labels), evidence)
        + CategoryKey.mostBytes(plan, labels, size, waiting);
  }

  /** With a line that fades where it leaves room for the fewest components. */
  private Size besideMixture(int labels, int components) {
    int followed = sketchBytes / PART / CategoryPanel.followerBytes(labels);
    Size without = new Size(components, false, Math.min(FOLLOWED, followed));
    int line = CategoryPanel.fadingBytes(plan.shape, labels);
    long needed = line + bytes(labels, without) + PanelBudget.FEWEST * each(labels);
    boolean fading = line <= sketchBytes / PART && needed <= sketchBytes;
    return new Size(components, fading, without.followed());
  }

  @Override
  public Size apply(int labels) {
    if (sketchBytes == SketchLayout.UNBOUNDED) {
      return besideMixture(labels, PanelBudget.MOST);
    }
    int room = (sketchBytes - beside(labels)) / each(labels);
    return besideMixture(labels, Math.min(PanelBudget.MOST, room));
  }

  /** The byte account, for the log at start. */
  String account() {
    return String.format(
        Locale.ROOT,
        "%d components of %d bytes while a key has had 2 categories, %d of %d with %d%nbeside them,"
            + " at most %d bytes of lags, names, weights, errors and outcomes to come",
        apply(2).components(),
        each(2),
        apply(slots).components(),
        each(slots),
        slots,
        beside(slots));
  }
}
