package org.streamrecall.mixture;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What the bytes of a {@link Mixture} hold, component beside component:
 *
 * <pre>
 *   mass f32   means of tags and contents f32   their deviations f32   correlations i16
 *   means of names and directions i16
 * </pre>
 *
 * Of labels the means are i16, which say the deviations too, and the correlations are i8.
 */
final class MixturePacking {
  private static final float LEVELS = Short.MAX_VALUE;
  private static final double ABOVE = 0x1p16 + 0.5; // of any level
  private static final float FEW = Byte.MAX_VALUE; // levels of a label's correlations

  private final Mixture of;
  private final TokenShape shape;
  private final float[][] deviation; // (dims, stride)
  private final float[][] inverse; // of them, 0 for 0
  private final short[] levels; // (stride), scratch
  private final int plain; // dims that are not labels

  MixturePacking(Mixture of) {
    this.of = of;
    shape = of.shape;
    deviation = new float[shape.dims()][of.stride];
    inverse = new float[shape.dims()][of.stride];
    levels = new short[of.stride];
    plain = shape.labels() ? shape.tags() : shape.dims();
  }

  static int bytes(TokenShape shape) {
    int tags = shape.tags();
    int plain = shape.labels() ? tags : shape.dims();
    int labels = shape.dims() - plain;
    int correlations = tags * (tags - 1) / 2 + (plain - tags) * tags;
    return Float.BYTES * (1 + 2 * plain)
        + Short.BYTES * (correlations + shape.loose())
        + labels * (Short.BYTES + tags);
  }

  /** Makes a component what it would be if it had been written and read. */
  void round(int k) {
    for (int i = plain; i < of.mean.length; i++) {
      of.mean[i][k] = level(of.mean[i][k], LEVELS) / LEVELS;
    }
    for (int i = 0; i < shape.dims(); i++) {
      float[] variance = of.cov[shape.pair(i, i)];
      float root = (float) Math.sqrt(i < plain ? variance[k] : ofLabel(i, k));
      deviation[i][k] = root;
      inverse[i][k] = inverse(root);
      variance[k] = root * root;
    }
    for (int i = 0; i < shape.dims(); i++) {
      float levels = i < plain ? LEVELS : FEW;
      for (int j = 0; j < Math.min(i, shape.tags()); j++) {
        float[] row = of.cov[shape.pair(i, j)];
        float correlation = row[k] * inverse[i][k] * inverse[j][k];
        row[k] = level(correlation, levels) * (deviation[i][k] * deviation[j][k]) / levels;
      }
    }
  }

  private float ofLabel(int i, int k) {
    float share = of.mean[i][k];
    return Math.max(0, share * (1 - share));
  }

  private static float inverse(float deviation) {
    return deviation > Float.MIN_NORMAL ? 1 / deviation : 0;
  }

  /** Of a number of at most 1, the nearest: faster so than by rounding. */
  private static short level(float x, float levels) {
    double place = Math.max(-levels, Math.min(levels, x * levels));
    return (short) ((int) (place + ABOVE) - (int) ABOVE);
  }

  void put(ByteBuffer out) {
    put(of.mass, out);
    for (int i = 0; i < plain; i++) {
      put(of.mean[i], out);
    }
    for (int i = 0; i < plain; i++) {
      put(deviation[i], out);
    }
    for (int i = 0; i < shape.dims(); i++) {
      for (int j = 0; j < Math.min(i, shape.tags()); j++) {
        putCorrelations(of.cov[shape.pair(i, j)], inverse[i], inverse[j], i < plain, out);
      }
    }
    for (int i = plain; i < of.mean.length; i++) {
      for (int k = 0; k < of.count; k++) {
        levels[k] = level(of.mean[i][k], LEVELS);
      }
      putLevels(out);
    }
  }

  private void putCorrelations(
      float[] row, float[] left, float[] right, boolean isPlain, ByteBuffer out) {
    float most = isPlain ? LEVELS : FEW;
    for (int k = 0; k < of.count; k++) {
      levels[k] = level(row[k] * left[k] * right[k], most);
    }
    if (isPlain) {
      putLevels(out);
      return;
    }
    for (int k = 0; k < of.count; k++) {
      out.put((byte) levels[k]);
    }
  }

  private void putLevels(ByteBuffer out) {
    out.asShortBuffer().put(levels, 0, of.count);
    out.position(out.position() + Short.BYTES * of.count);
  }

  private void put(float[] row, ByteBuffer out) {
    out.asFloatBuffer().put(row, 0, of.count);
    out.position(out.position() + Float.BYTES * of.count);
  }

  void get(ByteBuffer in) {
    get(of.mass, in);
    for (int i = 0; i < plain; i++) {
      get(of.mean[i], in);
    }
    for (int i = 0; i < plain; i++) {
      get(deviation[i], in);
    }
    for (int i = 0; i < shape.dims(); i++) {
      for (int j = 0; j < Math.min(i, shape.tags()); j++) {
        float[] row = of.cov[shape.pair(i, j)];
        if (i < plain) {
          getLevels(row, in);
        } else {
          for (int k = 0; k < of.count; k++) {
            row[k] = in.get();
          }
        }
        Arrays.fill(row, of.count, of.stride, 0);
      }
    }
    for (int i = plain; i < of.mean.length; i++) {
      float[] row = of.mean[i];
      getLevels(row, in);
      for (int k = 0; k < of.count; k++) {
        row[k] /= LEVELS;
      }
      Arrays.fill(row, of.count, of.stride, 0);
    }
    for (int i = 0; i < shape.dims(); i++) {
      float[] variance = of.cov[shape.pair(i, i)];
      for (int k = 0; k < of.stride; k++) {
        if (i >= plain) {
          deviation[i][k] = (float) Math.sqrt(ofLabel(i, k));
        }
        variance[k] = deviation[i][k] * deviation[i][k];
        inverse[i][k] = inverse(deviation[i][k]);
      }
      float levels = i < plain ? LEVELS : FEW;
      for (int j = 0; j < Math.min(i, shape.tags()); j++) {
        multiply(of.cov[shape.pair(i, j)], deviation[i], deviation[j], levels);
      }
    }
  }

  private void get(float[] row, ByteBuffer in) {
    in.asFloatBuffer().get(row, 0, of.count);
    in.position(in.position() + Float.BYTES * of.count);
    Arrays.fill(row, of.count, of.stride, 0);
  }

  private void getLevels(float[] row, ByteBuffer in) {
    in.asShortBuffer().get(levels, 0, of.count);
    in.position(in.position() + Short.BYTES * of.count);
    for (int k = 0; k < of.count; k++) {
      row[k] = levels[k];
    }
  }

  private void multiply(float[] row, float[] a, float[] b, float levels) {
    for (int k = 0; k < of.count; k++) {
      row[k] = row[k] * (a[k] * b[k]) / levels;
    }
  }
}
