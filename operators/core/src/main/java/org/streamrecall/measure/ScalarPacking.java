package org.streamrecall.measure;

import java.util.Arrays;

/** Packing and unpacking of matrices, plain. */
abstract class ScalarPacking extends ScalarCellKernels {
  @Override
  void packShorts(
      double[] s,
      double unit,
      double[] twice,
      double first,
      int most,
      int[] rows,
      int d,
      byte[] out,
      int to) {
    int width = padded(d);
    for (int r = rows[0], at = to; r < rows[1]; r++) {
      for (int i = 0; i < Circulant.kept(r, d); i++, at += 2) {
        double x = s[r * width + i] * (unit * twice[i]) * twice[i + r];
        Packed.putShort(out, at, rounded(x, dither(first, r * width + i), most));
      }
    }
  }

  @Override
  void packBytes(
      double[] s,
      double unit,
      double[] twice,
      double first,
      int most,
      int[] rows,
      int d,
      byte[] out,
      int to) {
    int width = padded(d);
    for (int r = rows[0], at = to; r < rows[1]; r++) {
      for (int i = 0; i < Circulant.kept(r, d); i++, at++) {
        double x = s[r * width + i] * (unit * twice[i]) * twice[i + r];
        out[at] = (byte) rounded(x, dither(first, r * width + i), most);
      }
    }
  }

  private static int rounded(double x, double dither, int most) {
    return (int) ((Math.max(-most, Math.min(most, x + dither)) + ROUND) - ROUND);
  }

  @Override
  void unpackShorts(byte[] in, int at, double unit, double[] twice, int[] rows, int d, double[] s) {
    int width = padded(d);
    int from = at;
    for (int r = rows[0]; r < rows[1]; r++) {
      int kept = Circulant.kept(r, d);
      for (int i = 0; i < d; i++) {
        int number = Packed.getShort(in, from + 2 * (i < kept ? i : i - kept));
        s[r * width + i] = number * (unit * twice[i]) * twice[i + r];
      }
      Arrays.fill(s, r * width + d, (r + 1) * width, 0);
      from += 2 * kept;
    }
  }

  @Override
  void unpackBytes(byte[] in, int at, double unit, double[] twice, int[] rows, int d, double[] s) {
    int width = padded(d);
    int from = at;
    for (int r = rows[0]; r < rows[1]; r++) {
      int kept = Circulant.kept(r, d);
      for (int i = 0; i < d; i++) {
        int number = in[from + (i < kept ? i : i - kept)];
        s[r * width + i] = number * (unit * twice[i]) * twice[i + r];
      }
      Arrays.fill(s, r * width + d, (r + 1) * width, 0);
      from += kept;
    }
  }
}
