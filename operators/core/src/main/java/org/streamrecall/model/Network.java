package org.streamrecall.model;

import org.streamrecall.attention.Recollection;
import org.streamrecall.attention.SoftmaxRecall;
import org.streamrecall.measure.Measure;

/**
 * Recall, then predict: one forward pass over a measure and, for training, the pass back. Weights
 * are read, never changed.
 *
 * @param schema sizes and kind
 * @param weights attention and read-out
 * @param targetMean of the training targets, (target); zeros before training
 * @param targetScale of the training targets, (target); ones before training
 */
public record Network(Schema schema, Weights weights, double[] targetMean, double[] targetScale) {
  /**
   * A network at its start: attention Wq = Wk = I, the read-out equal to what is recalled.
   *
   * @param beta of the first head; head h has (1 + h) times as much
   */
  public static Network start(
      Schema schema,
      int heads,
      int hidden,
      double beta,
      long seed,
      double[] targetMean,
      double[] targetScale) {
    Fields fields = schema.fields();
    int tagDims = schema.shape().tagDims();
    int inputs = ReadOut.inputs(fields, heads, tagDims);
    Weights weights = new Weights(heads, tagDims, inputs, hidden, fields.target());
    weights.startAttention(beta);
    weights.startReadOut(seed);
    if (fields.kind() == Kind.CLASSIFICATION) {
      SlotReadOut.start(weights);
    } else {
      NumberReadOut.start(weights, fields.content(), fields.target());
    }
    return new Network(schema, weights, targetMean, targetScale);
  }

  /** The same network with other weights. */
  public Network with(Weights other) {
    return new Network(schema, other, targetMean, targetScale);
  }

  Recollection[] recall(Measure nu, float[] tag, double[][] effective) {
    Recollection[] recalled = new Recollection[weights.heads()];
    for (int h = 0; h < recalled.length; h++) {
      effective[h] = weights.effectiveQuery(h, tag);
      recalled[h] = SoftmaxRecall.recall(nu, effective[h]);
    }
    return recalled;
  }

  ReadOut readOut(Measure nu) {
    return schema.fields().kind() == Kind.CLASSIFICATION
        ? new SlotReadOut(nu.contentMass())
        : new NumberReadOut(schema.shape().contentDims(), targetMean, targetScale);
  }

  /** Loss of one query against its target, see {@link #addGradient}. */
  public double loss(Measure nu, float[] tag, float[] inputs, float[] target) {
    ReadOut readOut = readOut(nu);
    readOut.forward(weights, recall(nu, tag, new double[weights.heads()][]), tag, inputs);
    return readOut.loss(target);
  }

  /**
   * Loss of one query against its target; adds its gradient.
   *
   * @param nu a measure with at least one part
   * @param tag v, mapped, (tagDims)
   * @param inputs u
   * @param target (fields.target), or the slot
   * @return half the squared error in standard units, or the cross-entropy
   */
  public double addGradient(
      Measure nu, float[] tag, float[] inputs, float[] target, Weights gradient) {
    double[][] effective = new double[weights.heads()][];
    Recollection[] recalled = recall(nu, tag, effective);
    ReadOut readOut = readOut(nu);
    readOut.forward(weights, recalled, tag, inputs);
    ReadOut.Backward back = readOut.backward(weights, target, gradient);
    for (int h = 0; h < recalled.length; h++) {
      double[] da = new double[tag.length];
      SoftmaxRecall.addGradient(nu, effective[h], recalled[h], back.dValue()[h], da);
      weights.addHeadGradient(h, tag, effective[h], da, gradient);
    }
    return back.loss();
  }
}
