package org.streamrecall.model;

/**
 * The second step, predict: from what the heads recalled to an answer, and a loss back again. One
 * forward pass's numbers are kept for one backward pass.
 */
sealed interface ReadOut permits NumberReadOut, SlotReadOut {
  /** Numbers in the target's standard units, or a probability for each slot present. */
  double[] forward(Weights weights, Head[] recalled, float[] tag, float[] inputs);

  /** Loss of the last forward pass against a target. */
  double loss(float[] target);

  /** The same, and its gradients. */
  Backward backward(Weights weights, float[] target, Weights gradient);

  /**
   * @param loss half the squared error, or the negative log-probability of the true slot
   * @param dValue by each head's value, (heads, contentDims)
   * @param dRegressed by each head's regression, likewise; none if it does not regress
   */
  record Backward(double loss, double[][] dValue, double[][] dRegressed) {}

  /** Length of the read-out's input for a schema. */
  static int inputs(Schema schema, int heads, int tagDims) {
    Fields fields = schema.fields();
    return fields.kind() == Kind.CLASSIFICATION
        ? SlotReadOut.inputs(heads)
        : heads * schema.lift().dims() * (fields.readOut() == ReadOutKind.REGRESS ? 2 : 1)
            + tagDims
            + fields.inputs();
  }
}
