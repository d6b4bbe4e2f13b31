package org.streamrecall.deploy.report;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.streamrecall.deploy.page.Figures;
import org.streamrecall.deploy.page.Markup;
import org.streamrecall.deploy.page.Table;
import org.streamrecall.deploy.page.Table.Bar;
import org.streamrecall.model.RecallModel;
import org.streamrecall.training.FeatureWeights;
import org.streamrecall.training.HeldOutEvents;

/** Which features of events count, how sharply the past is looked at, and by which methods. */
final class FeatureSection {
  private FeatureSection() {}

  static void write(Markup out, RecallModel model, HeldOutEvents held) {
    Table features = new Table("feature", "counts");
    FeatureWeights.of(model)
        .forEach((name, weight) -> features.bar(weight, Bar.OURS, name, Figures.number(weight)));
    if (features.isEmpty()) {
      out.element("p", "No feature is given: all moments of a key are alike.");
    } else {
      features.write(out);
    }
    if (!Double.isNaN(held.tokens())) {
      out.element(
          "p",
          "An answer rests on "
              + Figures.number(held.effectiveTokens())
              + " of "
              + Figures.number(held.tokens())
              + " learned events in the mean: the fewer, the sharper the attention.");
    }
    for (int t = 0; t < held.methods().size(); t++) {
      List<Map.Entry<String, Double>> methods =
          held.methods().get(t).entrySet().stream()
              .sorted(Comparator.comparingDouble(method -> -method.getValue()))
              .toList();
      if (methods.isEmpty()) {
        continue;
      }
      out.element("h3", "What foretells " + held.schema().predict().get(t));
      Table table = new Table("method", "share of the answers");
      for (Map.Entry<String, Double> method : methods) {
        String share = Figures.percent(method.getValue());
        table.bar(method.getValue(), Bar.OURS, method.getKey(), share);
      }
      table.write(out);
    }
  }
}
