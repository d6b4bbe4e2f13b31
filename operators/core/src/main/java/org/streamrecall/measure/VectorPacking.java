package org.streamrecall.measure;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromArray;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Packing and unpacking on the Vector API. Each width is a kernel of its own: behind one method
 * that chooses, JDK 17 now and then boxes what is unpacked.
 */
class VectorPacking extends ScalarKernels {
  static final VectorSpecies<Double> SPECIES =
      DoubleVector.SPECIES_PREFERRED.length() >= 8
          ? DoubleVector.SPECIES_512
          : DoubleVector.SPECIES_256;
  static final int STEP = SPECIES.length();
  private static final DoubleVector COUNT = (DoubleVector) SPECIES.zero().addIndex(1);
  private static final VectorSpecies<Short> SHORTS =
      STEP == 8 ? ShortVector.SPECIES_128 : ShortVector.SPECIES_64;
  private static final VectorSpecies<Byte> PACKED =
      STEP == 8 ? ByteVector.SPECIES_128 : ByteVector.SPECIES_64;

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
    if (levels == NARROW && STEP == 8) {
      packNarrow(s, twice, row, end, d, first, out, to);
      return;
    }
    if (d % LANES != 0 || levels == NARROW) {
      super.packRows(s, levels, twice, row, end, d, first, out, to);
      return;
    }
    // Two vectors a turn, written out: one alone makes the method so short that JDK 17 inlines it
    // into its callers, and there boxes what is stored.
    DoubleVector start = broadcast(SPECIES, first);
    DoubleVector golden = broadcast(SPECIES, GOLDEN);
    for (int r = row, at = to; r < end; r++) {
      int kept = Circulant.kept(r, d);
      for (int i = 0; i < kept; i += 2 * STEP, at += 4 * STEP) {
        DoubleVector y = COUNT.add(r * d + i).fma(golden, start);
        DoubleVector x =
            fromArray(SPECIES, s, r * d + i)
                .mul(fromArray(SPECIES, twice, i).mul(levels))
                .mul(fromArray(SPECIES, twice, i + r))
                .add(y.sub(y.add(ROUND).sub(ROUND)));
        LongVector held = x.min(levels).max(-levels).add(ROUND).reinterpretAsLongs();
        ShortVector shorts = (ShortVector) held.convertShape(VectorOperators.L2S, SHORTS, 0);
        shorts.reinterpretAsBytes().intoArray(out, at);
        int next = i + STEP;
        if (next < kept) { // half of the last row may be one vector
          y = COUNT.add(r * d + next).fma(golden, start);
          x =
              fromArray(SPECIES, s, r * d + next)
                  .mul(fromArray(SPECIES, twice, next).mul(levels))
                  .mul(fromArray(SPECIES, twice, next + r))
                  .add(y.sub(y.add(ROUND).sub(ROUND)));
          held = x.min(levels).max(-levels).add(ROUND).reinterpretAsLongs();
          shorts = (ShortVector) held.convertShape(VectorOperators.L2S, SHORTS, 0);
          shorts.reinterpretAsBytes().intoArray(out, at + 2 * STEP);
        }
      }
    }
  }

  /** In 8 bits, two vectors a turn too. What is written behind a row, the next one writes over. */
  private void packNarrow(
      double[] s, double[] twice, int row, int end, int d, double first, byte[] out, int to) {
    DoubleVector start = broadcast(SPECIES, first);
    DoubleVector golden = broadcast(SPECIES, GOLDEN);
    int width = padded(d);
    int half = (d + 1) / 2; // the last row of an even d is half a row
    int room = Math.floorDiv(out.length - to - d - Long.BYTES, d) + 1;
    int last = row + Math.max(0, Math.min(Math.min(end, half) - row, room));
    int behind = to + (last - row) * d;
    long there = last > row ? Packed.getLong(out, behind) : 0; // is written over, then put back
    for (int r = row; r < last; r++) {
      for (int i = 0, at = to + (r - row) * d; i < d; i += 2 * STEP, at += 2 * STEP) {
        DoubleVector y = COUNT.add(r * width + i).fma(golden, start);
        DoubleVector x =
            fromArray(SPECIES, s, r * width + i)
                .mul(fromArray(SPECIES, twice, i).mul(NARROW))
                .mul(fromArray(SPECIES, twice, i + r))
                .add(y.sub(y.add(ROUND).sub(ROUND)));
        LongVector held = x.min(NARROW).max(-NARROW).add(ROUND).reinterpretAsLongs();
        ByteVector bytes =
            (ByteVector) held.convertShape(VectorOperators.L2B, ByteVector.SPECIES_64, 0);
        bytes.intoArray(out, at);
        int next = i + STEP;
        if (next < d) {
          y = COUNT.add(r * width + next).fma(golden, start);
          x =
              fromArray(SPECIES, s, r * width + next)
                  .mul(fromArray(SPECIES, twice, next).mul(NARROW))
                  .mul(fromArray(SPECIES, twice, next + r))
                  .add(y.sub(y.add(ROUND).sub(ROUND)));
          held = x.min(NARROW).max(-NARROW).add(ROUND).reinterpretAsLongs();
          bytes = (ByteVector) held.convertShape(VectorOperators.L2B, ByteVector.SPECIES_64, 0);
          bytes.intoArray(out, at + STEP);
        }
      }
    }
    if (last > row) {
      Packed.putLong(out, behind, there);
    }
    super.packRows(s, NARROW, twice, last, end, d, first, out, to + (last - row) * d);
  }

  @Override
  void unpackShorts(
      byte[] in, int at, double unit, double[] twice, int row, int end, int d, double[] s) {
    if (d % LANES != 0) {
      super.unpackShorts(in, at, unit, twice, row, end, d, s);
      return;
    }
    int from = at;
    for (int r = row; r < end; r++) {
      int kept = Circulant.kept(r, d);
      for (int i = 0; i < d; i += STEP) {
        int place = from + 2 * (i < kept ? i : i - kept);
        ShortVector shorts = ByteVector.fromArray(PACKED, in, place).reinterpretAsShorts();
        DoubleVector number = (DoubleVector) shorts.convertShape(VectorOperators.S2D, SPECIES, 0);
        number
            .mul(fromArray(SPECIES, twice, i).mul(unit))
            .mul(fromArray(SPECIES, twice, i + r))
            .intoArray(s, r * d + i);
      }
      from += 2 * kept;
    }
  }

  @Override
  void unpackBytes(
      byte[] in, int at, double unit, double[] twice, int row, int end, int d, double[] s) {
    if (d % LANES != 0) {
      unpackNarrow(in, at, unit, twice, row, end, d, s);
      return;
    }
    int from = at;
    for (int r = row; r < end; r++) {
      int kept = Circulant.kept(r, d);
      for (int i = 0; i < d; i += 8) {
        int place = from + (i < kept ? i : i - kept);
        ByteVector bytes = ByteVector.fromArray(ByteVector.SPECIES_64, in, place);
        DoubleVector number = (DoubleVector) bytes.convertShape(VectorOperators.B2D, SPECIES, 0);
        DoubleVector left = fromArray(SPECIES, twice, i).mul(unit);
        number.mul(left).mul(fromArray(SPECIES, twice, i + r)).intoArray(s, r * d + i);
        if (STEP == 4) {
          number = (DoubleVector) bytes.convertShape(VectorOperators.B2D, SPECIES, 1);
          left = fromArray(SPECIES, twice, i + 4).mul(unit);
          number.mul(left).mul(fromArray(SPECIES, twice, i + 4 + r)).intoArray(s, r * d + i + 4);
        }
      }
      from += kept;
    }
  }

  /** Rows whose ends are no multiple of a vector: what is read behind them is put back to zero. */
  private void unpackNarrow(
      byte[] in, int at, double unit, double[] twice, int row, int end, int d, double[] s) {
    int width = padded(d);
    int half = (d + 1) / 2; // the last row of an even d holds half, twice
    int read = (d + 7) / 8 * 8; // of a row; behind the last one other things stand, or the end
    int whole =
        STEP == 8
            ? Math.min(half, row + Math.max(0, Math.floorDiv(in.length - at - read, d) + 1))
            : row;
    int from = at;
    for (int r = row; r < whole; r++, from += d) {
      for (int i = 0; i < d; i += 8) {
        ByteVector bytes = ByteVector.fromArray(ByteVector.SPECIES_64, in, from + i);
        DoubleVector number = (DoubleVector) bytes.convertShape(VectorOperators.B2D, SPECIES, 0);
        DoubleVector left = fromArray(SPECIES, twice, i).mul(unit);
        number.mul(left).mul(fromArray(SPECIES, twice, i + r)).intoArray(s, r * width + i);
      }
      for (int i = d; i < width; i++) {
        s[r * width + i] = 0;
      }
    }
    super.unpackBytes(in, from, unit, twice, whole, end, d, s);
  }

  @Override
  void unpackBytes(byte[] in, int at, double unit, double[] out, int to, int n) {
    int whole = STEP == 8 ? n - n % 8 : 0; // narrower ones gain nothing
    for (int i = 0; i < whole; i += 8) {
      ByteVector bytes = ByteVector.fromArray(ByteVector.SPECIES_64, in, at + i);
      DoubleVector numbers = (DoubleVector) bytes.convertShape(VectorOperators.B2D, SPECIES, 0);
      numbers.mul(unit).intoArray(out, to + i);
    }
    super.unpackBytes(in, at + whole, unit, out, to + whole, n - whole);
  }

  @Override
  void shake(double[] x, double first, int n, double[] out) {
    int whole = n & -STEP;
    for (int i = 0; i < whole; i += STEP) {
      DoubleVector y = COUNT.add(i).fma(broadcast(SPECIES, GOLDEN), broadcast(SPECIES, first));
      DoubleVector dither = y.sub(y.add(ROUND).sub(ROUND));
      DoubleVector value = fromArray(SPECIES, x, i);
      DoubleVector wide = value.mul(SPLIT);
      DoubleVector rest = value.sub(wide.sub(wide.sub(value)));
      DoubleVector ulp =
          value
              .reinterpretAsLongs()
              .and(EXPONENT)
              .reinterpretAsDoubles()
              .mul(ULP)
              .min(rest.abs().mul(ANY)); // no masks: JDK 17 boxes them
      dither.fma(ulp, value).intoArray(out, i);
    }
    shake(x, first, whole, n, out);
  }

  @Override
  void round(double[] x, double first, int n) {
    for (int i = 0; i < n; i += STEP) {
      DoubleVector y = COUNT.add(i).fma(broadcast(SPECIES, GOLDEN), broadcast(SPECIES, first));
      DoubleVector dither = y.sub(y.add(ROUND).sub(ROUND));
      fromArray(SPECIES, x, i).add(dither).add(ROUND).sub(ROUND).intoArray(x, i);
    }
  }
}
