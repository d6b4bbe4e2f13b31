package org.streamrecall.training;

import java.util.List;
import java.util.stream.IntStream;
import org.streamrecall.model.Network;
import org.streamrecall.model.Weights;

/**
 * The empirical risk (1/n) sum loss(F(nu_t, x_t), y_t) and its gradient, by hand-derived reverse
 * mode. Groups of examples run in parallel, and which example is in which group does not depend on
 * the number of threads; nor does the result.
 */
final class EmpiricalRisk {
  /** Sums of gradients side by side: as many for any number of threads. */
  private static final int GROUPS = 8;

  private EmpiricalRisk() {}

  /** Which queries of which example. */
  record Batch(Example example, int[] queries) {}

  /**
   * @param gradient is set to the mean gradient
   * @return mean loss
   */
  static double gradient(Network network, List<Batch> batches, Weights gradient) {
    double[] losses = new double[batches.size()];
    int groups = Math.min(GROUPS, batches.size());
    Weights[] parts = new Weights[groups];
    IntStream.range(0, groups)
        .parallel()
        .forEach(
            g -> {
              parts[g] = gradient.zeros();
              for (int b = g; b < losses.length; b += groups) {
                losses[b] = addGradient(network, batches.get(b), parts[g]);
              }
            });
    int n = batches.stream().mapToInt(b -> b.queries().length).sum();
    double[] sum = gradient.values();
    java.util.Arrays.fill(sum, 0);
    for (Weights part : parts) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += part.values()[i] / n;
      }
    }
    double loss = 0;
    for (double one : losses) {
      loss += one;
    }
    return loss / n;
  }

  private static double addGradient(Network network, Batch batch, Weights gradient) {
    Example example = batch.example();
    double loss = 0;
    for (int q : batch.queries()) {
      loss +=
          network.addGradient(
              example.nu(q),
              example.tags().get(q),
              example.inputs().get(q),
              example.targets().get(q),
              gradient);
    }
    return loss;
  }

  /** Mean loss over a few queries of each example. */
  static double of(Network network, List<Example> examples) {
    List<Batch> all = examples.stream().map(e -> new Batch(e, e.few())).toList();
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
