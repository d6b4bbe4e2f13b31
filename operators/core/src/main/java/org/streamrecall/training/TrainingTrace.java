package org.streamrecall.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/** What a training has seen from step to step, and what its model said of what was held out. */
public final class TrainingTrace implements Progress {
  private final Progress beside;
  private final List<Way> ways = new ArrayList<>();
  private HeldOut held; // or null: of events, or not ended

  /**
   * @param beside is told everything too
   */
  public TrainingTrace(Progress beside) {
    this.beside = beside;
  }

  /** A loss on what is held out, after so many steps. */
  public record Check(int step, double loss) {}

  /**
   * One way to train.
   *
   * @param name in plain words; empty where there is but one
   * @param compared whether it is only what learned attention is held against
   * @param losses of each step
   * @param checks in order of steps; empty of events
   */
  public record Way(String name, boolean compared, List<Double> losses, List<Check> checks) {
    /** The first check of the least loss, or null without any. */
    public Check best() {
      Check best = null;
      for (Check check : checks) {
        best = best == null || check.loss() < best.loss() ? check : best;
      }
      return best;
    }
  }

  @Override
  public void step(int step, int steps, double loss) {
    if (ways.isEmpty()) {
      begins("", false);
    }
    last().losses().add(loss);
    beside.step(step, steps, loss);
  }

  @Override
  public void begins(String way, boolean compared) {
    ways.add(new Way(way, compared, new ArrayList<>(), new ArrayList<>()));
    beside.begins(way, compared);
  }

  @Override
  public void checked(int step, double loss) {
    last().checks().add(new Check(step, loss));
    beside.checked(step, loss);
  }

  @Override
  public void ended(Supplier<HeldOut> of) {
    held = of.get();
    beside.ended(() -> held);
  }

  private Way last() {
    return ways.get(ways.size() - 1);
  }

  /** All ways in the order in which they were tried. */
  public List<Way> ways() {
    return Collections.unmodifiableList(ways);
  }

  /** The way whose best checkpoint was kept; where nothing is held out, the only one. */
  public Way kept() {
    Way kept = ways.get(0);
    for (Way way : ways) {
      boolean better = way.best() != null && way.best().loss() < kept.best().loss();
      kept = !way.compared() && better ? way : kept;
    }
    return kept;
  }

  /** What the model said of held-out contexts; null of events. */
  public HeldOut held() {
    return held;
  }
}
