package org.streamrecall.tests.theory;

import org.apache.commons.math3.stat.descriptive.moment.Variance;
import org.streamrecall.training.EpisodeSource;

/**
 * Distribution regression, what there was before attention: ridge on the kernel mean embedding of a
 * context and what is asked of it. The kernel's widths and the ridge are chosen on held-out
 * contexts, one after the other; all contexts teach then.
 */
final class EmbeddingRidge {
  private static final int CHOOSING = 400; // contexts, a fifth of them held out
  private static final double[] RIDGES = {1e-3, 1e-2, 1e-1, 1};
  private static final double[] TAGS = {0.35, 0.7, 1.4};
  private static final double[] WIDTHS = {0.7, 6, 20}; // beside the first
  private static final double[] PLACES = {0.2, 0.8}; // likewise
  private static final double FIRST_WIDTH = 2;
  private static final double FIRST_PLACE = 0.4;

  private final Asked taught;
  private final Asked held;
  private EmbeddingKernel kernel;
  private double ridge;
  private double least = Double.POSITIVE_INFINITY;

  private EmbeddingRidge(Asked all) {
    int choosing = Math.min(CHOOSING, all.contexts().size());
    int split = choosing - Math.max(1, choosing / 5);
    taught = all.part(0, split);
    held = all.part(split, choosing);
  }

  /** Mean squared error on tests over the variance of their labels. */
  static double error(EpisodeSource taught, EpisodeSource tests) {
    Asked all = Asked.of(taught);
    EmbeddingRidge choice = new EmbeddingRidge(all);
    choice.choose();
    KernelRidge ridge = new KernelRidge(choice.kernel, all);
    Asked asked = Asked.of(tests);
    double[] said = ridge.predictions(new double[][] {ridge.solve(choice.ridge)}, asked)[0];
    double variance = new Variance().evaluate(asked.labels());
    return EmbeddingKernel.squared(said, asked.labels()) / said.length / variance;
  }

  private void choose() {
    for (double tag : TAGS) {
      tryOut(new EmbeddingKernel(tag, FIRST_WIDTH, FIRST_PLACE));
    }
    EmbeddingKernel best = kernel;
    for (double width : WIDTHS) {
      tryOut(new EmbeddingKernel(best.tag(), width, best.place()));
    }
    best = kernel;
    for (double place : PLACES) {
      tryOut(new EmbeddingKernel(best.tag(), best.width(), place));
    }
  }

  private void tryOut(EmbeddingKernel tried) {
    KernelRidge fit = new KernelRidge(tried, taught);
    double[][] weights = new double[RIDGES.length][];
    for (int r = 0; r < weights.length; r++) {
      weights[r] = fit.solve(RIDGES[r]);
    }
    double[][] said = fit.predictions(weights, held);
    for (int r = 0; r < weights.length; r++) {
      double error = EmbeddingKernel.squared(said[r], held.labels());
      if (error < least) {
        least = error;
        kernel = tried;
        ridge = RIDGES[r];
      }
    }
  }
}
