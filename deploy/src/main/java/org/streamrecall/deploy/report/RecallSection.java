package org.streamrecall.deploy.report;

import java.util.List;
import org.streamrecall.deploy.page.Figures;
import org.streamrecall.deploy.page.Markup;
import org.streamrecall.deploy.page.Table;
import org.streamrecall.deploy.page.Table.Bar;
import org.streamrecall.training.HeldOutAnswer;

/** How much of the attention falls on the tokens that are asked for, and what that does. */
final class RecallSection {
  private static final int GROUPS = 5;

  private RecallSection() {}

  /** What counts as the tokens that are asked for. */
  static String about(List<HeldOutAnswer> answers) {
    return "The share of the attention that falls on the tokens that a query asks for: "
        + switch (answers.get(0).recall()) {
          case SAME_CATEGORY -> "those of the category that is the answer. ";
          case SAME_TAG -> "those of the tag that is nearest to the query's. ";
          case NEAREST_TENTH ->
              "the tenth of the tokens that is tagged most like the query (tags are noisy, so no two"
                  + " need be the same). ";
        }
        + "Mean pooling has what chance has. Where errors are large though the mass is high, recall is"
        + " right and the rest is to blame: the labels, or too few contexts.";
  }

  static void write(Markup out, List<HeldOutAnswer> answers) {
    out.element(
        "p",
        "Recall mass "
            + Figures.percent(Groups.mean(answers, HeldOutAnswer::mass))
            + " in the mean; by chance it would be "
            + Figures.percent(Groups.mean(answers, HeldOutAnswer::chance))
            + ".");
    Table table = new Table("recall mass", "queries", "mean error");
    for (List<HeldOutAnswer> group : Groups.of(answers, HeldOutAnswer::mass, GROUPS)) {
      double error = Groups.mean(group, HeldOutAnswer::error);
      String from = Figures.percent(group.get(0).mass());
      String to = Figures.percent(group.get(group.size() - 1).mass());
      table.bar(
          error,
          Bar.OURS,
          from.equals(to) ? from : from + " to " + to,
          Figures.count(group.size()),
          Figures.number(error));
    }
    table.write(out);
  }
}
