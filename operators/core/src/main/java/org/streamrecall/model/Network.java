package org.streamrecall.model;

import java.util.List;
import org.streamrecall.attention.LinearRecall;
import org.streamrecall.attention.LocalRegression;
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
 * @param units that the read-out's inputs are learned in; null where they are as they come, as in
 *     every model that serves
 * @param linear whether attention weighs by &lt;a,v&gt; itself: a baseline, never served
 */
public record Network(
    Schema schema,
    Weights weights,
    double[] targetMean,
    double[] targetScale,
    InputUnits units,
    boolean linear) {
  /** A ridge that leaves a line no slope. */
  private static final double FLAT = 1e6;

  private static final double DEEP_GAIN = 1.4; // keeps a tangent's spread from layer to layer
  private static final double DEEP_OUT = 0.5;

  public Network(Schema schema, Weights weights, double[] targetMean, double[] targetScale) {
    this(schema, weights, targetMean, targetScale, null, false);
  }

  /**
   * A network at its start: attention Wq = Wk = I, the read-out equal to what is recalled, one
   * hidden layer that adds nothing yet.
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
    ReadOutShape shape = new ReadOutShape(true, List.of(hidden));
    return start(schema, heads, shape, beta, seed, targetMean, targetScale);
  }

  /**
   * The same with a read-out of any shape. Of one that is wider than one layer the hidden layers
   * speak from the start: at zero they would learn nothing of an even target.
   */
  public static Network start(
      Schema schema,
      int heads,
      ReadOutShape shape,
      double beta,
      long seed,
      double[] targetMean,
      double[] targetScale) {
    Fields fields = schema.fields();
    int tagDims = schema.shape().tagDims();
    int inputs = ReadOut.inputs(schema, heads, shape.readsTag() ? tagDims : 0);
    int[] widths = shape.widths().stream().mapToInt(Integer::intValue).toArray();
    Weights weights = new Weights(heads, tagDims, inputs, widths, fields.target());
    weights.startAttention(beta);
    boolean speaks = widths.length > 1;
    weights.startReadOut(seed, speaks ? DEEP_GAIN : 1, speaks ? DEEP_OUT : 0);
    if (fields.kind() == Kind.CLASSIFICATION) {
      SlotReadOut.start(weights);
    } else {
      NumberReadOut.start(weights, schema);
    }
    return new Network(schema, weights, targetMean, targetScale);
  }

  /** The same network with other weights. */
  public Network with(Weights other) {
    return new Network(schema, other, targetMean, targetScale, units, linear);
  }

  /** The same, its read-out's inputs learned in other units. */
  public Network in(InputUnits other) {
    return new Network(schema, weights, targetMean, targetScale, other, linear);
  }

  /** The same with linear attention in place of softmax, see {@link LinearRecall}. */
  public Network linearly() {
    return new Network(schema, weights, targetMean, targetScale, units, true);
  }

  /** The same network for inputs as they come: what serves. */
  public Network folded() {
    if (units == null) {
      return this;
    }
    Weights plain = weights.copy();
    units.fold(plain.mlp(), plain.values());
    return new Network(schema, plain, targetMean, targetScale, null, linear);
  }

  /**
   * What the read-out of numbers would read of one query, in no units.
   *
   * @return one row
   */
  public InputUnits.Read read(Measure nu, float[] tag, float[] inputs) {
    Head[] heads = recall(nu, tag);
    double noise = 0;
    for (Head head : heads) {
      noise += 1 / head.recollection().effectiveTokens() / heads.length;
    }
    double[] row = new NumberReadOut(this, true).inputs(weights.mlp(), heads, tag, inputs);
    int told = schema.regresses() ? 2 : 1;
    return new InputUnits.Read(
        new double[][] {row}, told * heads.length * schema.lift().dims(), noise);
  }

  Head[] recall(Measure nu, float[] tag) {
    LocalRegression[] regressions = new LocalRegression[weights.heads()];
    for (int h = 0; schema.regresses() && h < regressions.length; h++) {
      regressions[h] = new LocalRegression(nu.shape());
    }
    return recall(nu, tag, regressions, new boolean[regressions.length]);
  }

  /**
   * The same with regressions that are there already, one for each head.
   *
   * @param identities which heads' matrices are known to be the identity
   */
  Head[] recall(Measure nu, float[] tag, LocalRegression[] regressions, boolean[] identities) {
    Head[] heads = new Head[weights.heads()];
    for (int h = 0; h < heads.length; h++) {
      double[] a = effective(h, tag, identities[h]);
      double smoothing = weights.smoothing(h);
      Recollection o = linear ? LinearRecall.recall(nu, a) : SoftmaxRecall.recall(nu, a, smoothing);
      if (regressions[h] != null) {
        regressions[h].fit(nu, a, o.shares(), tag, ridge(h));
      }
      heads[h] = new Head(a, SoftmaxRecall.tilt(a, smoothing), o, regressions[h]);
    }
    return heads;
  }

  /** A head whose recollection is known. */
  Head head(int head, float[] tag, Recollection o, LocalRegression regression) {
    double[] a = weights.effectiveQuery(head, tag);
    return new Head(a, SoftmaxRecall.tilt(a, weights.smoothing(head)), o, regression);
  }

  /**
   * a_h, (tagDims).
   *
   * @param identity whether the head's matrices are known to be the identity
   */
  double[] effective(int head, float[] tag, boolean identity) {
    return identity ? weights.scaledQuery(head, tag) : weights.effectiveQuery(head, tag);
  }

  /** Whether the read-out of numbers sees the query's tag; one of categories never does. */
  boolean readsTag() {
    int tagDims = schema.shape().tagDims();
    return weights.mlp().inputs() == ReadOut.inputs(schema, weights.heads(), tagDims);
  }

  /** Whether the read-out weighs slots by their share of the memory. */
  boolean needsContentMass() {
    return schema.fields().kind() == Kind.CLASSIFICATION;
  }

  /** The ridge of a head's regression. */
  double ridge(int head) {
    return schema.regresses() ? weights.lambda(head) : FLAT;
  }

  /**
   * @param contentMass of the memory, if {@link #needsContentMass}
   * @param straight whether the read-out is known to have no use for its hidden layer
   */
  ReadOut readOut(double[] contentMass, boolean straight) {
    return needsContentMass() ? new SlotReadOut(contentMass) : new NumberReadOut(this, straight);
  }

  /** Loss of one query against its target, see {@link Pass}. */
  public double loss(Measure nu, float[] tag, float[] inputs, float[] target) {
    return addGradient(nu, tag, inputs, target, null);
  }

  /** The same; adds its gradient. */
  public double addGradient(
      Measure nu, float[] tag, float[] inputs, float[] target, Weights gradient) {
    List<Case> one = List.of(new Case(tag, inputs, target));
    return new Pass(this).loss(List.of(new Pass.Part(() -> nu, one)), gradient);
  }

  /**
   * Carries a loss back from what one head made of one query to its weights.
   *
   * @param dValue gradient by the value, (contentDims)
   * @param dRegressed by the regression, likewise; not looked at without one
   */
  void addHeadGradient(
      Measure nu,
      int h,
      float[] tag,
      Head recalled,
      double[] dValue,
      double[] dRegressed,
      Weights gradient) {
    double[] da = new double[tag.length];
    double[] a = recalled.effective();
    if (linear) {
      LinearRecall.addGradient(nu, dValue, da);
    } else {
      gradient.values()[weights.smoothingPlace(h)] +=
          SoftmaxRecall.addGradient(
              nu, a, weights.smoothing(h), recalled.recollection(), dValue, da);
    }
    if (recalled.regression() != null) {
      gradient.values()[weights.logLambda(h)] +=
          recalled.regression().addGradient(nu, a, dRegressed, da);
    }
    weights.addHeadGradient(h, tag, a, da, gradient);
  }
}
