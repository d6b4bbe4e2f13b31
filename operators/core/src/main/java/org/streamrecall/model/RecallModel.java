package org.streamrecall.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.streamrecall.attention.Recollection;
import org.streamrecall.attention.SoftmaxRecall;
import org.streamrecall.measure.Evidence;
import org.streamrecall.measure.Measure;

/**
 * A model, trained or not: schema, attention and read-out. Immutable and thread safe. Its file is
 * safetensors, see {@link ModelFile}.
 */
public final class RecallModel {
  /** Inverse temperature before any training: a soft recall that suits unit tags. */
  private static final double DEFAULT_BETA = 8;

  private static final int EVIDENCE = 3; // parts of the past named with an answer

  private final Network network;
  private final byte[] bytes;
  private final String id;

  /** Takes the network as it is; nobody may write into its weights afterwards. */
  public RecallModel(Network network, TrainingRecord record) {
    this.network = network;
    ModelFile file = ModelFile.of(network, record);
    this.bytes = file.bytes();
    this.id = file.id();
  }

  private RecallModel(Network network, byte[] bytes, String id) {
    this.network = network;
    this.bytes = bytes;
    this.id = id;
  }

  /**
   * The model before any training: identity attention, beta 8, and the recalled mean as the answer.
   *
   * @throws IllegalArgumentException if the target is not of the content's size
   */
  public static RecallModel untrained(Schema schema) {
    Fields fields = schema.fields();
    if (fields.kind() == Kind.REGRESSION && fields.target() != fields.content()) {
      throw new IllegalArgumentException(
          "an untrained model answers with recalled content, but target="
              + fields.target()
              + " differs from content="
              + fields.content()
              + "; train one first");
    }
    double[] ones = new double[fields.target()];
    java.util.Arrays.fill(ones, 1);
    Network network =
        Network.start(schema, 1, 1, DEFAULT_BETA, 0, new double[fields.target()], ones);
    if (schema.lift() instanceof Lift.Identity lift) {
      network = new Network(schema, network.weights(), lift.mean(), lift.scale());
    }
    return new RecallModel(network, TrainingRecord.NONE);
  }

  /**
   * @throws IllegalArgumentException if the bytes are not a model; the message says why
   */
  public static RecallModel fromBytes(byte[] safetensors) {
    ModelFile file = ModelFile.read(safetensors);
    return new RecallModel(file.network(), safetensors.clone(), file.id());
  }

  /**
   * @throws IllegalArgumentException if the file is not a model; the message says why
   * @throws IOException if it cannot be read
   */
  public static RecallModel load(Path file) throws IOException {
    try {
      return fromBytes(Files.readAllBytes(file));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  /** The file's bytes. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  public Schema schema() {
    return network.schema();
  }

  /** Loss of one query against its target, see {@link Network#addGradient}. */
  public double loss(Measure nu, float[] tag, float[] inputs, float[] target) {
    return network.loss(nu, tag, inputs, target);
  }

  /** {@code sha256:} over tensors and canonical metadata without the id itself. */
  public String id() {
    return id;
  }

  /**
   * Recalls from a memory and predicts. Reads the memory only.
   *
   * @param nu the context's memory
   * @param tag v, mapped, (shape.tagDims)
   * @param inputs u, (fields.inputs)
   */
  public Answer answer(Measure nu, float[] tag, float[] inputs) {
    if (nu.parts() == 0) {
      return empty(nu);
    }
    double[][] effective = new double[network.weights().heads()][];
    Recollection[] recalled = network.recall(nu, tag, effective);
    ReadOut readOut = network.readOut(nu);
    double[] y = readOut.forward(network.weights(), recalled, tag, inputs);
    float[] value =
        readOut instanceof SlotReadOut slots
            ? slots.bySlot()
            : ((NumberReadOut) readOut).inUnits(y);
    double[] shares = new double[nu.parts()];
    double error = 0;
    boolean extrapolates = false;
    double tokens = 0;
    double entropy = 0;
    for (int h = 0; h < recalled.length; h++) {
      Recollection head = recalled[h];
      error = Math.max(error, nu.memoryError(effective[h], head.shares(), head.value()));
      extrapolates |= !nu.exact() && norm(effective[h]) > Measure.LARGEST_AUDITED;
      tokens += head.effectiveTokens() / recalled.length;
      entropy += head.entropy() / recalled.length;
      for (int p = 0; p < shares.length; p++) {
        shares[p] += head.shares()[p] / recalled.length;
      }
    }
    List<Recalled> evidence = new ArrayList<>();
    for (int part : SoftmaxRecall.largest(shares, EVIDENCE)) {
      evidence.add(new Recalled(shares[part], inUserTerms(nu.evidence(part))));
    }
    return new Answer(
        Status.OK,
        value,
        error,
        extrapolates,
        nu.tokens(),
        tokens,
        entropy,
        evidence,
        nu.lastTime());
  }

  private static double norm(double[] a) {
    double sum = 0;
    for (double x : a) {
      sum += x * x;
    }
    return Math.sqrt(sum);
  }

  private Evidence inUserTerms(Evidence e) {
    TagMap map = schema().tagMap();
    return map.isReadable()
        ? new Evidence(e.tokens(), map.raw(e.tag()), e.ref(), e.firstTime(), e.lastTime())
        : e;
  }

  private Answer empty(Measure nu) {
    float[] value = new float[0];
    if (schema().fields().kind() == Kind.REGRESSION) {
      value = new float[network.targetMean().length];
      for (int i = 0; i < value.length; i++) {
        value[i] = (float) network.targetMean()[i];
      }
    }
    return new Answer(Status.EMPTY_CONTEXT, value, 0, false, 0, 0, 0, List.of(), nu.lastTime());
  }
}
