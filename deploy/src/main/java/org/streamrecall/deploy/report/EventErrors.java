package org.streamrecall.deploy.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.streamrecall.deploy.page.Figures;
import org.streamrecall.deploy.page.Markup;
import org.streamrecall.deploy.page.Table;
import org.streamrecall.deploy.page.Table.Bar;
import org.streamrecall.events.Categories;
import org.streamrecall.events.feature.Target;
import org.streamrecall.events.score.Score;
import org.streamrecall.measure.Atom;
import org.streamrecall.training.HeldOutEvents;
import org.streamrecall.training.HeldOutOutcome;
import org.streamrecall.training.HeldOutOutcome.Said;

/** Where a model of events errs, in a unit that keys and targets share. */
final class EventErrors {
  private static final int LENGTHS = 6;
  private static final int WORST = 10;

  private final List<Target> targets;
  private final boolean category;
  private final List<Case> cases = new ArrayList<>();
  private int constant; // outcomes of keys that never change

  /**
   * An outcome that can be judged.
   *
   * @param error of numbers squared, in variances of the key's own held-out values; else nats
   * @param untrained the same of the untrained default
   */
  record Case(HeldOutOutcome outcome, double error, double untrained) {}

  EventErrors(HeldOutEvents held) {
    targets = held.schema().predict();
    category = held.schema().isCategory();
    Map<String, List<HeldOutOutcome>> byKey = new LinkedHashMap<>(); // and target
    for (HeldOutOutcome outcome : held.outcomes()) {
      String key = outcome.target() + " " + outcome.key();
      byKey.computeIfAbsent(key, name -> new ArrayList<>()).add(outcome);
    }
    byKey.values().forEach(this::add);
  }

  private void add(List<HeldOutOutcome> of) {
    Target target = targets.get(of.get(0).target());
    double variance = category ? 1 : variance(of, target);
    for (HeldOutOutcome outcome : of) {
      if (variance > 0) {
        cases.add(
            new Case(
                outcome,
                error(outcome, outcome.trained(), target) / variance,
                error(outcome, outcome.untrained(), target) / variance));
      } else {
        constant++;
      }
    }
  }

  private static double variance(List<HeldOutOutcome> of, Target target) {
    double mean = Groups.mean(of, o -> target.scale(o.number()));
    return Groups.mean(of, o -> square(target.scale(o.number()) - mean));
  }

  private static double square(double x) {
    return x * x;
  }

  private double error(HeldOutOutcome outcome, Said said, Target target) {
    return category
        ? Categories.loss(said.probability())
        : square(target.scale(said.value()) - target.scale(outcome.number()));
  }

  List<Case> cases() {
    return cases;
  }

  /** What the errors are measured in. */
  String unit() {
    return category
        ? "The error is the log loss in nats: 0 is perfect; a probability counts as at least 1e-4."
        : "The error is the mean squared error over the variance of the key's own held-out values: 0"
            + " is perfect, 1 is what their mean would have.";
  }

  /** Cases by what the memory had learned, least first. */
  List<List<Case>> lengths() {
    return Groups.of(cases, c -> c.outcome().learned(), LENGTHS);
  }

  void byLength(Markup out) {
    Table table = new Table("events learned", "outcomes", "error", "untrained");
    for (List<Case> group : lengths()) {
      HeldOutOutcome first = group.get(0).outcome();
      HeldOutOutcome last = group.get(group.size() - 1).outcome();
      row(table, group, Figures.range(first.learned(), last.learned()));
    }
    table.write(out);
    if (constant > 0) {
      String left = Figures.count(constant, "outcome");
      out.element("p", "Left out: " + left + " of keys that never change.", "class", "soft");
    }
  }

  private static void row(Table table, List<Case> of, String name) {
    double error = Groups.mean(of, Case::error);
    table.bar(
        error,
        Bar.OURS,
        name,
        Figures.count(of.size()),
        Figures.number(error),
        Figures.number(Groups.mean(of, Case::untrained)));
  }

  /** Cases by key, the largest mean error first; keys of few outcomes only where all are such. */
  private List<List<Case>> keys() {
    Map<String, List<Case>> keys = new LinkedHashMap<>();
    cases.forEach(c -> keys.computeIfAbsent(c.outcome().key(), k -> new ArrayList<>()).add(c));
    List<List<Case>> sorted = new ArrayList<>(keys.values());
    if (sorted.stream().anyMatch(of -> of.size() >= Score.ENOUGH)) {
      sorted.removeIf(of -> of.size() < Score.ENOUGH);
    }
    sorted.sort(Comparator.comparingDouble(of -> -Groups.mean(of, Case::error)));
    return sorted;
  }

  void byKey(Markup out) {
    List<List<Case>> keys = keys();
    if (keys.isEmpty()) {
      out.element("p", "No outcome can be judged.");
      return;
    }
    List<Case> middle = keys.get(keys.size() / 2);
    out.element(
        "p",
        Figures.count(keys.size(), "key")
            + " with outcomes enough, of which the one in the middle has an error of "
            + Figures.number(Groups.mean(middle, Case::error))
            + ".");
    Table table = new Table("key", "outcomes", "error", "untrained");
    for (List<Case> of : keys.subList(0, Math.min(WORST, keys.size()))) {
      HeldOutOutcome any = of.get(0).outcome();
      row(table, of, any.key() + (any.isNewKey() ? " (held out whole)" : ""));
    }
    table.write(out);
  }

  void worst(Markup out) {
    List<Case> sorted = new ArrayList<>(cases);
    sorted.sort(Comparator.comparingDouble(c -> -c.error()));
    Table table =
        new Table(
            "key",
            "when",
            "events learned",
            "actual",
            "predicted",
            category ? "nats" : "deviations off");
    for (Case c : sorted.subList(0, Math.min(WORST, sorted.size()))) {
      HeldOutOutcome of = c.outcome();
      String target = targets.size() > 1 ? targets.get(of.target()) + ": " : "";
      table.row(
          of.key(),
          of.time() == Atom.NO_TIME ? "-" : Instant.ofEpochMilli(of.time()).toString(),
          Figures.count(of.learned()),
          target + (category ? of.name() : Figures.number(of.number())),
          predicted(of.trained()),
          Figures.number(category ? c.error() : Math.sqrt(c.error())));
    }
    table.write(out);
  }

  private String predicted(Said said) {
    if (category) {
      String name = said.likeliest() == null ? "(another)" : said.likeliest();
      return name + " (" + Figures.percent(said.certainty()) + ")";
    }
    String bounds =
        Double.isNaN(said.low()) ? "" : " (" + Figures.range(said.low(), said.high()) + ")";
    return Figures.number(said.value()) + bounds;
  }
}
