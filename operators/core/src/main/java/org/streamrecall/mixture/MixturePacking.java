package org.streamrecall.mixture;

import java.nio.ByteBuffer;

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
  private final int plain; // dims that are not labels

  MixturePacking(Mixture of) {
    this.of = of;
    shape = of.shape;
    deviation = new float[shape.dims()][of.stride];
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
      of.mean[i][k] = level(of.mean[i][k]) / LEVELS;
    }
    for (int i = 0; i < shape.dims(); i++) {
      float[] variance = of.cov[shape.pair(i, i)];
      float root = (float) Math.sqrt(i < plain ? variance[k] : ofLabel(i, k));
      deviation[i][k] = root;
      variance[k] = root * root;
    }
    for (int i = 0; i < shape.dims(); i++) {
      float levels = i < plain ? LEVELS : FEW;
      for (int j = 0; j < Math.min(i, shape.tags()); j++) {
        float[] row = of.cov[shape.pair(i, j)];
        row[k] = level(row[k], i, j, k, levels) * (deviation[i][k] * deviation[j][k]) / levels;
      }
    }
  }

  private float ofLabel(int i, int k) {
    float share = of.mean[i][k];
    return Math.max(0, share * (1 - share));
  }

  private short level(float covariance, int i, int j, int k, float levels) {
    float unit = deviation[i][k] * deviation[j][k];
    return unit > 0 ? level(covariance / unit, levels) : 0;
  }

  private static short level(float x) {
    return level(x, LEVELS);
  }

  /** Of a number of at most 1. */
  private static short level(float x, float levels) {
    double place = Math.max(-levels, Math.min(levels, x * levels));
    return (short) ((int) (place + ABOVE) - (int) ABOVE); // the nearest, faster than by rounding
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
        float[] row = of.cov[shape.pair(i, j)];
        for (int k = 0; k < of.count; k++) {
          if (i < plain) {
            out.putShort(level(row[k], i, j, k, LEVELS));
          } else {
            out.put((byte) level(row[k], i, j, k, FEW));
          }
        }
      }
    }
    for (int i = plain; i < of.mean.length; i++) {
      for (int k = 0; k < of.count; k++) {
        out.putShort(level(of.mean[i][k]));
      }
    }
  }

  private void put(float[] row, ByteBuffer out) {
    for (int k = 0; k < of.count; k++) {
      out.putFloat(row[k]);
    }
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
        for (int k = 0; k < of.count; k++) {
          row[k] = i < plain ? in.getShort() : in.get();
        }
        java.util.Arrays.fill(row, of.count, of.stride, 0);
      }
    }
    for (int i = plain; i < of.mean.length; i++) {
      float[] row = of.mean[i];
      for (int k = 0; k < of.count; k++) {
        row[k] = in.getShort() / LEVELS;
      }
      java.util.Arrays.fill(row, of.count, of.stride, 0);
    }
    for (int i = 0; i < shape.dims(); i++) {
      float[] variance = of.cov[shape.pair(i, i)];
      for (int k = 0; k < of.stride; k++) {
        if (i >= plain) {
          deviation[i][k] = (float) Math.sqrt(ofLabel(i, k));
        }
        variance[k] = deviation[i][k] * deviation[i][k];
      }
      float levels = i < plain ? LEVELS : FEW;
      for (int j = 0; j < Math.min(i, shape.tags()); j++) {
        multiply(of.cov[shape.pair(i, j)], deviation[i], deviation[j], levels);
      }
    }
  }

  private void get(float[] row, ByteBuffer in) {
    for (int k = 0; k < of.count; k++) {
      row[k] = in.getFloat();
    }
    java.util.Arrays.fill(row, of.count, of.stride, 0);
  }

  private void multiply(float[] row, float[] a, float[] b, float levels) {
    for (int k = 0; k < of.count; k++) {
      row[k] = row[k] * (a[k] * b[k]) / levels;
    }
  }
}
