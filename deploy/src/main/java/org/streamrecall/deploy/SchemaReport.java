package org.streamrecall.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.streamrecall.events.schema.Base;
import org.streamrecall.events.score.Score;
import org.streamrecall.model.NewKeys;
import org.streamrecall.training.BaseSearch;
import org.streamrecall.training.PaidTraining;

/** Which bases were tried before training, and what training was worth, as people read it. */
final class SchemaReport {
  private SchemaReport() {}

  /** Whether training was worth it. */
  static String worth(PaidTraining training) {
    NewKeys brought = training.result().model().newKeys();
    String heads =
        brought == null || brought.heads() == null
            ? ""
            : "; new keys start from what each method was worth to these";
    if (Double.isNaN(training.trained())) {
      return "keys are too short to judge by: the model keeps the untrained weights, and brings the"
          + " first errors of these keys to new ones"
          + heads;
    }
    String losses =
        String.format(
            Locale.ROOT,
            "on validation (%.4f, untrained %.4f)",
            training.trained(),
            training.untrained());
    return training.paid()
        ? "training paid " + losses + heads
        : "training did not pay "
            + losses
            + (training.trained() < training.untrained() ? ", or chance may have given it" : "")
            + ": the model keeps the untrained weights"
            + heads;
  }

  /**
   * What is to be said where the base stands and another did better on validation: its gain on what
   * was held out, like with like, as the table has it. Nothing if it has none there.
   *
   * @param time score on held-out time, with the other base among ours
   */
  static List<String> advice(Base standing, Base other, Score time) {
    if (time.scored() == 0) {
      return List.of();
    }
    List<Score.Table> tables = time.tables().stream().filter(of -> of.scored() > 0).toList();
    double logs = 0;
    for (Score.Table table : tables) {
      double now = Own.UNTRAINED.in(table).rmse();
      double then = Own.OTHER_BASE.in(table).rmse();
      logs += StrictMath.log(then / now) / tables.size();
    }
    double gain = 1 - StrictMath.exp(logs);
    if (!(gain > 0) || Better.isNothing(gain)) {
      return List.of();
    }
    return List.of(
        String.format(
            Locale.ROOT,
            "untrained, the RMSE with base %s is %.0f %% below that with base %s on held-out time; ask"
                + " for it by --base %s or --refit-schema: it needs a new memory",
            other,
            100 * gain,
            standing,
            other));
  }

  /**
   * The bases that were tried, and what the one that was taken means.
   *
   * @param bases tried, of which the best was taken
   */
  static List<String> of(BaseSearch bases) {
    List<String> lines = new ArrayList<>();
    lines.add(String.format("%-34s%s", "tried, untrained", "RMSE in the key's own deviations"));
    double from = bases.choices().get(0).loss();
    for (BaseSearch.Choice choice : bases.choices()) {
      double gain = 100 * (choice.loss() / from - 1);
      lines.add(
          String.format(
                  Locale.ROOT,
                  "%-34s%10.4f%9s %s",
                  "base " + choice.base(),
                  choice.loss(),
                  lines.size() == 1 ? "" : String.format(Locale.ROOT, "%+.1f %%", gain),
                  choice.chosen() ? " chosen" : "")
              .stripTrailing());
    }
    lines.add(
        bases.better() == null
            ? "the schema is still the untrained default's: the model can be swapped into a running"
                + " job"
            : "the schema is another than the untrained default's: the model needs a new memory, so"
                + " start a new job with it");
    return lines;
  }
}
