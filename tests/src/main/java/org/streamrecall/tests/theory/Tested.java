package org.streamrecall.tests.theory;

import java.util.List;
import org.streamrecall.attention.Recollection;
import org.streamrecall.measure.ExactMeasure;
import org.streamrecall.measure.Measure;
import org.streamrecall.measure.MeasureSketch;
import org.streamrecall.measure.SketchLayout;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.RecallSession;
import org.streamrecall.training.Episode;
import org.streamrecall.training.Evaluation;
import org.streamrecall.training.Labelled;

/** What models are worth on contexts that neither taught nor chose. */
final class Tested {
  /** Seeds of tests lie so far from those of training. */
  static final long SEEDS = 1_000_000;

  /** Of a memory: every token is kept. */
  static final int EXACT = 0;

  private static final double SAME = 1e-6; // squared distance of a tag to itself, after rounding

  private Tested() {}

  /** How a query's recollection is weighed, by a model or by a kernel. */
  interface Recall {
    List<Recollection> of(Measure nu, float[] tag);
  }

  /**
   * Mean squared error over the variance of the labels.
   *
   * @param bytes of each context's memory, or {@link #EXACT}
   */
  static double error(RecallModel model, List<Episode> tests, int bytes) {
    double rmse = Evaluation.of(model, tests, bytes).rmse();
    return rmse * rmse / variance(tests);
  }

  /** Of the first number of the labels. */
  static double variance(List<Episode> tests) {
    double sum = 0;
    double square = 0;
    long count = 0;
    for (Episode episode : tests) {
      for (Labelled labelled : episode.queries()) {
        sum += labelled.target()[0];
        square += labelled.target()[0] * labelled.target()[0];
        count++;
      }
    }
    double mean = sum / count;
    return square / count - mean * mean;
  }

  /** Share of what a model recalls that has the query's own tag, mean over heads and queries. */
  static double recallMass(RecallModel model, List<Episode> tests) {
    RecallSession session = new RecallSession(model);
    return recallMass(model, tests, session::recollections);
  }

  /** The same of any attention. */
  static double recallMass(RecallModel embeds, List<Episode> tests, Recall recall) {
    double mass = 0;
    int queries = 0;
    for (Episode episode : tests) {
      Measure nu = memory(embeds, episode);
      for (Labelled labelled : episode.queries()) {
        float[] tag = embeds.schema().embed(labelled.query());
        List<Recollection> heads = recall.of(nu, tag);
        for (int part = 0; part < nu.parts(); part++) {
          if (distance(nu.evidence(part).tag(), tag) < SAME) {
            for (Recollection head : heads) {
              mass += head.shares()[part] / heads.size();
            }
          }
        }
        queries++;
      }
    }
    return mass / queries;
  }

  /** What serves where there are few different tags, else every token. */
  private static Measure memory(RecallModel model, Episode episode) {
    MeasureSketch memory =
        new MeasureSketch(SketchLayout.of(model.schema().shape(), SketchLayout.DEFAULT_BYTES));
    episode.tokens().forEach(token -> memory.add(model.schema().embed(token)));
    if (memory.exact()) {
      return memory;
    }
    ExactMeasure all = new ExactMeasure(model.schema().shape());
    episode.tokens().forEach(token -> all.add(model.schema().embed(token)));
    return all;
  }

  /**
   * Inverse temperature that attention has learned, for tags of length 1: mean over numbers of the
   * tag and heads, times the squared length that the schema gives to tags.
   */
  static double beta(RecallModel model, List<Episode> tests) {
    double sum = 0;
    int count = 0;
    for (double[] head : model.attention()) {
      for (double number : head) {
        sum += number;
        count++;
      }
    }
    return sum / count * square(model, tests);
  }

  /** Mean squared length of queries' tags as the schema maps them. */
  static double square(RecallModel model, List<Episode> tests) {
    double sum = 0;
    int count = 0;
    for (Episode episode : tests) {
      for (Labelled labelled : episode.queries()) {
        for (float x : model.schema().embed(labelled.query())) {
          sum += (double) x * x;
        }
        count++;
      }
    }
    return sum / count;
  }

  private static double distance(float[] a, float[] b) {
    double square = 0;
    for (int i = 0; i < a.length; i++) {
      square += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return square;
  }
}
