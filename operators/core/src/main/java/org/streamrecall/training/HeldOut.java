package org.streamrecall.training;

import java.util.ArrayList;
import java.util.List;
import org.streamrecall.attention.Recollection;
import org.streamrecall.measure.Measure;
import org.streamrecall.model.Kind;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.RecallSession;

/**
 * What a model says of contexts that did not teach it, and what its heads look at there.
 *
 * @param answers one a query
 * @param attention (heads, tagDims), what each number of a mapped tag adds to the score of a token
 *     that is tagged as the query, mean over the queries; below 0 where likeness counts against
 * @param smoothing (heads), how far each draws tags to the mean of their cluster, 0 to 1
 */
public record HeldOut(List<HeldOutAnswer> answers, double[][] attention, double[] smoothing) {
  public HeldOut {
    answers = List.copyOf(answers);
  }

  static HeldOut of(RecallModel model, List<Example> examples) {
    RecallSession session = new RecallSession(model);
    List<HeldOutAnswer> answers = new ArrayList<>();
    double[][] attention = model.attention();
    double[] squares = new double[attention[0].length];
    for (Example example : examples) {
      for (int q = 0; q < example.tags().size(); q++) {
        answers.add(answer(session, example, q));
        float[] tag = example.tags().get(q);
        for (int i = 0; i < squares.length; i++) {
          squares[i] += (double) tag[i] * tag[i];
        }
      }
    }
    for (double[] head : attention) {
      for (int i = 0; i < head.length; i++) {
        head[i] *= squares[i] / answers.size();
      }
    }
    return new HeldOut(answers, attention, model.smoothing());
  }

  private static HeldOutAnswer answer(RecallSession session, Example example, int q) {
    RecallModel model = session.model();
    Measure nu = example.nu(q);
    float[] tag = example.tags().get(q);
    float[] inputs = example.inputs().get(q);
    float[] target = example.targets().get(q);
    boolean numbers = model.schema().fields().kind() == Kind.REGRESSION;
    double loss = model.loss(nu, tag, inputs, target);
    List<Recollection> heads = session.recollections(nu, tag);
    AskedMass asked =
        numbers ? AskedMass.near(nu, tag, heads) : AskedMass.of(nu, (int) target[0], heads);
    return new HeldOutAnswer(
        example.name(),
        q + 1,
        nu.mass(),
        target,
        session.answer(nu, tag, inputs).value(),
        numbers ? 2 * loss / target.length : loss,
        asked.asked(),
        asked.mass(),
        asked.chance(),
        heads.stream().map(Recollection::effectiveTokens).toList());
  }
}
