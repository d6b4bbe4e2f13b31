package org.streamrecall.deploy.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.streamrecall.deploy.page.Figures;
import org.streamrecall.deploy.page.Markup;
import org.streamrecall.deploy.page.Table;
import org.streamrecall.deploy.page.Table.Bar;
import org.streamrecall.model.Schema;
import org.streamrecall.model.TagMap;
import org.streamrecall.training.HeldOut;
import org.streamrecall.training.HeldOutAnswer;

/** What each head of a model of episodes attends to, and how sharply. */
final class HeadSection {
  private static final int FEATURES = 12;

  private HeadSection() {}

  static void write(Markup out, HeldOut held, Schema schema) {
    double tokens = Groups.mean(held.answers(), HeldOutAnswer::tokens);
    for (int h = 0; h < held.attention().length; h++) {
      int head = h;
      double[] adds = held.attention()[h];
      out.element("h3", "Head " + (h + 1));
      out.element(
          "p",
          "Its answers rest on "
              + Figures.number(Groups.mean(held.answers(), a -> a.effectiveTokens().get(head)))
              + " of "
              + Figures.number(tokens)
              + " tokens in the mean."
              + smoothed(held.smoothing()[head]));
      write(out, adds, schema);
    }
    if (schema.fields().tagMap() != TagMap.Kind.IDENTITY) {
      out.element(
          "p",
          "Directions are mixtures of the tag's own numbers, fitted before training, those that tell"
              + " most first.",
          "class",
          "soft");
    }
  }

  private static String smoothed(double smoothing) {
    return smoothing == 0
        ? ""
        : " It draws tags "
            + Figures.percent(smoothing)
            + " of the way to the mean of their cluster, against their noise.";
  }

  private static void write(Markup out, double[] adds, Schema schema) {
    double all = 0;
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < adds.length; i++) {
      all += Math.abs(adds[i]);
      order.add(i);
    }
    order.sort(Comparator.comparingDouble(i -> -Math.abs(adds[i])));
    Table table = new Table("of the tag", "share", "adds to the score");
    for (int i : order.subList(0, Math.min(FEATURES, adds.length))) {
      table.bar(
          adds[i],
          adds[i] < 0 ? Bar.OTHER : Bar.OURS,
          name(i, schema),
          Figures.percent(Math.abs(adds[i]) / all),
          Figures.number(adds[i]));
    }
    table.write(out);
    if (adds.length > FEATURES) {
      out.element(
          "p", "Of " + adds.length + " the " + FEATURES + " that count most.", "class", "soft");
    }
  }

  private static String name(int i, Schema schema) {
    if (schema.tagMap().unit() == TagMap.Unit.LIFT && i == schema.tagMap().dims() - 1) {
      return "its length";
    }
    return schema.fields().tagMap() == TagMap.Kind.IDENTITY
        ? "tag[" + i + "]"
        : "direction " + (i + 1);
  }
}
