package org.streamrecall.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.streamrecall.measure.Measure;

/**
 * A model, trained or not: schema, attention and read-out. Immutable and thread safe. Its file is
 * safetensors, see {@link ModelFile}.
 */
public final class RecallModel {
  /** Inverse temperature before any training: a soft recall that suits unit tags. */
  private static final double DEFAULT_BETA = 8;

  /**
   * The same where a line is fitted: it asks less of the memory than a mean, and may be sharper.
   */
  private static final double REGRESSED_BETA = 16;

  private final Network network;
  private final NewKeys newKeys; // or null
  private final byte[] bytes;
  private final String id;

  /** Takes the network as it is; nobody may write into its weights afterwards. */
  public RecallModel(Network network, TrainingRecord record) {
    this(ModelFile.of(network, record, null));
  }

  private RecallModel(ModelFile file) {
    network = file.network();
    newKeys = file.newKeys();
    bytes = file.bytes();
    id = file.id();
  }

  /**
   * The model before any training: identity attention, and as the answer the recalled mean (beta 8)
   * or the line through what was recalled (beta 16).
   *
   * @throws IllegalArgumentException if the target is not of the content's size, or contents are
   *     kept as features alone
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
    if (!schema.keepsNumbers()) {
      throw new IllegalArgumentException(
          "an untrained model answers with recalled content, but lift=cosine keeps features of it"
              + " alone; train one first, or take lift=concat");
    }
    double beta = schema.regresses() ? REGRESSED_BETA : DEFAULT_BETA;
    double[] ones = new double[fields.target()];
    java.util.Arrays.fill(ones, 1);
    Network network = Network.start(schema, 1, 1, beta, 0, new double[fields.target()], ones);
    Lift.Identity plain = schema.plain();
    if (plain != null) {
      network = new Network(schema, network.weights(), plain.mean(), plain.scale());
    }
    return new RecallModel(network, TrainingRecord.NONE);
  }

  /**
   * @throws IllegalArgumentException if the bytes are not a model; the message says why
   */
  public static RecallModel fromBytes(byte[] safetensors) {
    return new RecallModel(ModelFile.read(safetensors.clone()));
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

  /**
   * Writes the file that {@link #load} reads, in place of one that is there.
   *
   * @throws IOException if it cannot be written
   */
  public void save(Path file) throws IOException {
    Files.write(file, bytes);
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

  /** The same weights with another account of how they came about, and of other keys. */
  public RecallModel with(TrainingRecord record, NewKeys measured) {
    return new RecallModel(ModelFile.of(network, record, measured));
  }

  /** What was measured of keys that were new; null if nothing was. */
  public NewKeys newKeys() {
    return newKeys;
  }

  /**
   * How much longer than before any training each number of a tag is, squared: the metric of those
   * that compare plain numbers, (raw numbers of a tag).
   */
  public double[] metric() {
    double[] relevance = network.weights().relevance();
    double[] metric = new double[schema().tagMap().rawDims()];
    double beta = schema().regresses() ? REGRESSED_BETA : DEFAULT_BETA;
    for (int i = 0; i < metric.length; i++) {
      metric[i] = Math.max(0, relevance[i]) / beta;
    }
    return metric;
  }

  /**
   * How many times as large as before any training the ridge is of lines through what is recalled;
   * 1 where no lines are.
   */
  public double ridge() {
    return schema().regresses() ? network.weights().ridge(0) : 1;
  }

  /**
   * The same before any training, but for {@link #metric} and {@link #ridge}.
   *
   * @param metric positive, (raw numbers of a tag)
   * @param ridge positive; not looked at where there are no lines
   */
  public RecallModel withMetric(double[] metric, double ridge) {
    RecallModel untrained = untrained(schema());
    Weights weights = untrained.network.weights().copy();
    for (int i = 0; i < metric.length; i++) {
      weights.values()[weights.wq(0) + i * weights.tagDims() + i] = metric[i];
    }
    if (schema().regresses()) {
      weights.ridge(0, ridge);
    }
    return new RecallModel(untrained.network.with(weights), TrainingRecord.NONE);
  }

  /** {@code sha256:} over tensors and canonical metadata without the id itself. */
  public String id() {
    return id;
  }

  /**
   * Recalls from a memory and predicts. Reads the memory only. Who asks often keeps a {@link
   * RecallSession}.
   *
   * @param nu the context's memory
   * @param tag v, mapped, (shape.tagDims)
   * @param inputs u, (fields.inputs)
   */
  public Answer answer(Measure nu, float[] tag, float[] inputs) {
    return new RecallSession(this).answer(nu, tag, inputs);
  }

  /**
   * How much each head makes of each number of a mapped tag: the diagonal of beta Wk' Wq.
   *
   * @return (heads, tagDims), below 0 where likeness counts against
   */
  public double[][] attention() {
    double[][] attention = new double[network.weights().heads()][];
    for (int h = 0; h < attention.length; h++) {
      attention[h] = network.weights().relevance(h);
    }
    return attention;
  }

  /**
   * How far each head draws tokens' tags to the mean of their cluster: 0 where attention is exact,
   * 1 where it attends to clusters, see {@link org.streamrecall.attention.SoftmaxRecall}.
   *
   * @return (heads)
   */
  public double[] smoothing() {
    double[] smoothing = new double[network.weights().heads()];
    for (int h = 0; h < smoothing.length; h++) {
      smoothing[h] = network.weights().smoothing(h);
    }
    return smoothing;
  }

  Network network() {
    return network;
  }
}
