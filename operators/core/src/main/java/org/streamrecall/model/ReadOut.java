package org.streamrecall.model;

/** The second step, predict: from what the heads recalled to an answer. */
sealed interface ReadOut permits NumberReadOut, SlotReadOut {
  /** Numbers in the target's standard units, or a probability for each slot present. */
  double[] forward(Weights weights, Head[] recalled, float[] tag, float[] inputs);

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
