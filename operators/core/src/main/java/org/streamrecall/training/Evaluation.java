package org.streamrecall.training;

import java.util.List;
import org.streamrecall.model.Answer;
import org.streamrecall.model.Kind;
import org.streamrecall.model.RecallModel;

/**
 * How well a model answers episodes.
 *
 * @param queries asked
 * @param loss mean: half the squared error in the target's standard units, or cross-entropy
 * @param accuracy share of queries whose most probable slot is the truth; NaN for numbers
 * @param rmse over all target numbers, in their own units; NaN for categories
 */
public record Evaluation(long queries, double loss, double accuracy, double rmse) {
  /**
   * @param sketchBytes budget of each context's memory, or 0 for exact ones
   * @throws IllegalArgumentException naming the episode that does not fit the model
   */
  public static Evaluation of(RecallModel model, List<Episode> episodes, int sketchBytes) {
    boolean slots = model.schema().fields().kind() == Kind.CLASSIFICATION;
    long queries = 0;
    double loss = 0;
    double right = 0;
    double squares = 0;
    for (Episode episode : episodes) {
      Example example = Example.of(episode, model.schema(), sketchBytes);
      for (int q = 0; q < example.tags().size(); q++) {
        float[] target = example.targets().get(q);
        Answer answer = model.answer(example.nu(q), example.tags().get(q), example.inputs().get(q));
        loss += model.loss(example.nu(q), example.tags().get(q), example.inputs().get(q), target);
        queries++;
        if (slots) {
          right += mostProbable(answer.value()) == (int) target[0] ? 1 : 0;
        } else {
          for (int i = 0; i < target.length; i++) {
            squares += Math.pow(answer.value()[i] - target[i], 2) / target.length;
          }
        }
      }
    }
    return new Evaluation(
        queries,
        loss / queries,
        slots ? right / queries : Double.NaN,
        slots ? Double.NaN : Math.sqrt(squares / queries));
  }

  /** The slot of the largest probability; ties go to the earlier slot. */
  public static int mostProbable(double[] value) {
    int best = 0;
    for (int s = 1; s < value.length; s++) {
      if (value[s] > value[best]) {
        best = s;
      }
    }
    return best;
  }
}
