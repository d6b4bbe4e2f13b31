package org.streamrecall.tests.theory;

import static org.streamrecall.tests.theory.Words.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.streamrecall.deploy.page.Chart;
import org.streamrecall.deploy.page.Figures;
import org.streamrecall.deploy.page.Ink;
import org.streamrecall.deploy.page.Table;

/** How the error falls with the number of contexts, and how many features are kept. */
final class RateStudy implements Study {
  private static final int LARGE = 256; // n from which on the order in alpha is looked at

  @Override
  public String name() {
    return "rates";
  }

  @Override
  public String claim() {
    return "Claimed: where a spectrum falls as exp(-j^alpha), the excess risk of n contexts falls as"
        + " exp(-C (log n)^(alpha/(alpha+1))), which is slower than any power of n, with some"
        + " (log n)^(1/(alpha+1)) features kept. Measured: appendix D's task on infinitely long"
        + " contexts of one label each, the number of cosine features chosen by training.";
  }

  @Override
  public String heading() {
    return RateRun.HEADING;
  }

  @Override
  public List<Step> steps(Effort effort, int seeds) {
    RateRun run = RateRun.of(effort);
    List<Step> steps = new ArrayList<>();
    for (double alpha : effort.of(List.of(1.0), List.of(1.0), List.of(0.5, 1.0, 2.0))) {
      for (int n :
          effort.of(List.of(64, 256), List.of(64, 256), List.of(64, 256, 1024, 4096, 16384))) {
        for (long seed = 1; seed <= seeds; seed++) {
          long its = seed;
          steps.add(
              new Step(
                  "alpha " + alpha + ", n " + n + ", seed " + seed,
                  () -> List.of(run.of(alpha, n, its).csv())));
        }
      }
    }
    return steps;
  }

  @Override
  public Finding found(CsvRows rows) {
    Chart risk = new Chart("Excess risk by contexts", "contexts n", "excess risk");
    risk.acrossByFactors().upByFactors();
    Chart dims = new Chart("Features kept by contexts", "contexts n", "features De");
    dims.acrossByFactors();
    Table table = new Table("alpha", "n", "De", "excess risk");
    StringBuilder verdict = new StringBuilder(order(rows)).append(falls(rows));
    List<String> alphas = rows.values("alpha");
    for (int a = 0; a < alphas.size(); a++) {
      CsvRows of = rows.where("alpha", alphas.get(a));
      String name = "alpha " + alphas.get(a);
      List<double[]> risks = of.means("n", "excess_risk");
      List<double[]> kept = of.means("n", "dimension");
      risk.line(name, Ink.at(a), risks, true);
      dims.line(name, Ink.at(a), kept, true);
      dims.line(
          "(log n)^(1/(alpha+1)), scaled",
          Ink.OTHER,
          shape(kept, Double.parseDouble(alphas.get(a))),
          false);
      for (int i = 0; i < risks.size(); i++) {
        table.row(
            alphas.get(a),
            Figures.count((long) risks.get(i)[0]),
            Figures.number(kept.get(i)[1]),
            Figures.number(risks.get(i)[1]));
      }
      verdict.append(fits(of, Double.parseDouble(alphas.get(a))));
    }
    return new Finding(verdict.toString(), List.of(risk, dims), table);
  }

  /** (log n)^(1/(alpha+1)), times what suits best. */
  private static List<double[]> shape(List<double[]> kept, double alpha) {
    double products = 0;
    double squares = 0;
    for (double[] point : kept) {
      double g = Math.pow(Math.log(point[0]), 1 / (alpha + 1));
      products += g * point[1];
      squares += g * g;
    }
    double times = products / squares;
    return kept.stream()
        .map(p -> new double[] {p[0], times * Math.pow(Math.log(p[0]), 1 / (alpha + 1))})
        .toList();
  }

  private static String order(CsvRows rows) {
    List<String> alphas = rows.values("alpha");
    if (alphas.size() < 2) {
      return "";
    }
    for (double[] at : rows.means("n", "n")) {
      double before = Double.POSITIVE_INFINITY;
      for (String alpha : alphas) {
        double mean =
            rows.where(r -> r.text("alpha").equals(alpha) && r.number("n") == at[0])
                .mean("excess_risk");
        if (at[0] >= LARGE && !Double.isNaN(mean) && mean >= before) {
          return "A faster spectrum is not learned better at n = "
              + Figures.count((long) at[0])
              + ". ";
        }
        before = Double.isNaN(mean) ? before : mean;
      }
    }
    return "The faster the spectrum falls, the smaller the risk, at every n from "
        + LARGE
        + " on. ";
  }

  private static String falls(CsvRows rows) {
    int pairs = 0;
    int fallen = 0;
    for (String alpha : rows.values("alpha")) {
      for (String seed : rows.values("seed")) {
        List<double[]> kept =
            rows.where("alpha", alpha).where("seed", seed).means("n", "dimension");
        for (int i = 1; i < kept.size(); i++) {
          pairs++;
          fallen += kept.get(i)[1] < kept.get(i - 1)[1] ? 1 : 0;
        }
      }
    }
    return fallen == 0
        ? "The number of features never falls as n grows. "
        : "The number of features falls " + fallen + " of " + pairs + " times that n grows. ";
  }

  private static String fits(CsvRows of, double alpha) {
    double[] logs = column(of, "excess_risk");
    double[] power = column(of, "n");
    double[] slow = DoubleStream.of(power).map(x -> Math.pow(x, alpha / (alpha + 1))).toArray();
    String name = "\nalpha " + figure(alpha) + ": ";
    if (of.values("n").size() < 3) {
      return name + "two sizes or fewer tell no law. ";
    }
    double gap = LineFit.of(slow, logs).r2() - LineFit.of(power, logs).r2();
    Bootstrap gaps =
        Bootstrap.of(logs.length, r -> fit(slow, logs, r).r2() - fit(power, logs, r).r2());
    return name
        + law("(log n)^(alpha/(alpha+1))", slow, logs)
        + "; "
        + law("log n, a power law", power, logs)
        + (gaps.holds(0)
            ? "; the two cannot be told apart. "
            : gap > 0 ? "; the first fits better. " : "; the power law fits better. ");
  }

  private static String law(String name, double[] x, double[] y) {
    LineFit fit = LineFit.of(x, y);
    Bootstrap slopes = Bootstrap.of(x.length, r -> -fit(x, y, r).b());
    return "in "
        + name
        + ", C "
        + figure(-fit.b())
        + " ("
        + slopes
        + "), R2 "
        + Figures.number(Math.round(1000 * fit.r2()) / 1000.0);
  }

  private static LineFit fit(double[] x, double[] y, int[] rows) {
    return LineFit.of(Bootstrap.pick(x, rows), Bootstrap.pick(y, rows));
  }

  private static double[] column(CsvRows of, String name) {
    return of.all().stream().mapToDouble(row -> Math.log(row.number(name))).toArray();
  }
}
