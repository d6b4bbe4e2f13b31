package org.streamrecall.mixture;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A line through what was said lately: moments that fade, and regression on them. */
public final class FadingLine {
  private final TokenShape shape;
  private final double keep;
  private final float[] mean; // (dims)
  private final float[] cov; // (pairs)
  private final double[] away; // (dims)
  private final LocalLine line;
  private float mass;

  /**
   * @param keep part of a token's weight at the next one
   */
  public FadingLine(TokenShape shape, double keep) {
    this.shape = shape;
    this.keep = keep;
    mean = new float[shape.dims()];
    cov = new float[shape.pairs()];
    away = new double[shape.dims()];
    line = new LocalLine(shape);
  }

  public void clear() {
    mass = 0;
    Arrays.fill(mean, 0);
    Arrays.fill(cov, 0);
  }

  /**
   * Makes this what another is, but for labels that the other does not know.
   *
   * @param other of the same tags, with as many labels or fewer
   */
  public void take(FadingLine other) {
    clear();
    mass = other.mass;
    System.arraycopy(other.mean, 0, mean, 0, other.mean.length);
    System.arraycopy(other.cov, 0, cov, 0, other.cov.length);
  }

  /** Adds a number to all tokens' number i: its origin has moved. */
  public void shift(int i, double by) {
    mean[i] = (float) (mean[i] + by);
  }

  /**
   * @param token (all), of which tags and contents are looked at
   */
  public void add(float[] token, float weight) {
    double before = keep * mass;
    mass = (float) (before + weight);
    double part = weight / (before + weight);
    double kept = before / (before + weight);
    for (int i = 0; i < away.length; i++) {
      away[i] = token[i] - (double) mean[i];
      mean[i] = (float) (mean[i] + part * away[i]);
    }
    for (int i = 0, at = 0; i < away.length; i++) {
      for (int j = 0; j < Math.min(i, shape.tags()); j++, at++) {
        cov[at] = (float) (kept * (cov[at] + part * away[i] * away[j]));
      }
      cov[at] = (float) (kept * (cov[at] + part * away[i] * away[i]));
      at++;
    }
  }

  /** The line at a tag: see {@link KernelRecall#ask}. */
  public LocalLine read(float[] token, double[] units, double ridge) {
    line.clear();
    for (int i = 0; i < mean.length; i++) {
      line.mean[i] = mean[i];
    }
    for (int i = 0; i < cov.length; i++) {
      line.cov[i] = cov[i];
    }
    line.addTokens(1, mass);
    line.read(token, units, ridge);
    return line;
  }

  /** Bytes of any. */
  public int bytes() {
    return bytes(shape);
  }

  /** Bytes of one of this shape. */
  public static int bytes(TokenShape shape) {
    return Float.BYTES * (1 + shape.dims() + shape.pairs());
  }

  public void put(ByteBuffer out) {
    out.putFloat(mass);
    for (float x : mean) {
      out.putFloat(x);
    }
    for (float x : cov) {
      out.putFloat(x);
    }
  }

  public void get(ByteBuffer in) {
    mass = in.getFloat();
    for (int i = 0; i < mean.length; i++) {
      mean[i] = in.getFloat();
    }
    for (int i = 0; i < cov.length; i++) {
      cov[i] = in.getFloat();
    }
  }
}
