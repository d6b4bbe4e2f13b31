package org.streamrecall.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.streamrecall.measure.Measure;
import org.streamrecall.model.Case;
import org.streamrecall.model.Network;
import org.streamrecall.model.Pass;
import org.streamrecall.model.Weights;

/**
 * The empirical risk (1/n) sum loss(F(nu_t, x_t), y_t) and its gradient, by hand-derived reverse
 * mode. Groups of examples run in parallel, and which example is in which group does not depend on
 * the number of threads; nor does the result.
 */
final class EmpiricalRisk {
  /** Sums of gradients side by side: as many for any number of threads. */
  private static final int GROUPS = 8;

  private final Pass[] passes = new Pass[GROUPS];
  private final Weights[] parts = new Weights[GROUPS];

  /** Of a network whose weights change between calls. */
  EmpiricalRisk(Network network) {
    for (int g = 0; g < GROUPS; g++) {
      passes[g] = new Pass(network);
      parts[g] = network.weights().zeros();
    }
  }

  /** Which queries of which example. */
  record Batch(Example example, int[] queries) {}

  /**
   * @param gradient is set to the mean gradient
   * @return mean loss
   */
  double gradient(List<Batch> batches, Weights gradient) {
    double[] losses = new double[GROUPS];
    IntStream.range(0, GROUPS)
        .parallel()
        .forEach(
            g -> {
              passes[g].renew();
              Arrays.fill(parts[g].values(), 0);
              losses[g] = passes[g].loss(parts(batches, g), parts[g]);
            });
    double[] sum = gradient.values();
    Arrays.fill(sum, 0);
    int n = queries(batches);
    for (Weights part : parts) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += part.values()[i] / n;
      }
    }
    return Arrays.stream(losses).sum() / n;
  }

  /** Mean loss over a few queries of each example. */
  double of(List<Example> examples) {
    List<Batch> all = examples.stream().map(e -> new Batch(e, e.few())).toList();
    double[] losses = new double[GROUPS];
    IntStream.range(0, GROUPS)
        .parallel()
        .forEach(
            g -> {
              passes[g].renew();
              losses[g] = passes[g].loss(parts(all, g), null);
            });
    return Arrays.stream(losses).sum() / queries(all);
  }

  private static int queries(List<Batch> batches) {
    return batches.stream().mapToInt(b -> b.queries().length).sum();
  }

  /** Of one group, those queries together that see the same past. */
  private static List<Pass.Part> parts(List<Batch> batches, int group) {
    List<Pass.Part> parts = new ArrayList<>();
    for (int b = group; b < batches.size(); b += GROUPS) {
      Example e = batches.get(b).example();
      Map<Supplier<Measure>, List<Case>> byPast = new LinkedHashMap<>();
      for (int q : batches.get(b).queries()) {
        byPast
            .computeIfAbsent(e.pasts().get(q), past -> new ArrayList<>())
            .add(new Case(e.tags().get(q), e.inputs().get(q), e.targets().get(q)));
      }
      byPast.forEach((past, cases) -> parts.add(new Pass.Part(past, cases)));
    }
    return parts;
  }
}
