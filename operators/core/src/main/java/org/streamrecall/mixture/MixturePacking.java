package org.streamrecall.mixture;

import java.nio.ByteBuffer;

/**
 * What the bytes of a {@link Mixture} hold, component beside component:
 *
 * <pre>
 *   mass f32   means of tags and contents f32   their deviations f32   correlations i16
 *   means of names and directions i16
 * </pre>
 */
final class MixturePacking {
  private static final float LEVELS = Short.MAX_VALUE;

  private final Mixture of;
  private final TokenShape shape;
  private final float[][] deviation; // (dims, stride)

  MixturePacking(Mixture of) {
    this.of = of;
    shape = of.shape;
    deviation = new float[shape.dims()][of.stride];
  }

  static int bytes(TokenShape shape) {
    int correlations = shape.pairs() - shape.dims();
    return Float.BYTES * (1 + 2 * shape.dims()) + Short.BYTES * (correlations + shape.loose());
  }

  /** Makes a component what it would be if it had been written and read. */
  void round(int k) {
    for (int i = 0; i < shape.dims(); i++) {
      float[] variance = of.cov[shape.pair(i, i)];
      float root = (float) Math.sqrt(variance[k]);
      deviation[i][k] = root;
      variance[k] = root * root;
    }
    for (int i = 0; i < shape.dims(); i++) {
      for (int j = 0; j < Math.min(i, shape.tags()); j++) {
        float[] row = of.cov[shape.pair(i, j)];
        row[k] = level(row[k], i, j, k) * (deviation[i][k] * deviation[j][k]) / LEVELS;
      }
    }
    for (int i = shape.dims(); i < shape.all(); i++) {
      of.mean[i][k] = level(of.mean[i][k]) / LEVELS;
    }
  }

  private short level(float covariance, int i, int j, int k) {
    float unit = deviation[i][k] * deviation[j][k];
    return unit > 0 ? level(covariance / unit) : 0;
  }

  /** Of a number of at most 1. */
  private static short level(float x) {
    return (short) Math.round(Math.max(-LEVELS, Math.min(LEVELS, x * LEVELS)));
  }

  void put(ByteBuffer out) {
    put(of.mass, out);
    for (int i = 0; i < shape.dims(); i++) {
      put(of.mean[i], out);
    }
    for (float[] row : deviation) {
      put(row, out);
    }
    for (int i = 0; i < shape.dims(); i++) {
      for (int j = 0; j < Math.min(i, shape.tags()); j++) {
        float[] row = of.cov[shape.pair(i, j)];
        for (int k = 0; k < of.count; k++) {
          out.putShort(level(row[k], i, j, k));
        }
      }
    }
    for (int i = shape.dims(); i < shape.all(); i++) {
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
    for (int i = 0; i < shape.dims(); i++) {
      get(of.mean[i], in);
    }
    for (int i = 0; i < shape.dims(); i++) {
      get(deviation[i], in);
      float[] variance = of.cov[shape.pair(i, i)];
      for (int k = 0; k < of.stride; k++) {
        variance[k] = deviation[i][k] * deviation[i][k];
      }
    }
    for (int i = 0; i < shape.dims(); i++) {
      for (int j = 0; j < Math.min(i, shape.tags()); j++) {
        shorts(of.cov[shape.pair(i, j)], in);
        multiply(of.cov[shape.pair(i, j)], deviation[i], deviation[j]);
      }
    }
    for (int i = shape.dims(); i < shape.all(); i++) {
      float[] row = of.mean[i];
      shorts(row, in);
      for (int k = 0; k < of.count; k++) {
        row[k] /= LEVELS;
      }
    }
  }

  private void get(float[] row, ByteBuffer in) {
    for (int k = 0; k < of.count; k++) {
      row[k] = in.getFloat();
    }
    java.util.Arrays.fill(row, of.count, of.stride, 0);
  }

  private void shorts(float[] row, ByteBuffer in) {
    for (int k = 0; k < of.count; k++) {
      row[k] = in.getShort();
    }
    java.util.Arrays.fill(row, of.count, of.stride, 0);
  }

  private void multiply(float[] row, float[] a, float[] b) {
    for (int k = 0; k < of.count; k++) {
      row[k] = row[k] * (a[k] * b[k]) / LEVELS;
    }
  }
}
