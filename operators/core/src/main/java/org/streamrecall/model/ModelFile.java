package org.streamrecall.model;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * A model as a safetensors file, all numbers f64:
 *
 * <pre>
 *   tag.mean (raw)   tag.scale (raw)   tag.directions (raw, mapped; only if not the identity)
 *   content.mean (content)   content.scale (content)           only for numbers
 *   target.mean (target)     target.scale (target)
 *   attention.log_beta (heads)   attention.wq, attention.wk (heads, d, d)
 *   attention.log_lambda (heads)   only for readOut regress
 *   readout.a (out, in)   readout.b (out)   readout.u1 (hidden, in)   readout.c (hidden)
 *   readout.u2 (out, hidden)
 *   calibration.tails (target, sizes), calibration.firsts (target, numbers)   only if measured
 *   panel.heads (target, 1 + heads)   only if measured
 * </pre>
 *
 * The metadata holds the schema, the sizes, how it was trained, and the id: sha256 over the same
 * file without the id.
 */
record ModelFile(Network network, NewKeys newKeys, byte[] bytes, String id) {
  private static final String FORMAT = "streamrecall-model";
  private static final String VERSION = "1";
  private static final int MAX_HEADS = 64;
  private static final int MAX_HIDDEN = 4096;
  private static final int MAX_LOG = 50;

  /**
   * @param newKeys or null
   */
  static ModelFile of(Network network, TrainingRecord record, NewKeys newKeys) {
    Map<String, Tensor> tensors = new TreeMap<>();
    putSchema(tensors, network.schema());
    putWeights(tensors, network.weights());
    if (network.schema().regresses()) {
      put(tensors, "attention.log_lambda", logLambda(network.weights()), network.weights().heads());
    }
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
    metadata.put("hidden", Integer.toString(network.weights().mlp().hidden()));
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
    int hidden = size(file, "hidden", MAX_HIDDEN);
    int d = schema.shape().tagDims();
    requireShapes(file, fields, heads, hidden, d); // before anything of these sizes is made
    Weights weights =
        new Weights(heads, d, ReadOut.inputs(fields, heads, d), hidden, fields.target());
    getWeights(file, weights);
    for (int h = 0; schema.regresses() && h < heads; h++) {
      weights.values()[weights.logLambda(h)] = file.doubles("attention.log_lambda", heads)[h];
    }
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

  private static void requireShapes(Safetensors file, Fields fields, int heads, int hidden, int d) {
    int inputs = ReadOut.inputs(fields, heads, d);
    file.require("attention.wq", Tensor.Type.F64, heads, d, d);
    file.require("readout.a", Tensor.Type.F64, fields.target(), inputs);
    file.require("readout.u1", Tensor.Type.F64, hidden, inputs);
    requireLogarithms(file, "attention.log_beta", heads);
    if (fields.readOut() == ReadOutKind.REGRESS) {
      requireLogarithms(file, "attention.log_lambda", heads);
    }
  }

  private static void requireLogarithms(Safetensors file, String name, int heads) {
    for (double log : file.doubles(name, heads)) {
      if (Math.abs(log) > MAX_LOG) {
        throw new IllegalArgumentException(
            name + "=" + log + " is outside -" + MAX_LOG + " to " + MAX_LOG + "; train anew");
      }
    }
  }

  private static double[] logLambda(Weights w) {
    double[] logs = new double[w.heads()];
    for (int h = 0; h < logs.length; h++) {
      logs[h] = w.values()[w.logLambda(h)];
    }
    return logs;
  }

  private static void putSchema(Map<String, Tensor> tensors, Schema schema) {
    TagMap map = schema.tagMap();
    put(tensors, "tag.mean", map.mean(), map.rawDims());
    put(tensors, "tag.scale", map.scale(), map.rawDims());
    if (map.directions() != null) {
      double[][] rows = map.directions();
      put(tensors, "tag.directions", flat(rows), rows.length, rows[0].length);
    }
    if (schema.lift() instanceof Lift.Identity lift) {
      put(tensors, "content.mean", lift.mean(), lift.dims());
      put(tensors, "content.scale", lift.scale(), lift.dims());
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
    Lift lift = new Lift.OneHot(fields.content());
    if (fields.kind() == Kind.REGRESSION) {
      double[] contentMean = file.doubles("content.mean", fields.content());
      double[] contentScale = file.doubles("content.scale", fields.content());
      lift = new Lift.Identity(contentMean, positive("content.scale", contentScale));
    }
    return new Schema(fields, map, lift);
  }

  private static void putWeights(Map<String, Tensor> tensors, Weights w) {
    int heads = w.heads();
    int square = w.tagDims() * w.tagDims();
    double[] logBeta = new double[heads];
    double[] wq = new double[heads * square];
    double[] wk = new double[heads * square];
    for (int h = 0; h < heads; h++) {
      logBeta[h] = w.values()[w.logBeta(h)];
      System.arraycopy(w.values(), w.wq(h), wq, h * square, square);
      System.arraycopy(w.values(), w.wk(h), wk, h * square, square);
    }
    put(tensors, "attention.log_beta", logBeta, heads);
    put(tensors, "attention.wq", wq, heads, w.tagDims(), w.tagDims());
    put(tensors, "attention.wk", wk, heads, w.tagDims(), w.tagDims());
    Mlp mlp = w.mlp();
    putSlice(tensors, "readout.a", w, mlp.straight(), mlp.outputs(), mlp.inputs());
    putSlice(tensors, "readout.b", w, mlp.bias(), mlp.outputs());
    putSlice(tensors, "readout.u1", w, mlp.first(), mlp.hidden(), mlp.inputs());
    putSlice(tensors, "readout.c", w, mlp.firstBias(), mlp.hidden());
    putSlice(tensors, "readout.u2", w, mlp.second(), mlp.outputs(), mlp.hidden());
  }

  private static void getWeights(Safetensors file, Weights w) {
    int heads = w.heads();
    int d = w.tagDims();
    double[] logBeta = file.doubles("attention.log_beta", heads);
    double[] wq = file.doubles("attention.wq", heads, d, d);
    double[] wk = file.doubles("attention.wk", heads, d, d);
    for (int h = 0; h < heads; h++) {
      w.values()[w.logBeta(h)] = logBeta[h];
      System.arraycopy(wq, h * d * d, w.values(), w.wq(h), d * d);
      System.arraycopy(wk, h * d * d, w.values(), w.wk(h), d * d);
    }
    Mlp mlp = w.mlp();
    getSlice(file, "readout.a", w, mlp.straight(), mlp.outputs(), mlp.inputs());
    getSlice(file, "readout.b", w, mlp.bias(), mlp.outputs());
    getSlice(file, "readout.u1", w, mlp.first(), mlp.hidden(), mlp.inputs());
    getSlice(file, "readout.c", w, mlp.firstBias(), mlp.hidden());
    getSlice(file, "readout.u2", w, mlp.second(), mlp.outputs(), mlp.hidden());
  }

  static void put(Map<String, Tensor> tensors, String name, double[] v, long... shape) {
    tensors.put(name, Tensor.of(v, shape));
  }

  private static void putSlice(
      Map<String, Tensor> tensors, String name, Weights w, int from, int... shape) {
    int size = 1;
    long[] sizes = new long[shape.length];
    for (int i = 0; i < shape.length; i++) {
      size *= shape[i];
      sizes[i] = shape[i];
    }
    put(tensors, name, java.util.Arrays.copyOfRange(w.values(), from, from + size), sizes);
  }

  private static void getSlice(Safetensors file, String name, Weights w, int to, long... shape) {
    double[] values = file.doubles(name, shape);
    System.arraycopy(values, 0, w.values(), to, values.length);
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
    double value = number(file, key);
    if (value != Math.rint(value) || value < 1 || value > max) {
      throw new IllegalArgumentException(
          "the model's "
              + key
              + "="
              + file.require(key)
              + " is not a whole number from 1 to "
              + max
              + "; train anew");
    }
    return (int) value;
  }

  private static double number(Safetensors file, String key) {
    try {
      double value = Double.parseDouble(file.require(key));
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // refused below with the others
    }
    throw new IllegalArgumentException(
        "the model's " + key + "=" + file.require(key) + " is not a finite number; train anew");
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
