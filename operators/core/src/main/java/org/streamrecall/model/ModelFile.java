package org.streamrecall.model;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A model as a safetensors file, all numbers f64:
 *
 * <pre>
 *   tag.mean (raw)   tag.scale (raw)   tag.directions (raw, mapped; only if not the identity)
 *   content.mean (content)   content.scale (content)           only for numbers kept as they are
 *   content.low (content)    content.high (content)            only for lifted numbers
 *   target.mean (target)     target.scale (target)
 *   attention.log_beta (heads)   attention.wq, attention.wk (heads, d, d)
 *   attention.log_lambda (heads)   only for readOut regress
 *   attention.smoothing (heads)    only if a head has any
 *   readout.a (out, in)   readout.b (out)   readout.v (out, last width)
 *   readout.u1 (in, width)   readout.c1 (width), and u2, c2 and so on for each hidden layer
 *   calibration.tails (target, sizes), calibration.firsts (target, numbers)   only if measured
 *   panel.heads (target, 1 + heads)   only if measured
 * </pre>
 *
 * The metadata holds the schema, the sizes, how it was trained, and the id: sha256 over the same
 * file without the id.
 */
record ModelFile(Network network, NewKeys newKeys, byte[] bytes, String id) {
  private static final String FORMAT = "streamrecall-model";
  private static final String VERSION = "2";
  private static final int MAX_HEADS = 64;
  private static final int MAX_HIDDEN = 4096;
  private static final int MAX_LAYERS = 8;

  /**
   * @param newKeys or null
   */
  static ModelFile of(Network network, TrainingRecord record, NewKeys newKeys) {
    Map<String, Tensor> tensors = new TreeMap<>();
    putSchema(tensors, network.schema());
    new WeightTensors(network.weights(), network.schema().regresses()).put(tensors);
    put(tensors, "target.mean", network.targetMean(), network.targetMean().length);
    put(tensors, "target.scale", network.targetScale(), network.targetScale().length);
    if (newKeys != null) {
      newKeys.put(tensors);
    }
    Map<String, String> metadata = new TreeMap<>();
    metadata.put("format", FORMAT);
    metadata.put("version", VERSION);
    metadata.put("schema", FieldsJson.write(network.schema().fields()));
    metadata.put("radius", Double.toHexString(network.schema().tagMap().radius()));
    metadata.put(
        "mapped", network.schema().tagMap().directions() == null ? "identity" : "directions");
    metadata.put("heads", Integer.toString(network.weights().heads()));
    metadata.put("hidden", hidden(network.weights().mlp()));
    metadata.put("readsTag", Boolean.toString(network.readsTag()));
    metadata.put("seed", Long.toString(record.seed()));
    metadata.put("steps", Integer.toString(record.steps()));
    metadata.put("loss", Double.toHexString(record.loss()));
    metadata.put("reproducible", Boolean.toString(record.reproducible()));
    String id = id(tensors, metadata);
    metadata.put("id", id);
    return new ModelFile(network, newKeys, Safetensors.write(tensors, metadata), id);
  }

  static ModelFile read(byte[] bytes) {
    Safetensors file = Safetensors.read(bytes);
    requireMetadata(file, "format", FORMAT);
    requireMetadata(file, "version", VERSION);
    Map<String, String> metadata = new TreeMap<>(file.metadata());
    String id = file.require("id");
    metadata.remove("id");
    if (!id.equals(id(file.tensors(), metadata))) {
      throw new IllegalArgumentException(
          "the model's id "
              + id
              + " does not match its contents; copy the file again, or train anew");
    }
    Fields fields = FieldsJson.parse(file.require("schema"));
    Schema schema = schema(file, fields);
    int heads = size(file, "heads", MAX_HEADS);
    int[] widths = widths(file);
    int d = schema.shape().tagDims();
    int inputs = ReadOut.inputs(schema, heads, readsTag(file) ? d : 0);
    requireShapes(file, fields, heads, widths, d, inputs); // before anything of them is made
    Weights weights = new Weights(heads, d, inputs, widths, fields.target());
    new WeightTensors(weights, schema.regresses()).get(file);
    double[] mean = file.doubles("target.mean", fields.target());
    double[] scale = positive("target.scale", file.doubles("target.scale", fields.target()));
    Network network = new Network(schema, weights, mean, scale);
    return new ModelFile(network, NewKeys.read(file, fields), bytes, id);
  }

  static double[][] rows(double[] flat, int rows) {
    int columns = flat.length / rows;
    double[][] out = new double[rows][];
    for (int r = 0; r < rows; r++) {
      out[r] = java.util.Arrays.copyOfRange(flat, r * columns, (r + 1) * columns);
    }
    return out;
  }

  static double[] flat(double[][] rows) {
    int columns = rows[0].length;
    double[] flat = new double[rows.length * columns];
    for (int r = 0; r < rows.length; r++) {
      System.arraycopy(rows[r], 0, flat, r * columns, columns);
    }
    return flat;
  }

  private static String hidden(Mlp mlp) {
    return IntStream.range(0, mlp.layers())
        .mapToObj(l -> Integer.toString(mlp.width(l)))
        .collect(Collectors.joining(","));
  }

  private static int[] widths(Safetensors file) {
    String[] parts = file.require("hidden").split(",", -1);
    if (parts.length > MAX_LAYERS) {
      throw new IllegalArgumentException(
          "the model's hidden has "
              + parts.length
              + " layers, at most "
              + MAX_LAYERS
              + "; train anew");
    }
    int[] widths = new int[parts.length];
    for (int l = 0; l < parts.length; l++) {
      widths[l] = size("hidden", parts[l], MAX_HIDDEN);
    }
    return widths;
  }

  private static boolean readsTag(Safetensors file) {
    String said = file.require("readsTag");
    if (!said.equals("true") && !said.equals("false")) {
      throw new IllegalArgumentException(
          "the model's readsTag=" + said + " is not true or false; train anew");
    }
    return said.equals("true");
  }

  private static void requireShapes(
      Safetensors file, Fields fields, int heads, int[] widths, int d, int inputs) {
    file.require("attention.wq", Tensor.Type.F64, heads, d, d);
    file.require("readout.a", Tensor.Type.F64, fields.target(), inputs);
    int below = inputs;
    for (int l = 0; l < widths.length; l++) {
      file.require("readout.u" + (l + 1), Tensor.Type.F64, below, widths[l]);
      below = widths[l];
    }
  }

  private static void putSchema(Map<String, Tensor> tensors, Schema schema) {
    TagMap map = schema.tagMap();
    put(tensors, "tag.mean", map.mean(), map.rawDims());
    put(tensors, "tag.scale", map.scale(), map.rawDims());
    if (map.directions() != null) {
      double[][] rows = map.directions();
      put(tensors, "tag.directions", flat(rows), rows.length, rows[0].length);
    }
    Lift.Identity plain = schema.plain();
    if (plain != null) {
      put(tensors, "content.mean", plain.mean(), plain.dims());
      put(tensors, "content.scale", plain.scale(), plain.dims());
    }
    CosineLift features = schema.features();
    if (features != null) {
      put(tensors, "content.low", features.low(), schema.fields().content());
      put(tensors, "content.high", features.high(), schema.fields().content());
    }
  }

  private static Schema schema(Safetensors file, Fields fields) {
    int raw = fields.tag();
    double[] mean = file.doubles("tag.mean", raw);
    double[] scale = positive("tag.scale", file.doubles("tag.scale", raw));
    double[][] directions = null;
    if (!file.require("mapped").equals("identity")) {
      Tensor tensor = file.tensors().get("tag.directions");
      long out = tensor == null || tensor.shape().length != 2 ? 0 : tensor.shape()[1];
      if (out < 1 || out > fields.tagDims()) {
        throw new IllegalArgumentException(
            "the model maps tags to "
                + out
                + " directions, the schema allows 1 to "
                + fields.tagDims()
                + "; train anew");
      }
      directions = rows(file.doubles("tag.directions", raw, out), raw);
    }
    double radius = number(file, "radius");
    TagMap map = new TagMap(mean, scale, directions, fields.unit(), radius);
    Lift lift =
        fields.kind() == Kind.REGRESSION ? lift(file, fields) : new Lift.OneHot(fields.content());
    return new Schema(fields, map, lift);
  }

  private static Lift lift(Safetensors file, Fields fields) {
    Lift.Identity plain = null;
    if (fields.lift().kind() != Lifting.Kind.COSINE) {
      double[] mean = file.doubles("content.mean", fields.content());
      double[] scale = file.doubles("content.scale", fields.content());
      plain = new Lift.Identity(mean, positive("content.scale", scale));
    }
    if (!fields.lift().isLifted()) {
      return plain;
    }
    if (fields.lift().isOpen()) {
      throw new IllegalArgumentException("the model's dims=auto are not chosen yet; train anew");
    }
    double[] low = file.doubles("content.low", fields.content());
    double[] high = file.doubles("content.high", fields.content());
    return Schema.lift(fields, plain, low, high);
  }

  static void put(Map<String, Tensor> tensors, String name, double[] v, long... shape) {
    tensors.put(name, Tensor.of(v, shape));
  }

  private static void requireMetadata(Safetensors file, String key, String expected) {
    if (!expected.equals(file.require(key))) {
      throw new IllegalArgumentException(
          "the file's "
              + key
              + "="
              + file.require(key)
              + ", this program reads "
              + expected
              + "; train a model with this program");
    }
  }

  private static int size(Safetensors file, String key, int max) {
    return size(key, file.require(key), max);
  }

  private static int size(String key, String said, int max) {
    double value = number(key, said);
    if (value != Math.rint(value) || value < 1 || value > max) {
      throw new IllegalArgumentException(
          "the model's "
              + key
              + "="
              + said
              + " is not a whole number from 1 to "
              + max
              + "; train anew");
    }
    return (int) value;
  }

  private static double number(Safetensors file, String key) {
    return number(key, file.require(key));
  }

  private static double number(String key, String said) {
    try {
      double value = Double.parseDouble(said);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // refused below with the others
    }
    throw new IllegalArgumentException(
        "the model's " + key + "=" + said + " is not a finite number; train anew");
  }

  private static double[] positive(String name, double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!(values[i] > 0)) {
        throw new IllegalArgumentException(
            name + "[" + i + "]=" + values[i] + " is not positive; train anew");
      }
    }
    return values;
  }

  static String id(Map<String, Tensor> tensors, Map<String, String> metadata) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] hash = digest.digest(Safetensors.write(new TreeMap<>(tensors), metadata));
      return "sha256:" + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
