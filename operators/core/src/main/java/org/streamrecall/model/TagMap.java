package org.streamrecall.model;

import org.streamrecall.measure.Atom;

/**
 * The frozen map from a raw tag x to the tag v that attention sees:
 *
 * <pre>  v = unit( A' (scale * (x - mean)) )</pre>
 *
 * with A the identity or fitted directions. A constant field has scale 1. Applied once per token
 * and query, before keying.
 */
public final class TagMap {
  /** How the directions A come about. */
  public enum Kind {
    /** A = I: every raw field is a direction of its own. */
    IDENTITY,
    /** The directions along which tags vary; those along which they do not are left out. */
    PRINCIPAL,
    /** Fitted so that classes (context and slot) lie far apart for their own scatter. */
    DISCRIMINANT
  }

  /** What is done to a mapped tag's length. */
  public enum Unit {
    /** Nothing: the exact laws of the softmax hold as they stand, and long tags are favoured. */
    NONE,
    /** v / |v|, so that attention is a Gaussian kernel on the sphere; the length is forgotten. */
    NORMALISE,
    /** Divides by a radius and adds the coordinate that makes |v| = 1: the length is kept. */
    LIFT
  }

  private final double[] mean; // (raw)
  private final double[] scale; // (raw)
  private final double[][] directions; // (raw, out), or null for the identity
  private final double[] offset; // (out) A'(scale * mean)
  private final int mapped; // out, before the unit step
  private final Unit unit;
  private final double radius;

  /**
   * @param mean (raw)
   * @param scale (raw), positive
   * @param directions (raw, out), or null for the identity
   * @param unit what is done to the length
   * @param radius the length that becomes 1 under LIFT; ignored otherwise
   */
  public TagMap(double[] mean, double[] scale, double[][] directions, Unit unit, double radius) {
    this.mean = mean.clone();
    this.scale = scale.clone();
    this.directions = directions;
    this.mapped = directions == null ? mean.length : directions[0].length;
    this.unit = unit;
    this.radius = radius;
    this.offset = new double[mapped];
    for (int j = 0; j < mean.length; j++) {
      addColumn(j, scale[j] * mean[j], offset);
    }
  }

  /** The map that leaves numbers as they are, but for the unit step. */
  public static TagMap identity(int raw, Unit unit) {
    double[] ones = new double[raw];
    java.util.Arrays.fill(ones, 1);
    return new TagMap(new double[raw], ones, null, unit, 2 * Math.sqrt(raw));
  }

  /** Length of a raw tag. */
  public int rawDims() {
    return mean.length;
  }

  /** Length of a mapped tag. */
  public int dims() {
    return unit == Unit.LIFT ? mapped + 1 : mapped;
  }

  public Unit unit() {
    return unit;
  }

  /** Whether a mapped tag can be told in the user's own numbers again. */
  public boolean isReadable() {
    return directions == null && unit == Unit.NONE;
  }

  /**
   * The raw tag behind a mapped one, or behind a mean of mapped ones.
   *
   * @param v mapped, (dims)
   * @return (raw)
   * @throws IllegalStateException if this map is not {@link #isReadable() readable}
   */
  public float[] raw(float[] v) {
    if (!isReadable()) {
      throw new IllegalStateException("directions or lengths of a tag are lost in this map");
    }
    float[] raw = new float[v.length];
    for (int j = 0; j < raw.length; j++) {
      raw[j] = (float) (mean[j] + v[j] / scale[j]);
    }
    return raw;
  }

  double[] mean() {
    return mean;
  }

  double[] scale() {
    return scale;
  }

  double[][] directions() {
    return directions;
  }

  /** The length that becomes 1 under LIFT. */
  public double radius() {
    return radius;
  }

  /**
   * @param raw (raw), finite; zeros cost nothing, so that sparse tags are cheap
   * @return v, (dims)
   * @throws IllegalArgumentException if the length differs or a number is not finite
   */
  public float[] apply(float[] raw) {
    Schema.requireNumbers("tag", raw, mean.length);
    double[] v = new double[mapped];
    for (int j = 0; j < raw.length; j++) {
      if (raw[j] != 0) {
        addColumn(j, scale[j] * raw[j], v);
      }
    }
    double square = 0;
    for (int i = 0; i < mapped; i++) {
      v[i] -= offset[i];
      square += v[i] * v[i];
    }
    return withUnit(v, square);
  }

  private void addColumn(int j, double factor, double[] sum) {
    if (directions == null) {
      sum[j] += factor;
      return;
    }
    double[] column = directions[j];
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * column[i];
    }
  }

  private float[] withUnit(double[] v, double square) {
    float[] out = new float[dims()];
    double norm = Math.sqrt(square);
    double divisor =
        switch (unit) {
          case NONE -> 1;
          case NORMALISE -> norm == 0 ? 1 : norm;
          case LIFT -> Math.max(radius, norm);
        };
    for (int i = 0; i < mapped; i++) {
      out[i] = (float) (v[i] / divisor);
      if (!(Math.abs(out[i]) <= Atom.MAX_NUMBER)) {
        throw new IllegalArgumentException(
            "tag direction " + i + " maps to " + out[i] + ", beyond 1e15; use a larger unit");
      }
    }
    if (unit == Unit.LIFT) {
      out[mapped] = (float) Math.sqrt(Math.max(0, 1 - square / (divisor * divisor)));
    }
    return out;
  }
}
