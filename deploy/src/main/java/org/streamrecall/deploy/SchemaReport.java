package org.streamrecall.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.streamrecall.events.schema.Base;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.events.score.Score;
import org.streamrecall.training.BaseSearch;
import org.streamrecall.training.PaidTraining;
import org.streamrecall.training.SchemaChoice;
import org.streamrecall.training.SchemaSearch;

/** Which ways of reading events were tried before training, as people read it. */
final class SchemaReport {
  private SchemaReport() {}

  /** What is to be said of training that gained nothing. */
  static List<String> worth(PaidTraining training) {
    if (training.paid()) {
      return List.of();
    }
    return List.of(
        String.format(
            Locale.ROOT,
            "training did not pay on validation (%.4f, untrained %.4f): the model keeps the untrained"
                + " weights",
            training.trained(),
            training.untrained()));
  }

  /** Whether what was chosen foretells better than the untrained default. */
  static boolean paid(SchemaSearch.Found found) {
    return reached(found) < found.choices().get(0).loss();
  }

  private static double reached(SchemaSearch.Found found) {
    return found.choices().stream().filter(SchemaChoice::chosen).findAny().orElseThrow().loss();
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
      double now = table.line(HeldOutScores.UNTRAINED).rmse();
      double then = table.line(ScoreTable.OTHER_BASE + other).rmse();
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
                + " for it by --base %s, or for all that can be refitted by --refit-schema: it"
                + " needs a new memory",
            other,
            100 * gain,
            standing,
            other));
  }

  /**
   * @param bases or null if none were tried
   * @param standing how the untrained default reads events
   */
  static List<String> of(BaseSearch bases, SchemaSearch.Found found, EventSchema standing) {
    List<String> lines = new ArrayList<>();
    String unit = standing.isCategory() ? "log loss" : "RMSE in the key's own deviations";
    lines.add(String.format("%-34s%s", "tried on validation", unit));
    if (bases != null) {
      add(bases.choices(), 0, "untrained, ", lines);
    }
    add(found.choices(), 1, "", lines);
    String hash = found.result().model().schema().hash();
    SchemaChoice untrained = found.choices().get(0);
    lines.add(
        paid(found)
            ? String.format(
                Locale.ROOT,
                "training paid on validation (%.4f, untrained %.4f)",
                reached(found),
                untrained.loss())
            : "training did not pay on validation: none of them is better than the untrained"
                + " default, which needs no model");
    lines.add(
        hash.equals(standing.schema().hash())
            ? "the schema is still the untrained default's: the model can be swapped into a running"
                + " job"
            : "the schema is another than the untrained default's: the model needs a new memory, so"
                + " start a new job with it");
    return lines;
  }

  /**
   * @param first the choice that gains are told from
   */
  private static void add(List<SchemaChoice> choices, int first, String stage, List<String> lines) {
    double from = choices.get(first).loss();
    for (SchemaChoice choice : choices) {
      double gain = 100 * (choice.loss() / from - 1);
      lines.add(
          String.format(
                  Locale.ROOT,
                  "%-34s%10.4f%9s %s",
                  stage + choice.name(),
                  choice.loss(),
                  choice == choices.get(first) ? "" : String.format(Locale.ROOT, "%+.1f %%", gain),
                  choice.chosen() ? " chosen" : "")
              .stripTrailing());
    }
  }
}
