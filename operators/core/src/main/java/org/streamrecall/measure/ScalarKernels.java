package org.streamrecall.measure;

import java.util.Arrays;

/** Plain loops: the reference, and the path of a JVM without the Vector API. */
class ScalarKernels extends ScalarPacking {
  @Override
  String name() {
    return "scalar";
  }

  @Override
  double dot(double[] x, double[] y, int at, int n) {
    double s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
    double t0 = 0, t1 = 0, t2 = 0, t3 = 0, t4 = 0, t5 = 0, t6 = 0, t7 = 0;
    for (int i = 0, j = at; i < n; i += LANES, j += LANES) {
      s0 = Math.fma(x[i], y[j], s0);
      s1 = Math.fma(x[i + 1], y[j + 1], s1);
      s2 = Math.fma(x[i + 2], y[j + 2], s2);
      s3 = Math.fma(x[i + 3], y[j + 3], s3);
      s4 = Math.fma(x[i + 4], y[j + 4], s4);
      s5 = Math.fma(x[i + 5], y[j + 5], s5);
      s6 = Math.fma(x[i + 6], y[j + 6], s6);
      s7 = Math.fma(x[i + 7], y[j + 7], s7);
      t0 = Math.fma(x[i + 8], y[j + 8], t0);
      t1 = Math.fma(x[i + 9], y[j + 9], t1);
      t2 = Math.fma(x[i + 10], y[j + 10], t2);
      t3 = Math.fma(x[i + 11], y[j + 11], t3);
      t4 = Math.fma(x[i + 12], y[j + 12], t4);
      t5 = Math.fma(x[i + 13], y[j + 13], t5);
      t6 = Math.fma(x[i + 14], y[j + 14], t6);
      t7 = Math.fma(x[i + 15], y[j + 15], t7);
    }
    double a = (s0 + t0) + (s4 + t4);
    double b = (s1 + t1) + (s5 + t5);
    double c = (s2 + t2) + (s6 + t6);
    double d = (s3 + t3) + (s7 + t7);
    return (a + c) + (b + d);
  }

  @Override
  void axpy(double f, double[] x, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.fma(f, x[i], y[i]);
    }
  }

  @Override
  void addOuter(
      double keep, double add, double[] e, double[] twice, double[] s, int rows, int width) {
    for (int r = 0, at = 0; r < rows; r++) {
      for (int i = 0; i < width; i++, at++) {
        s[at] = Math.fma(add * e[i], twice[i + r], keep * s[at]);
      }
    }
  }

  @Override
  void addOuters(
      double[] weighted, double[] twice, int n, int stride, double[] s, int rows, int width) {
    for (int k = 0, from = 0; k < n; k++, from += width) {
      for (int r = 0, at = 0, shifted = k * stride; r < rows; r++, at += width, shifted++) {
        for (int i = 0; i < width; i++) {
          s[at + i] = Math.fma(weighted[from + i], twice[shifted + i], s[at + i]);
        }
      }
    }
  }

  @Override
  void multiplyUpper(double[] s, int rows, int width, double[] twice, double[] out) {
    for (int i = 0; i < width; i++) {
      out[i] = s[i] * twice[i];
    }
    for (int r = 1, at = width; r < rows; r++) {
      for (int i = 0; i < width; i++, at++) {
        out[i] = Math.fma(s[at], twice[i + r], out[i]);
      }
    }
  }

  @Override
  void multiplyLower(double[] s, int rows, int width, double[] q, double[] spill) {
    for (int r = 1, at = width; r < rows; r++) {
      for (int i = 0; i < width; i++, at++) {
        spill[i + r] = Math.fma(s[at], q[i], spill[i + r]);
      }
    }
  }

  @Override
  void squares(double[] p, double[] m, int dims, int stride, int n, double[] out) {
    for (int j = 0; j < n; j++) {
      double difference = p[0] - m[j];
      out[j] = difference * difference;
    }
    for (int i = 1; i < dims; i++) {
      for (int j = 0; j < n; j++) {
        double difference = p[i] - m[i * stride + j];
        out[j] = Math.fma(difference, difference, out[j]);
      }
    }
  }

  @Override
  void scores(double[] q, double[] m, int dims, int stride, int n, double[] out) {
    for (int j = 0; j < n; j++) {
      out[j] = Math.fma(q[0], m[j], 0);
    }
    for (int i = 1; i < dims; i++) {
      for (int j = 0; j < n; j++) {
        out[j] = Math.fma(q[i], m[i * stride + j], out[j]);
      }
    }
  }

  @Override
  void exp(double[] x, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = Exp.exp(x[i]);
    }
  }

  @Override
  void log(double[] x, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = Log.log(x[i]);
    }
  }

  @Override
  void costs(double n, double[] masses, double[] squares, int count) {
    for (int j = 0; j < count; j++) {
      squares[j] = Math.sqrt(masses[j] / (masses[j] + n) * n) * squares[j];
    }
  }

  @Override
  void project(double[][] basis, int axes, double[] e, int n, double[] lanes) {
    for (int x = 0; x < axes; x++) {
      double[] axis = basis[x];
      for (int j = 0; j < FEW; j++) {
        double low = 0;
        double high = 0;
        for (int i = j; i < n; i += LANES) {
          low = Math.fma(axis[i], e[i], low);
          high = Math.fma(axis[i + FEW], e[i + FEW], high);
        }
        lanes[x * FEW + j] = low + high;
      }
    }
  }

  @Override
  void addTurned(double w, double[] along, double[][] basis, int axes, double[] sum, int n) {
    for (int x = 0; x < axes; x++) {
      axpy(w * along[x], basis[x], sum, n);
    }
  }

  @Override
  void quadratic(
      double[] s, int rows, int mirrored, int width, double[] e, double[] twice, double[] lanes) {
    Arrays.fill(lanes, 0, LANES, 0);
    for (int i = 0; i < width; i++) {
      double sum = 0;
      int r = 1;
      int at = width + i;
      for (; r < mirrored; r++, at += width) {
        sum = Math.fma(s[at], twice[i + r], sum);
      }
      sum = Math.fma(s[i], e[i], sum + sum);
      for (; r < rows; r++, at += width) {
        sum = Math.fma(s[at], twice[i + r], sum);
      }
      lanes[i % LANES] = Math.fma(sum, e[i], lanes[i % LANES]);
    }
    for (int j = 0; j < FEW; j++) {
      lanes[j] += lanes[j + FEW];
      lanes[j + FEW] = 0;
    }
  }
}
