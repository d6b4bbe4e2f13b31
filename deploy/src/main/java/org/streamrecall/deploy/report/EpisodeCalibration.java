package org.streamrecall.deploy.report;

import java.util.List;
import org.streamrecall.deploy.page.Chart;
import org.streamrecall.deploy.page.Figures;
import org.streamrecall.deploy.page.Ink;
import org.streamrecall.deploy.page.Markup;
import org.streamrecall.deploy.page.Table;
import org.streamrecall.training.Evaluation;
import org.streamrecall.training.HeldOutAnswer;

/** Whether what is predicted comes, in the mean of those that are predicted alike. */
final class EpisodeCalibration {
  private static final int GROUPS = 10;
  private static final int TARGETS = 3; // that are shown

  private EpisodeCalibration() {}

  static void write(Markup out, List<HeldOutAnswer> answers, boolean numbers) {
    if (!numbers) {
      Reliability.write(
          out, answers, a -> a.value()[Evaluation.mostProbable(a.value())], a -> a.isRight());
      return;
    }
    int targets = answers.get(0).target().length;
    for (int t = 0; t < Math.min(TARGETS, targets); t++) {
      if (targets > 1) {
        out.element("h3", "target[" + t + "]");
      }
      write(out, answers, t);
    }
    if (targets > TARGETS) {
      out.element("p", "Of " + targets + " numbers the first " + TARGETS + " are shown.");
    }
  }

  private static void write(Markup out, List<HeldOutAnswer> answers, int t) {
    out.element(
        "p", "Slope of what came by what was predicted: " + Figures.number(slope(answers, t)));
    List<double[]> points =
        Groups.of(answers, a -> a.value()[t], GROUPS).stream()
            .map(
                group ->
                    new double[] {
                      Groups.mean(group, a -> a.value()[t]), Groups.mean(group, a -> a.target()[t])
                    })
            .toList();
    double[] from = {points.get(0)[0], points.get(0)[0]};
    double[] to = {points.get(points.size() - 1)[0], points.get(points.size() - 1)[0]};
    new Chart("What came by what was predicted", "predicted", "came, in the mean")
        .line("as predicted", Ink.OTHER, List.of(from, to), false)
        .line("what came", Ink.FIRST, points, true)
        .write(out);
    Table table = new Table("predicted", "came, in the mean");
    points.forEach(p -> table.row(Figures.number(p[0]), Figures.number(p[1])));
    table.write(out);
  }

  /**
   * Of a straight line through what came, by what was predicted; NaN if all was predicted alike.
   */
  static double slope(List<HeldOutAnswer> answers, int t) {
    double x = Groups.mean(answers, a -> a.value()[t]);
    double y = Groups.mean(answers, a -> a.target()[t]);
    double products = 0;
    double squares = 0;
    for (HeldOutAnswer answer : answers) {
      products += (answer.value()[t] - x) * (answer.target()[t] - y);
      squares += (answer.value()[t] - x) * (answer.value()[t] - x);
    }
    return squares > 0 ? products / squares : Double.NaN;
  }
}
