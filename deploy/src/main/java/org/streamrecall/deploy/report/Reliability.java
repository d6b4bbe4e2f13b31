package org.streamrecall.deploy.report;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.streamrecall.deploy.page.Chart;
import org.streamrecall.deploy.page.Figures;
import org.streamrecall.deploy.page.Ink;
import org.streamrecall.deploy.page.Markup;
import org.streamrecall.deploy.page.Table;

/** How often the likeliest category came, by its probability. */
final class Reliability {
  private static final int GROUPS = 10;

  private Reliability() {}

  static <T> void write(
      Markup out, List<T> cases, ToDoubleFunction<T> certainty, Predicate<T> isRight) {
    List<List<T>> groups = Groups.of(cases, certainty, GROUPS);
    List<double[]> points =
        groups.stream()
            .map(
                group ->
                    new double[] {
                      Groups.mean(group, certainty),
                      Groups.mean(group, c -> isRight.test(c) ? 1 : 0)
                    })
            .toList();
    new Chart("How often the likeliest came", "probability that was stated", "share that came")
        .line("as stated", Ink.OTHER, List.of(new double[] {0, 0}, new double[] {1, 1}), false)
        .line("what came", Ink.FIRST, points, true)
        .write(out);
    Table table = new Table("stated", "came", "cases");
    for (int g = 0; g < groups.size(); g++) {
      table.row(
          Figures.percent(points.get(g)[0]),
          Figures.percent(points.get(g)[1]),
          Figures.count(groups.get(g).size()));
    }
    table.write(out);
  }
}
