package org.streamrecall.deploy.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.streamrecall.deploy.page.Figures;
import org.streamrecall.deploy.page.Markup;
import org.streamrecall.deploy.page.Table;
import org.streamrecall.deploy.page.Table.Bar;
import org.streamrecall.training.Evaluation;
import org.streamrecall.training.HeldOutAnswer;

/** Where a model of episodes errs. */
final class EpisodeErrors {
  private static final int LENGTHS = 6;
  private static final int WORST = 10;
  private static final int SHOWN = 4; // numbers of a target

  private final List<HeldOutAnswer> answers;
  private final boolean numbers;

  EpisodeErrors(List<HeldOutAnswer> answers, boolean numbers) {
    this.answers = answers;
    this.numbers = numbers;
  }

  /** What the errors are measured in. */
  String unit() {
    return numbers
        ? "The error is the mean squared error over the targets' variance: 0 is perfect, 1 is what a"
            + " constant has."
        : "The error is the share of queries whose category was named wrongly.";
  }

  private double error(HeldOutAnswer answer) {
    return numbers ? answer.error() : answer.isRight() ? 0 : 1;
  }

  /** Held-out queries by the tokens that they see, shortest first. */
  static List<List<HeldOutAnswer>> lengths(List<HeldOutAnswer> answers) {
    return Groups.of(answers, HeldOutAnswer::tokens, LENGTHS);
  }

  void byLength(Markup out) {
    List<List<HeldOutAnswer>> groups = lengths(answers);
    if (groups.size() == 1) {
      out.element("p", "All contexts are of about one length, so nothing follows from it.");
    }
    Table table = new Table("tokens", "queries", "error");
    for (List<HeldOutAnswer> group : groups) {
      double error = Groups.mean(group, this::error);
      table.bar(
          error,
          Bar.OURS,
          Figures.range(group.get(0).tokens(), group.get(group.size() - 1).tokens()),
          Figures.count(group.size()),
          Figures.number(error));
    }
    table.write(out);
  }

  void byContext(Markup out) {
    Map<String, List<HeldOutAnswer>> contexts = new LinkedHashMap<>();
    for (HeldOutAnswer answer : answers) {
      contexts.computeIfAbsent(answer.context(), name -> new ArrayList<>()).add(answer);
    }
    List<List<HeldOutAnswer>> sorted = new ArrayList<>(contexts.values());
    sorted.sort(Comparator.comparingDouble(of -> -Groups.mean(of, this::error)));
    List<HeldOutAnswer> middle = sorted.get(sorted.size() / 2);
    out.element(
        "p",
        Figures.count(sorted.size(), "context")
            + ", of which the one in the middle has an error of "
            + Figures.number(Groups.mean(middle, this::error))
            + ".");
    Table table = new Table("context", "queries", "recall mass", "error");
    for (List<HeldOutAnswer> of : sorted.subList(0, Math.min(WORST, sorted.size()))) {
      double error = Groups.mean(of, this::error);
      table.bar(
          error,
          Bar.OURS,
          of.get(0).context(),
          Figures.count(of.size()),
          Figures.percent(Groups.mean(of, HeldOutAnswer::mass)),
          Figures.number(error));
    }
    table.write(out);
  }

  void worst(Markup out) {
    List<HeldOutAnswer> sorted = new ArrayList<>(answers);
    sorted.sort(Comparator.comparingDouble(answer -> -answer.error()));
    Table table =
        new Table(
            "context", "query", "actual", "predicted", numbers ? "error" : "nats", "recall mass");
    for (HeldOutAnswer answer : sorted.subList(0, Math.min(WORST, sorted.size()))) {
      table.row(
          answer.context(),
          Integer.toString(answer.question()),
          actual(answer),
          predicted(answer),
          Figures.number(answer.error()),
          Figures.percent(answer.mass()));
    }
    table.write(out);
  }

  private String actual(HeldOutAnswer answer) {
    return numbers ? shown(answer, false) : "slot " + (int) answer.target()[0];
  }

  private String predicted(HeldOutAnswer answer) {
    if (numbers) {
      return shown(answer, true);
    }
    int slot = Evaluation.mostProbable(answer.value());
    return "slot " + slot + " (" + Figures.percent(answer.value()[slot]) + ")";
  }

  private static String shown(HeldOutAnswer answer, boolean predicted) {
    List<String> shown = new ArrayList<>();
    for (int i = 0; i < Math.min(SHOWN, answer.target().length); i++) {
      shown.add(Figures.number(predicted ? answer.value()[i] : answer.target()[i]));
    }
    return String.join(", ", shown) + (answer.target().length > SHOWN ? ", .." : "");
  }
}
