package org.streamrecall.tests.theory;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.streamrecall.deploy.page.Chart;
import org.streamrecall.deploy.page.Drawing;
import org.streamrecall.deploy.page.Figures;
import org.streamrecall.deploy.page.Ink;
import org.streamrecall.deploy.page.Table;
import org.streamrecall.model.FieldsJson;
import org.streamrecall.model.RecallModel;
import org.streamrecall.training.Episode;
import org.streamrecall.training.Progress;
import org.streamrecall.training.Training;
import org.streamrecall.training.TrainingOptions;

/** What noise in tags costs, by what is kept of the tokens. */
final class NoiseStudy implements Study {
  private static final double SHARP = 60; // inverse temperature at which names are told apart
  private static final List<Integer> MEMORIES = List.of(Tested.EXACT, 16384, 4096); // bytes

  /** Whether attention learns to smooth over what a memory keeps. */
  private enum Smoothing {
    WITHOUT,
    WITH
  }

  /** Those that make a difference: a token kept is its own mean. */
  private static List<Smoothing> smoothings(int bytes) {
    return bytes == Tested.EXACT ? List.of(Smoothing.WITHOUT) : List.of(Smoothing.values());
  }

  private static TrainingOptions smoothed(TrainingOptions options, Smoothing smoothing) {
    return smoothing == Smoothing.WITH ? options : options.withoutSmoothing();
  }

  @Override
  public String name() {
    return "noise";
  }

  @Override
  public String claim() {
    return "Asked: what if tags are noisy or lie near one another? Each token and query shows its"
        + " component's tag with Gaussian noise of the length given (tags have length 1; 8"
        + " orthonormal ones, 256 tokens each). Measured: models trained and tested on all tokens"
        + " (exact), and through memories of a few bytes, which average tags in clusters before"
        + " attention sees them; with smoothing, heads learn how far to draw tags to the means of these"
        + " clusters; beside them perfect recall (oracle).";
  }

  @Override
  public String heading() {
    return "noise,method,memory,smoothing,seed,nmse";
  }

  @Override
  public List<Step> steps(Effort effort, int seeds) {
    List<Step> steps = new ArrayList<>();
    for (double noise : effort.of(List.of(0.5), List.of(0.7), List.of(0.0, 0.3, 0.5, 0.7, 1.0))) {
      PaperTask task = task(effort).withNoise(noise);
      for (long seed = 1; seed <= seeds; seed++) {
        long its = seed;
        String what = "noise " + noise + ", seed " + seed;
        steps.add(new Step(what + ", oracle", () -> List.of(oracle(effort, task, its))));
        for (int bytes : effort.of(List.of(4096), MEMORIES, MEMORIES)) {
          for (Smoothing smoothing : smoothings(bytes)) {
            steps.add(
                new Step(
                    what + ", " + memory(bytes) + ", " + word(smoothing) + " smoothing",
                    () -> List.of(learned(effort, task, bytes, smoothing, its))));
          }
        }
      }
    }
    return steps;
  }

  private static PaperTask task(Effort effort) {
    PaperTask task = PaperTask.of(Tags.ORTH, effort.of(2, 4, 8));
    return task.withTokens(effort.of(128, 512, task.tokens()));
  }

  private static String memory(int bytes) {
    return bytes == Tested.EXACT ? "exact" : Integer.toString(bytes);
  }

  private static String oracle(Effort effort, PaperTask task, long seed) {
    TrainingOptions sharp = effort.training(seed).withBeta(SHARP);
    double error = error(effort, task.withNames(), sharp, Tested.EXACT);
    return line(task, "oracle", Tested.EXACT, Smoothing.WITHOUT, seed, error);
  }

  private static String learned(
      Effort effort, PaperTask task, int bytes, Smoothing smoothing, long seed) {
    TrainingOptions options = effort.training(seed).withSketchBytes(bytes);
    double error = error(effort, task, smoothed(options, smoothing), bytes);
    return line(task, "softmax", bytes, smoothing, seed, error);
  }

  private static double error(Effort effort, PaperTask task, TrainingOptions options, int bytes) {
    RecallModel model =
        Training.fit(
                FieldsJson.parse(task.schema()),
                task.training(effort.of(40, 128, 1024), Baselines.QUERIES, options.seed()),
                options,
                Progress.NONE)
            .model();
    List<Episode> tests =
        task.test(effort.of(30, 64, 256), Baselines.QUERIES, Tested.SEEDS + options.seed());
    return Tested.error(model, tests, bytes);
  }

  private static String line(
      PaperTask task, String method, int bytes, Smoothing smoothing, long seed, double error) {
    return String.format(
        Locale.ROOT,
        "%s,%s,%s,%s,%d,%.4f",
        Words.plain(task.noise()),
        method,
        memory(bytes),
        word(smoothing),
        seed,
        error);
  }

  @Override
  public Finding found(CsvRows rows) {
    Chart chart = new Chart("Error by noise of the tags", "length of the noise", "error");
    Table table = new Table("noise", "kept", "smoothing", "error");
    List<double[]> oracle = rows.where("method", "oracle").means("noise", "nmse");
    chart.line("oracle", Ink.OTHER, oracle, true);
    rows(table, "oracle", "", oracle);
    CsvRows softmax = rows.where("method", "softmax");
    int series = 0;
    for (String memory : softmax.values("memory")) {
      for (String smoothing : softmax.where("memory", memory).values("smoothing")) {
        List<double[]> errors =
            softmax.where("memory", memory).where("smoothing", smoothing).means("noise", "nmse");
        String name = memory.equals("exact") ? "all tokens" : memory + " bytes";
        boolean smooth = smoothing.equals("with");
        chart.line(smooth ? name + ", smoothing" : name, Ink.at(series++), errors, true);
        rows(table, name, smoothing, errors);
      }
    }
    return new Finding(verdict(softmax), List.<Drawing>of(chart), table);
  }

  private static void rows(Table table, String name, String smoothing, List<double[]> errors) {
    for (double[] at : errors) {
      table.row(Figures.number(at[0]), name, smoothing, Figures.number(at[1]));
    }
  }

  private static String verdict(CsvRows softmax) {
    CsvRows exact = softmax.where("memory", "exact").where("smoothing", word(Smoothing.WITHOUT));
    StringBuilder verdict = new StringBuilder();
    for (String smoothing : softmax.values("smoothing")) {
      for (String memory : softmax.values("memory")) {
        CsvRows its = softmax.where("smoothing", smoothing).where("memory", memory);
        boolean same = memory.equals("exact") && smoothing.equals(word(Smoothing.WITHOUT));
        if (!its.isEmpty() && !exact.isEmpty() && !same) {
          verdict.append(memory.equals("exact") ? "All tokens" : memory + " bytes");
          verdict.append(" " + smoothing + " smoothing have, as noise grows, ");
          verdict.append(
              its.values("noise").stream()
                  .map(n -> ratio(its.where("noise", n), exact.where("noise", n)))
                  .collect(Collectors.joining(", ")));
          verdict.append(" of the error of all tokens. ");
        }
      }
    }
    return verdict.isEmpty() ? "Nothing to compare was measured." : verdict.toString().strip();
  }

  private static String ratio(CsvRows of, CsvRows to) {
    return Words.figure(of.mean("nmse") / to.mean("nmse"));
  }

  private static String word(Smoothing smoothing) {
    return smoothing.name().toLowerCase(Locale.ROOT);
  }
}
