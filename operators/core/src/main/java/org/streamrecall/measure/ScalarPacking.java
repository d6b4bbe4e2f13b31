package org.streamrecall.measure;

import java.util.Arrays;

/** Packing and unpacking, plain. */
abstract class ScalarPacking extends ScalarCellKernels {
  @Override
  void packRows(
      double[] s,
      int levels,
      double[] twice,
      int row,
      int end,
      int d,
      double first,
      byte[] out,
      int to) {
    int width = padded(d);
    int each = levels == NARROW ? 1 : 2;
    for (int r = row, at = to; r < end; r++) {
      for (int i = 0; i < Circulant.kept(r, d); i++, at += each) {
        double x = s[r * width + i] * (levels * twice[i]) * twice[i + r];
        double limited = Math.max(-levels, Math.min(levels, x + dither(first, r * width + i)));
        int number = (int) ((limited + ROUND) - ROUND);
        if (each == 1) {
          out[at] = (byte) number;
        } else {
          Packed.putShort(out, at, number);
        }
      }
    }
  }

  @Override
  void unpackShorts(
      byte[] in, int at, double unit, double[] twice, int row, int end, int d, double[] s) {
    unpack(in, at, 2, unit, twice, row, end, d, s);
  }

  @Override
  void unpackBytes(
      byte[] in, int at, double unit, double[] twice, int row, int end, int d, double[] s) {
    unpack(in, at, 1, unit, twice, row, end, d, s);
  }

  /** Numbers of so many bytes each. */
  private static void unpack(
      byte[] in,
      int at,
      int each,
      double unit,
      double[] twice,
      int row,
      int end,
      int d,
      double[] s) {
    int width = padded(d);
    int from = at;
    for (int r = row; r < end; r++) {
      int kept = Circulant.kept(r, d);
      for (int i = 0; i < d; i++) {
        int place = from + each * (i < kept ? i : i - kept);
        int number = each == 1 ? in[place] : Packed.getShort(in, place);
        s[r * width + i] = number * (unit * twice[i]) * twice[i + r];
      }
      Arrays.fill(s, r * width + d, (r + 1) * width, 0);
      from += each * kept;
    }
  }

  @Override
  void unpackBytes(byte[] in, int at, double unit, double[] out, int to, int n) {
    for (int i = 0; i < n; i++) {
      out[to + i] = unit * in[at + i];
    }
  }

  @Override
  void shake(double[] x, double first, int n, double[] out) {
    shake(x, first, 0, n, out);
  }

  /** From the i-th on. */
  static void shake(double[] x, double first, int from, int n, double[] out) {
    for (int i = from; i < n; i++) {
      double wide = x[i] * SPLIT;
      double rest = x[i] - (wide - (wide - x[i]));
      long power = Double.doubleToRawLongBits(x[i]) & EXPONENT;
      double ulp = Math.min(Double.longBitsToDouble(power) * ULP, Math.abs(rest) * ANY);
      out[i] = Math.fma(dither(first, i), ulp, x[i]);
    }
  }

  @Override
  void round(double[] x, double first, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = (x[i] + dither(first, i) + ROUND) - ROUND;
    }
  }
}
