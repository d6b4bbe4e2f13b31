package org.streamrecall.measure;

import java.util.Arrays;

/** Plain loops: the reference, and the path of a JVM without the Vector API. */
class ScalarKernels extends Kernels {
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
      out[j] = q[0] * m[j];
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
  void scaleOuter(double[] s, double unit, double[] twice, int rows, int width, double[] out) {
    for (int r = 0, at = 0; r < rows; r++) {
      for (int i = 0; i < width; i++, at++) {
        out[at] = s[at] * unit * twice[i] * twice[i + r];
      }
    }
  }

  @Override
  void costs(double n, double[] masses, double[] squares, int count) {
    for (int j = 0; j < count; j++) {
      squares[j] = Math.sqrt(masses[j] / (masses[j] + n) * n) * squares[j];
    }
  }

  @Override
  void packShorts(double[] x, int from, double first, int most, byte[] out, int to, int n) {
    for (int i = 0; i < n; i++) {
      int value = (int) ((x[from + i] + dither(first, from + i) + ROUND) - ROUND);
      Packed.putShort(out, to + 2 * i, Math.max(-most, Math.min(most, value)));
    }
  }

  @Override
  void unpackShorts(byte[] in, int at, double[] out, int to, int n) {
    for (int i = 0; i < n; i++) {
      out[to + i] = Packed.getShort(in, at + 2 * i);
    }
  }

  @Override
  void unpackBytes(byte[] in, int at, double unit, double[] out, int to, int n) {
    for (int i = 0; i < n; i++) {
      out[to + i] = unit * in[at + i];
    }
  }

  @Override
  void round(double[] x, double first, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = (x[i] + dither(first, i) + ROUND) - ROUND;
    }
  }

  @Override
  void weigh(double[] w, double[] at, int axes, int stride, int n, double[] lanes) {
    Arrays.fill(lanes, 0, (1 + axes) * FEW, 0);
    for (int i = 0; i < n; i++) {
      int lane = i % FEW;
      lanes[lane] += w[i];
      for (int x = 0, place = i; x < axes; x++, place += stride) {
        lane += FEW;
        lanes[lane] = Math.fma(w[i], at[place], lanes[lane]);
      }
    }
  }

  @Override
  void centre(
      double[] w,
      double total,
      double least,
      double[] at,
      double[] mean,
      int axes,
      int stride,
      int n,
      double[] share,
      double[] place) {
    for (int i = 0; i < n; i++) {
      share[i] = Math.max(least, w[i] / total);
    }
    for (int x = 0; x < axes; x++) {
      for (int i = 0; i < n; i++) {
        place[x * n + i] = at[x * stride + i] - mean[x];
      }
    }
  }

  @Override
  void fromTop(double[] x, double highest, int n, double[] out, int to) {
    for (int i = 0; i < n; i++) {
      out[to + i] = x[i] - highest;
    }
  }

  @Override
  void fromBothEnds(
      double[] x, double f, double highest, double lowest, int n, double[] out, int to) {
    for (int i = 0; i < n; i++) {
      out[to + i] = (x[i] - highest) * f;
      out[to + n + i] = (lowest - x[i]) * f;
    }
  }

  @Override
  void tiltSums(double[] share, double[] x, double[] t, int at, int n, double[] lanes) {
    for (int j = 0; j < FEW; j++) {
      double square = 0;
      double sum = 0;
      for (int i = j; i < n; i += FEW) {
        square = Math.fma(share[i] * x[i], x[i], square);
        sum = Math.fma(share[i], t[at + i], sum);
      }
      lanes[j] = square;
      lanes[FEW + j] = sum;
    }
  }

  @Override
  void powerSums(double[] share, double[] x, double[] t, int at, int n, double[] lanes) {
    int half = Audits.NORMS.length * FEW;
    for (int j = 0; j < FEW; j++) {
      double square = 0;
      for (int i = j; i < n; i += FEW) {
        square = Math.fma(share[i] * x[i], x[i], square);
      }
      lanes[j] = square;
      for (int side = 0, from = at, to = FEW + j; side < 2; side++, from += n, to += half) {
        double first = 0;
        double second = 0;
        double fourth = 0;
        for (int i = j; i < n; i += FEW) {
          double y = t[from + i];
          first = Math.fma(share[i], y, first);
          y = y * y;
          second = Math.fma(share[i], y, second);
          fourth = Math.fma(share[i], y * y, fourth);
        }
        lanes[to] = first;
        lanes[to + FEW] = second;
        lanes[to + 2 * FEW] = fourth;
      }
    }
  }

  @Override
  void alongAxes(
      double[] share,
      double[] x,
      double keep,
      double one,
      double[] t,
      int from,
      double[] place,
      int axes,
      int n,
      double[] p,
      double[] lanes) {
    Arrays.fill(lanes, 0, axes * FEW, 0);
    for (int i = 0; i < n; i++) {
      p[i] = share[i] * t[from + i] * one;
      double change = p[i] - share[i] * x[i] * keep;
      for (int a = 0, lane = i % FEW; a < axes; a++, lane += FEW) {
        lanes[lane] = Math.fma(change, place[a * n + i], lanes[lane]);
      }
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
  void addTurned(
      double w, double[] m, double[] along, double[][] basis, int axes, double[] sum, int n) {
    axpy(w, m, sum, n);
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
