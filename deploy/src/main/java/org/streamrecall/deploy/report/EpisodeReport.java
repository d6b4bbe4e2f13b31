package org.streamrecall.deploy.report;

import java.util.List;
import java.util.Map;
import org.streamrecall.deploy.page.Figures;
import org.streamrecall.deploy.page.Markup;
import org.streamrecall.deploy.page.Table;
import org.streamrecall.deploy.page.Table.Bar;
import org.streamrecall.model.Kind;
import org.streamrecall.training.HeldOutAnswer;
import org.streamrecall.training.TrainingResult;
import org.streamrecall.training.TrainingTrace;
import org.streamrecall.training.Worth;

/** The report of a training on episodes, or on tokens and queries. */
public final class EpisodeReport {
  private EpisodeReport() {}

  /**
   * A whole HTML page.
   *
   * @param about what was trained on
   * @param verdict what {@code train} says of it
   * @param trace of a training that has ended
   * @param result of the same training, which compared
   * @param options by name
   */
  public static String of(
      String about,
      String verdict,
      TrainingTrace trace,
      TrainingResult result,
      Map<String, String> options) {
    Worth worth = result.worth();
    List<HeldOutAnswer> answers = trace.held().answers();
    boolean numbers = worth.kind() == Kind.REGRESSION;
    ReportPage page =
        new ReportPage("Training report", about, verdict, EpisodeFindings.of(trace, result));
    page.section(
        "What it was worth",
        (numbers
                ? "R2 on held-out contexts: the part of the targets' variance that is explained. 1 is"
                    + " perfect, 0 is what a constant has. "
                : "Share of held-out queries whose category was named rightly. ")
            + "The others were trained alike, so the difference is what recall by learned attention"
            + " adds.",
        out -> worth(out, worth));
    page.section(
        "Loss over steps",
        numbers
            ? "The loss is half the squared error in the targets' standard units. Where the held-out"
                + " line rises while the other falls, contexts are learned by heart."
            : "The loss is the cross-entropy in nats. Where the held-out line rises while the other"
                + " falls, contexts are learned by heart.",
        out -> LossSection.write(out, trace));
    EpisodeErrors errors = new EpisodeErrors(answers, numbers);
    page.section(
        "Error by length of context",
        "Held-out queries by the number of tokens that they see. " + errors.unit(),
        errors::byLength);
    page.section(
        "Error by key",
        "The held-out contexts (keys) with the largest mean error. " + errors.unit(),
        errors::byContext);
    page.section(
        "Recall mass", RecallSection.about(answers), out -> RecallSection.write(out, answers));
    page.section(
        "Calibration",
        numbers
            ? "Held-out queries by what was predicted: on the line, what came is in the mean what was"
                + " predicted. A slope below 1 says that predictions are too bold, above 1 too timid."
            : "Held-out queries by the probability of the likeliest category, and how often it was the"
                + " right one.",
        out -> EpisodeCalibration.write(out, answers, numbers));
    page.section(
        "What the heads attend to",
        "Of each head how many tokens carry an answer in the mean (the fewer, the sharper), and which"
            + " numbers of the tag make a token of the query's own tag score high.",
        out -> HeadSection.write(out, trace.held(), result.model().schema()));
    page.section(
        "Worst cases",
        "The held-out questions with the largest errors. Look these up first: a wrong label, a query"
            + " in the wrong context or a tag that two things share shows here.",
        errors::worst);
    return page.options(options).toString();
  }

  private static void worth(Markup out, Worth worth) {
    boolean numbers = worth.kind() == Kind.REGRESSION;
    Table table = new Table("method", numbers ? "R2" : "right");
    row(table, "learned attention", worth.learned(), numbers, false);
    row(table, "linear attention", worth.linear(), numbers, true);
    row(table, "frozen kernel", worth.frozen(), numbers, true);
    row(table, "mean pooling", worth.mean(), numbers, true);
    row(
        table,
        numbers ? "a constant" : "the largest category of each context",
        worth.blind(),
        numbers,
        true);
    table.write(out);
  }

  private static void row(
      Table table, String name, double figure, boolean numbers, boolean compared) {
    if (Double.isFinite(figure)) {
      String shown = numbers ? Figures.number(figure) : Figures.percent(figure);
      table.bar(Math.max(0, figure), compared ? Bar.OTHER : Bar.OURS, name, shown);
    }
  }
}
