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
    double loss = run(batches, true);
    double[] sum = gradient.values();
    Arrays.fill(sum, 0);
    int n = queries(batches);
    for (Weights part : parts) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += part.values()[i] / n;
      }
    }
    return loss;
  }

  /** Mean loss over a few queries of each example. */
  double of(List<Example> examples) {
    return run(examples.stream().map(e -> new Batch(e, e.few())).toList(), false);
  }

  private double run(List<Batch> batches, boolean back) {
    double[] losses = new double[GROUPS];
    IntStream.range(0, GROUPS)
        .parallel()
        .forEach(
            g -> {
              passes[g].renew();
              if (back) {
                Arrays.fill(parts[g].values(), 0);
              }
              losses[g] = passes[g].loss(parts(batches, g), back ? parts[g] : null);
            });
    return Arrays.stream(losses).sum() / queries(batches);
  }

  private static int queries(List<Batch> batches) {
    return batches.stream().mapToInt(b -> b.queries().length).sum();
  }

  private static List<Pass.Part> parts(List<Batch> batches, int group) {
    List<Pass.Part> parts = new ArrayList<>();
    for (int b = group; b < batches.size(); b += GROUPS) {
      parts.addAll(parts(batches.get(b)));
    }
    return parts;
  }

  /** Queries of an example, those together that see the same past. */
  static List<Pass.Part> parts(Batch batch) {
    Example e = batch.example();
    Map<Supplier<Measure>, List<Case>> byPast = new LinkedHashMap<>();
    for (int q : batch.queries()) {
      byPast
          .computeIfAbsent(e.pasts().get(q), past -> new ArrayList<>())
          .add(new Case(e.tags().get(q), e.inputs().get(q), e.targets().get(q)));
    }
    return byPast.entrySet().stream().map(p -> new Pass.Part(p.getKey(), p.getValue())).toList();
  }
}
