package org.streamrecall.tests.theory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.streamrecall.model.Token;
import org.streamrecall.training.Episode;
import org.streamrecall.training.EpisodeSource;
import org.streamrecall.training.Labelled;

/**
 * Queries of many contexts in rows, for regression on them; of each context its tokens, those of
 * one tag merged.
 *
 * @param contexts tokens of each
 * @param context of each query
 * @param tags of each query
 * @param places of each query: its inputs
 * @param labels of each query: the first number of its target
 */
record Asked(
    List<Merged[]> contexts, int[] context, double[][] tags, double[][] places, double[] labels) {
  /**
   * Tokens of one tag.
   *
   * @param mass of them, as a part of their context's
   * @param features 1 and the content, mean
   */
  record Merged(float mass, float[] tag, float[] features) {}

  /** Reads episodes and keeps of their tokens what is merged. */
  static Asked of(EpisodeSource episodes) {
    List<Merged[]> contexts = new ArrayList<>();
    List<Labelled> asked = new ArrayList<>();
    List<Integer> of = new ArrayList<>();
    episodes.forEach(
        episode -> {
          for (Labelled labelled : episode.queries()) {
            asked.add(labelled);
            of.add(contexts.size());
          }
          contexts.add(merged(episode));
        });
    return new Asked(
        contexts,
        of.stream().mapToInt(c -> c).toArray(),
        asked.stream().map(a -> wide(a.query().tag())).toArray(double[][]::new),
        asked.stream().map(a -> wide(a.query().inputs())).toArray(double[][]::new),
        asked.stream().mapToDouble(a -> a.target()[0]).toArray());
  }

  /** Those of some contexts, of a number of the first to that of the last and one more. */
  Asked part(int from, int to) {
    int[] rows =
        IntStream.range(0, size()).filter(q -> context[q] >= from && context[q] < to).toArray();
    return new Asked(
        contexts.subList(from, to),
        IntStream.of(rows).map(q -> context[q] - from).toArray(),
        IntStream.of(rows).mapToObj(q -> tags[q]).toArray(double[][]::new),
        IntStream.of(rows).mapToObj(q -> places[q]).toArray(double[][]::new),
        IntStream.of(rows).mapToDouble(q -> labels[q]).toArray());
  }

  int size() {
    return labels.length;
  }

  private static Merged[] merged(Episode episode) {
    Map<List<Double>, double[]> sums = new LinkedHashMap<>(); // 1 and content, times mass
    double all = 0;
    for (Token token : episode.tokens()) {
      double[] content = wide(token.content());
      double[] sum = sums.computeIfAbsent(boxed(token.tag()), t -> new double[1 + content.length]);
      sum[0] += token.weight();
      all += token.weight();
      for (int j = 0; j < content.length; j++) {
        sum[1 + j] += token.weight() * content[j];
      }
    }
    List<Merged> merged = new ArrayList<>();
    for (Map.Entry<List<Double>, double[]> entry : sums.entrySet()) {
      double[] sum = entry.getValue();
      float[] mean = new float[sum.length];
      for (int j = 0; j < mean.length; j++) {
        mean[j] = (float) (sum[j] / sum[0]);
      }
      float[] tag = new float[entry.getKey().size()];
      for (int k = 0; k < tag.length; k++) {
        tag[k] = entry.getKey().get(k).floatValue();
      }
      merged.add(new Merged((float) (sum[0] / all), tag, mean));
    }
    return merged.toArray(new Merged[0]);
  }

  private static List<Double> boxed(float[] tag) {
    List<Double> numbers = new ArrayList<>();
    for (float x : tag) {
      numbers.add((double) x);
    }
    return numbers;
  }

  private static double[] wide(float[] narrow) {
    double[] wide = new double[narrow.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = narrow[i];
    }
    return wide;
  }
}
