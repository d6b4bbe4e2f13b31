package org.streamrecall.training;

import java.util.List;
import java.util.stream.IntStream;
import org.streamrecall.model.Network;
import org.streamrecall.model.Weights;

/**
 * The empirical risk (1/n) sum loss(F(nu_t, x_t), y_t) and its gradient, by hand-derived reverse
 * mode. Examples run in parallel, their gradients are summed in their own order, so the result does
 * not depend on the number of threads.
 */
final class EmpiricalRisk {
  private EmpiricalRisk() {}

  /** Which queries of which example. */
  record Batch(Example example, int[] queries) {}

  /**
   * @param gradient is set to the mean gradient
   * @return mean loss
   */
  static double gradient(Network network, List<Batch> batches, Weights gradient) {
    double[] losses = new double[batches.size()];
    Weights[] parts = new Weights[batches.size()];
    IntStream.range(0, batches.size())
        .parallel()
        .forEach(
            b -> {
              parts[b] = gradient.zeros();
              Example example = batches.get(b).example();
              for (int q : batches.get(b).queries()) {
                losses[b] +=
                    network.addGradient(
                        example.nu(q),
                        example.tags().get(q),
                        example.inputs().get(q),
                        example.targets().get(q),
                        parts[b]);
              }
            });
    int n = batches.stream().mapToInt(b -> b.queries().length).sum();
    double[] sum = gradient.values();
    java.util.Arrays.fill(sum, 0);
    double loss = 0;
    for (int b = 0; b < parts.length; b++) {
      loss += losses[b];
      double[] part = parts[b].values();
      for (int i = 0; i < sum.length; i++) {
        sum[i] += part[i] / n;
      }
    }
    return loss / n;
  }

  /** Mean loss over all queries of the examples. */
  static double of(Network network, List<Example> examples) {
    List<Batch> all =
        examples.stream()
            .map(e -> new Batch(e, IntStream.range(0, e.tags().size()).toArray()))
            .toList();
    double[] losses = new double[all.size()];
    IntStream.range(0, losses.length)
        .parallel()
        .forEach(
            b -> {
              Example e = all.get(b).example();
              for (int q : all.get(b).queries()) {
                losses[b] +=
                    network.loss(e.nu(q), e.tags().get(q), e.inputs().get(q), e.targets().get(q));
              }
            });
    double sum = 0;
    long n = 0;
    for (int b = 0; b < losses.length; b++) {
      sum += losses[b];
      n += all.get(b).queries().length;
    }
    return sum / n;
  }
}
