package org.streamrecall.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.streamrecall.model.Kind;
import org.streamrecall.training.Worth;

/** What a training was worth, in one sentence. */
final class WorthSentence {
  private WorthSentence() {}

  static String of(Worth worth) {
    boolean numbers = worth.kind() == Kind.REGRESSION;
    String figure = shown(worth, worth.learned());
    String place =
        "on " + worth.contexts() + " held-out contexts (" + worth.queries() + " queries)";
    if (!worth.isLearned()) {
      return "nothing was learned: "
          + place
          + " the model "
          + (numbers ? "explains " : "names rightly ")
          + figure
          + beside(worth)
          + ", no more than "
          + (numbers ? "a constant" : "the largest category of each context")
          + " by more than chance; likely "
          + cause(worth);
    }
    return "learned: "
        + place
        + " the model "
        + (numbers ? "explains " : "names rightly ")
        + figure
        + beside(worth);
  }

  private static String shown(Worth worth, double figure) {
    return worth.kind() == Kind.REGRESSION
        ? String.format(
            Locale.ROOT, "%.0f %% of the targets' variance (R2 %.3f)", 100 * figure, figure)
        : String.format(Locale.ROOT, "%.1f %% of the categories", 100 * figure);
  }

  private static String beside(Worth worth) {
    List<String> others = new ArrayList<>();
    add(others, worth, "linear attention", worth.linear());
    add(others, worth, "a frozen kernel", worth.frozen());
    add(others, worth, "mean pooling", worth.mean());
    return others.isEmpty() ? "" : "; trained alike, " + String.join(", ", others);
  }

  private static void add(List<String> others, Worth worth, String name, double figure) {
    if (Double.isFinite(figure)) {
      others.add(
          worth.kind() == Kind.REGRESSION
              ? String.format(Locale.ROOT, "%s has R2 %.3f", name, figure)
              : String.format(Locale.ROOT, "%s names %.1f %%", name, 100 * figure));
    }
  }

  private static String cause(Worth worth) {
    return switch (worth.cause()) {
      case FEW_CONTEXTS ->
          "too few contexts: "
              + worth.taughtContexts()
              + " with "
              + worth.taughtQueries()
              + " queries taught; write more";
      case NO_RECALL ->
          "no recall: queries' tags lie no nearer to their own context's tokens than to another's;"
              + " see that each query stands with the context that it is about";
      case NOISY_LABELS ->
          "noisy labels, or targets that depend on something else than what tokens of a tag like the"
              + " query's say; see how targets came about";
      case NONE -> throw new IllegalStateException("something was learned");
    };
  }
}
