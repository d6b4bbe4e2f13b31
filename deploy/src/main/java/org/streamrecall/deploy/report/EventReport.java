package org.streamrecall.deploy.report;

import java.util.List;
import java.util.Map;
import org.streamrecall.deploy.page.Figures;
import org.streamrecall.deploy.page.Markup;
import org.streamrecall.deploy.page.Table;
import org.streamrecall.deploy.page.Table.Bar;
import org.streamrecall.events.score.Score;
import org.streamrecall.training.HeldOutEvents;
import org.streamrecall.training.PaidTraining;
import org.streamrecall.training.TrainingTrace;

/** The report of a training on events. */
public final class EventReport {
  private EventReport() {}

  /**
   * A whole HTML page.
   *
   * @param about what was trained on
   * @param verdict what {@code train} says of it
   * @param trace of a training that has ended
   * @param tried the same training
   * @param held what was foretold of held-out events, and what came
   * @param parts that were held out, and how other methods did there
   * @param options by name
   */
  public static String of(
      String about,
      String verdict,
      TrainingTrace trace,
      PaidTraining tried,
      HeldOutEvents held,
      List<ScoredPart> parts,
      Map<String, String> options) {
    EventErrors errors = new EventErrors(held);
    ReportPage page =
        new ReportPage(
            "Training report", about, verdict, EventFindings.of(tried, held, errors, parts));
    page.section(
        "What it was worth",
        "What was held out, each event foretold before it is known, beside what could be used instead."
            + " The first events of a key are not counted here.",
        out -> worth(out, parts));
    page.section(
        "Loss over steps",
        held.schema().isCategory()
            ? "The loss is the log loss in nats on the keys that teach; each step is one metric."
            : "The loss is the error in deviations of each key's own values, on the keys that teach;"
                + " each step tries one metric: how much a feature counts where moments are compared.",
        out -> LossSection.writeTried(out, trace));
    page.section(
        "Error by length of context",
        "Held-out outcomes by how many events of their key the memory had learned. "
            + errors.unit(),
        errors::byLength);
    page.section(
        "Error by key", "The keys with the largest mean error. " + errors.unit(), errors::byKey);
    page.section(
        "Calibration",
        "Whether intervals hold as often as they say, and whether surprise is as rare as it says: of"
            + " events without anomalies at most 5 % should have a surprise above 0.95.",
        out -> EventCalibration.write(out, held));
    page.section(
        "What the memory attends to",
        "How much each feature counts where moments are compared: 1 is untrained, 4 says that a"
            + " difference counts as twice as large, below 1 that it matters less.",
        out -> FeatureSection.write(out, tried.result().model(), held));
    page.section(
        "Worst cases",
        "The held-out events with the largest errors. They are anomalies, or what no feature tells:"
            + " look for what they have in common.",
        errors::worst);
    return page.options(options).toString();
  }

  private static void worth(Markup out, List<ScoredPart> parts) {
    if (parts.isEmpty()) {
      out.element("p", "Nothing was held out that can be scored.");
    }
    for (ScoredPart part : parts) {
      for (Score.Table table : part.tables()) {
        String of =
            Figures.count(table.scored(), "outcome") + " of " + Figures.count(table.keys(), "key");
        out.element("h3", table.target() + ", " + part.title() + ": " + of);
        methods(table).write(out);
      }
    }
  }

  private static Table methods(Score.Table of) {
    boolean category = of.target().isCategory();
    Table table =
        category
            ? new Table("method", "right", "log loss")
            : new Table("method", "over last value", "RMSE");
    for (int m = 0; m < of.lines().size(); m++) {
      Score.Line line = of.lines().get(m);
      table.bar(
          category ? line.logLoss() : line.rmse(),
          m < of.own() ? Bar.OURS : Bar.OTHER,
          line.name().strip(),
          category ? Figures.percent(line.accuracy()) : Figures.number(line.overLast()),
          Figures.number(category ? line.logLoss() : line.rmse()));
    }
    return table;
  }
}
