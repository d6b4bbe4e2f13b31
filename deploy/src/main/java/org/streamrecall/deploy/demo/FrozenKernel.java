package org.streamrecall.deploy.demo;

import org.streamrecall.deploy.demo.LanguageContext.Name;
import org.streamrecall.deploy.demo.LanguageContext.Question;

/**
 * Attention without any training: the raw n-gram slots x, beta = 1, each slot's score divided by
 * its token count n_s so that a language with many names has no advantage.
 *
 * <pre>  score_s = (1 / n_s) sum over tokens of s of e^{&lt;x_query, x_token&gt;}</pre>
 */
final class FrozenKernel {
  private final int[][] places; // (tokens, n-grams of the token), where x_token is not 0
  private final float[][] values; // alike
  private final int[] slots; // (tokens)
  private final int[] counts = new int[LanguageContext.SLOTS];

  FrozenKernel(LanguageContext context, LanguageTask task) {
    int n = context.tokens().size();
    places = new int[n][];
    values = new float[n][];
    slots = new int[n];
    for (int i = 0; i < n; i++) {
      Name name = context.tokens().get(i);
      keep(i, task.tag(name.text()));
      slots[i] = name.slot();
      counts[name.slot()]++;
    }
  }

  private void keep(int i, float[] tag) {
    int[] where = new int[tag.length];
    float[] what = new float[tag.length];
    int n = 0;
    for (int j = 0; j < tag.length; j++) {
      if (tag[j] != 0) {
        where[n] = j;
        what[n++] = tag[j];
      }
    }
    places[i] = java.util.Arrays.copyOf(where, n);
    values[i] = java.util.Arrays.copyOf(what, n);
  }

  /** The slot with the highest score. */
  int answer(Question question, LanguageTask task) {
    float[] x = task.tag(question.phrase());
    double[] scores = new double[counts.length];
    for (int i = 0; i < slots.length; i++) {
      double dot = 0;
      for (int j = 0; j < places[i].length; j++) {
        dot += x[places[i][j]] * values[i][j];
      }
      scores[slots[i]] += Math.exp(dot) / counts[slots[i]];
    }
    return Slots.largest(scores);
  }

  /** Attention to nothing in particular: the slot with the most tokens. */
  int meanPooling() {
    return Slots.largest(java.util.Arrays.stream(counts).asDoubleStream().toArray());
  }
}
