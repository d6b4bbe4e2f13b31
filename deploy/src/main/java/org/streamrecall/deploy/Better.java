package org.streamrecall.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.streamrecall.events.score.Score;

/**
 * Another method that does better than ours by one measure, the best of all.
 *
 * @param measure as JSON names it
 * @param method its name
 * @param theirs its figure
 * @param ours ours
 */
record Better(String measure, String method, double theirs, double ours) {
  static final String OVER_LAST = "overLast";
  static final String RMSE = "rmse";
  static final String ACCURACY = "accuracy";
  static final String LOG_LOSS = "logLoss";

  /** By every measure by which there is one; what the table shows as the same is none. */
  static List<Better> of(Score.Table table) {
    List<Better> all = new ArrayList<>();
    if (table.target().isCategory()) {
      addRight(table, all);
      add(LOG_LOSS, table, Score.Line::logLoss, all);
    } else {
      add(OVER_LAST, table, Score.Line::overLast, all);
      add(RMSE, table, Score.Line::rmse, all);
    }
    return all;
  }

  private static List<Score.Line> theirs(Score.Table table) {
    return table.lines().subList(table.own(), table.lines().size());
  }

  private static void add(
      String measure, Score.Table table, ToDoubleFunction<Score.Line> figure, List<Better> all) {
    Score.Line best = theirs(table).get(0);
    for (Score.Line line : theirs(table)) {
      best = figure.applyAsDouble(line) < figure.applyAsDouble(best) ? line : best;
    }
    double ours = figure.applyAsDouble(table.lines().get(0));
    double theirs = figure.applyAsDouble(best);
    if (theirs < ours && !isNothing(1 - theirs / ours)) {
      all.add(new Better(measure, best.name(), theirs, ours));
    }
  }

  private static void addRight(Score.Table table, List<Better> all) {
    Score.Line best = theirs(table).get(0);
    for (Score.Line line : theirs(table)) {
      best = line.accuracy() > best.accuracy() ? line : best;
    }
    double ours = table.lines().get(0).accuracy();
    if (Math.round(1000 * best.accuracy()) > Math.round(1000 * ours)) {
      all.add(new Better(ACCURACY, best.name(), best.accuracy(), ours));
    }
  }

  /** Whether it would be shown as 0 %. */
  static boolean isNothing(double gain) {
    return Math.abs(100 * gain) < 0.5;
  }

  /** One sentence for each method that does better. */
  static List<String> sentences(Score.Table table) {
    List<String> sentences = new ArrayList<>();
    List<Better> all = of(table);
    List<String> methods = all.stream().map(Better::method).distinct().toList();
    for (String method : methods) {
      List<String> by =
          all.stream().filter(one -> one.method.equals(method)).map(Better::figures).toList();
      sentences.add("Loses to " + method + " here: " + String.join(", ", by));
    }
    return sentences;
  }

  private String figures() {
    String format =
        switch (measure) {
          case OVER_LAST -> "%.3f of last value where StreamRecall has %.3f";
          case RMSE -> "pooled RMSE %.5g where StreamRecall has %.5g";
          case ACCURACY -> "right %.1f %% where StreamRecall is right %.1f %%";
          default -> "log loss %.4f where StreamRecall has %.4f";
        };
    double times = measure.equals(ACCURACY) ? 100 : 1;
    return String.format(Locale.ROOT, format, times * theirs, times * ours);
  }
}
