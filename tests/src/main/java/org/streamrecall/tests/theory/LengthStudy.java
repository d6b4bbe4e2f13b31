package org.streamrecall.tests.theory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.streamrecall.deploy.page.Chart;
import org.streamrecall.deploy.page.Figures;
import org.streamrecall.deploy.page.Ink;
import org.streamrecall.deploy.page.Table;
import org.streamrecall.model.FieldsJson;
import org.streamrecall.model.RecallModel;
import org.streamrecall.training.Episode;
import org.streamrecall.training.Evaluation;
import org.streamrecall.training.Progress;
import org.streamrecall.training.Training;

/** How the error of a model that is trained on measures falls with the length of contexts. */
final class LengthStudy implements Study {
  private static final PaperTask TASK = PaperTask.of(Tags.ANTIPODAL, 2);
  private static final int LONGEST = 4096;
  private static final int SHORTEST = 64;
  private static final int AT_ONCE = 50; // contexts that are kept
  private static final int LONG = 256; // tokens from which on the slope is taken
  private static final String ENDLESS = "inf";
  private static final List<Integer> MEMORIES = List.of(Tested.EXACT, 4096, 16384); // bytes

  @Override
  public String name() {
    return "length";
  }

  @Override
  public String claim() {
    return "The paper's context is a measure; a service sees L tokens of it. Attention on these"
        + " converges at 1/sqrt(L), so that the squared error beyond that of L = inf should fall as"
        + " 1/L: a slope of -1. Measured: a model trained on the measure itself, as the weighted"
        + " nodes of a quadrature, answers the same contexts by their first L tokens, all kept"
        + " (exact) and through memories of a few bytes. Contexts have two components of opposite"
        + " tags, as in the paper's appendix D; few different tags are kept exactly, so that memories"
        + " should add no error.";
  }

  @Override
  public String heading() {
    return "tokens,memory,seed,nmse";
  }

  @Override
  public List<Step> steps(Effort effort, int seeds) {
    List<Step> steps = new ArrayList<>();
    for (long seed = 1; seed <= seeds; seed++) {
      long its = seed;
      steps.add(new Step("all lengths, seed " + seed, () -> lines(effort, its)));
    }
    return steps;
  }

  private static List<String> lines(Effort effort, long seed) {
    int contexts = effort.of(100, 256, 1024);
    RecallModel model =
        Training.fit(
                FieldsJson.parse(TASK.schema()),
                TASK.withTokens(PaperTask.MEASURE).training(contexts, Baselines.QUERIES, seed),
                effort.training(seed),
                Progress.NONE)
            .model();
    Map<String, double[]> squares = squares(model, effort, seed);
    List<String> lines = new ArrayList<>();
    double variance = Tested.variance(endless(effort, seed));
    squares.forEach(
        (where, sum) ->
            lines.add(
                String.format(Locale.ROOT, "%s,%d,%.5f", where, seed, sum[0] / sum[1] / variance)));
    return lines;
  }

  /** By tokens and memory: the sum of squared errors, and of how many. */
  private static Map<String, double[]> squares(RecallModel model, Effort effort, long seed) {
    Map<String, double[]> squares = new LinkedHashMap<>();
    for (int bytes : MEMORIES) {
      for (int tokens = SHORTEST; tokens <= longest(effort); tokens *= 2) {
        squares.put(where(Integer.toString(tokens), bytes), new double[2]);
      }
      squares.put(where(ENDLESS, bytes), new double[2]);
    }
    List<Episode> read = new ArrayList<>();
    int tested = tested(effort);
    TASK.withTokens(longest(effort))
        .tests(tested, Baselines.QUERIES, Tested.SEEDS + seed)
        .forEach(
            episode -> {
              read.add(episode);
              if (read.size() == AT_ONCE) {
                addFinite(model, read, squares);
                read.clear();
              }
            });
    if (!read.isEmpty()) {
      addFinite(model, read, squares);
    }
    for (int bytes : MEMORIES) {
      add(model, endless(effort, seed), bytes, squares.get(where(ENDLESS, bytes)));
    }
    return squares;
  }

  private static void addFinite(
      RecallModel model, List<Episode> read, Map<String, double[]> squares) {
    for (int bytes : MEMORIES) {
      for (int tokens = SHORTEST; tokens <= read.get(0).tokens().size(); tokens *= 2) {
        int first = tokens;
        List<Episode> part = read.stream().map(e -> first(e, first)).toList();
        add(model, part, bytes, squares.get(where(Integer.toString(tokens), bytes)));
      }
    }
  }

  private static void add(RecallModel model, List<Episode> tests, int bytes, double[] sum) {
    Evaluation evaluation = Evaluation.of(model, tests, bytes);
    sum[0] += evaluation.rmse() * evaluation.rmse() * evaluation.queries();
    sum[1] += evaluation.queries();
  }

  private static int longest(Effort effort) {
    return effort.of(256, LONGEST, LONGEST);
  }

  private static int tested(Effort effort) {
    return effort.of(20, 100, 1000);
  }

  /** The same contexts as those of finite length, and the same questions. */
  private static List<Episode> endless(Effort effort, long seed) {
    return TASK.withTokens(PaperTask.MEASURE)
        .test(tested(effort), Baselines.QUERIES, Tested.SEEDS + seed);
  }

  private static Episode first(Episode whole, int tokens) {
    return new Episode(whole.name(), whole.tokens().subList(0, tokens), null, whole.queries());
  }

  private static String where(String tokens, int bytes) {
    return tokens + "," + (bytes == Tested.EXACT ? "exact" : Integer.toString(bytes));
  }

  @Override
  public Finding found(CsvRows rows) {
    Chart chart =
        new Chart("Error beyond that of endless contexts", "tokens L", "error beyond L = inf");
    chart.acrossByFactors().upByFactors();
    Table table = new Table("memory", "tokens", "error", "beyond L = inf");
    List<String> memories = rows.values("memory");
    for (int m = 0; m < memories.size(); m++) {
      CsvRows of = rows.where("memory", memories.get(m));
      double floor = of.where("tokens", ENDLESS).mean("nmse");
      List<double[]> beyond =
          of.means("tokens", "nmse").stream()
              .map(point -> new double[] {point[0], point[1] - floor})
              .toList();
      String name = memories.get(m).equals("exact") ? "exact" : memories.get(m) + " bytes";
      chart.line(name, Ink.at(m), beyond, true);
      for (double[] point : beyond) {
        table.row(
            name,
            Figures.count((long) point[0]),
            Figures.number(point[1] + floor),
            Figures.number(point[1]));
      }
      table.row(name, ENDLESS, Figures.number(floor), "0");
    }
    return new Finding(verdict(rows), List.of(chart), table);
  }

  private static String verdict(CsvRows rows) {
    String exact = rows.values("memory").get(0);
    StringBuilder verdict = new StringBuilder(slope(rows.where("memory", exact)));
    for (String memory : rows.values("memory")) {
      if (!memory.equals(exact)) {
        double most = 0;
        for (String tokens : rows.values("tokens")) {
          CsvRows at = rows.where("tokens", tokens);
          double error = at.where("memory", exact).mean("nmse");
          most = Math.max(most, Math.abs(at.where("memory", memory).mean("nmse") / error - 1));
        }
        verdict.append(
            " Through "
                + memory
                + " bytes errors differ by at most "
                + Figures.percent(most)
                + ".");
      }
    }
    return verdict.toString();
  }

  private static String slope(CsvRows of) {
    List<double[]> points = logarithms(of);
    double[] x = points.stream().mapToDouble(p -> p[0]).toArray();
    double[] y = points.stream().mapToDouble(p -> p[1]).toArray();
    double[] lengths = DoubleStream.of(x).distinct().sorted().toArray();
    if (lengths.length < 3) {
      return "Fewer than three lengths from " + LONG + " tokens on tell no slope.";
    }
    Bootstrap slopes =
        Bootstrap.of(x.length, r -> LineFit.of(Bootstrap.pick(x, r), Bootstrap.pick(y, r)).b());
    int[] last =
        IntStream.range(0, x.length).filter(i -> x[i] >= lengths[lengths.length - 2]).toArray();
    return "The slope from "
        + LONG
        + " tokens on is "
        + Words.figure(LineFit.of(x, y).b())
        + " ("
        + slopes
        + "), between the two longest "
        + Words.figure(LineFit.of(Bootstrap.pick(x, last), Bootstrap.pick(y, last)).b())
        + ".";
  }

  /** (log L, log of the error beyond that of endless contexts), of each seed its own. */
  static List<double[]> logarithms(CsvRows of) {
    List<double[]> points = new ArrayList<>();
    for (String seed : of.values("seed")) {
      CsvRows its = of.where("seed", seed);
      double floor = its.where("tokens", ENDLESS).mean("nmse");
      for (double[] point : its.means("tokens", "nmse")) {
        if (point[0] >= LONG && point[1] > floor) {
          points.add(new double[] {Math.log(point[0]), Math.log(point[1] - floor)});
        }
      }
    }
    return points;
  }
}
