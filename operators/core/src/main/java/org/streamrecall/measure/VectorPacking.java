package org.streamrecall.measure;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Packing and unpacking on the Vector API. */
class VectorPacking extends ScalarKernels {
  static final VectorSpecies<Double> SPECIES =
      DoubleVector.SPECIES_PREFERRED.length() >= 8
          ? DoubleVector.SPECIES_512
          : DoubleVector.SPECIES_256;
  static final int STEP = SPECIES.length();
  private static final DoubleVector COUNT = (DoubleVector) SPECIES.zero().addIndex(1);
  private static final long ZERO = Double.doubleToRawLongBits(ROUND); // and integers beside it

  static DoubleVector load(double[] x, int at) {
    return DoubleVector.fromArray(SPECIES, x, at);
  }

  @Override
  void scaleOuter(double[] s, double unit, double[] twice, int rows, int width, double[] out) {
    for (int i = 0; i < width; i += STEP) {
      DoubleVector left = load(twice, i);
      for (int r = 0, at = i; r < rows; r++, at += width) {
        load(s, at).mul(unit).mul(left).mul(load(twice, i + r)).intoArray(out, at);
      }
    }
  }

  @Override
  void packShorts(double[] x, int from, double first, int most, byte[] out, int to, int n) {
    int whole = STEP == 8 ? n - n % 8 : 0; // narrower ones gain nothing
    for (int i = 0; i < whole; i += 8) {
      DoubleVector y =
          COUNT
              .add(from + i)
              .fma(DoubleVector.broadcast(SPECIES, GOLDEN), DoubleVector.broadcast(SPECIES, first));
      DoubleVector dither = y.sub(y.add(ROUND).sub(ROUND));
      LongVector held = load(x, from + i).add(dither).add(ROUND).reinterpretAsLongs();
      ShortVector shorts =
          (ShortVector)
              held.max(ZERO - most)
                  .min(ZERO + most)
                  .convertShape(VectorOperators.L2S, ShortVector.SPECIES_128, 0);
      shorts.reinterpretAsBytes().intoArray(out, to + 2 * i);
    }
    super.packShorts(x, from + whole, first, most, out, to + 2 * whole, n - whole);
  }

  @Override
  void unpackShorts(byte[] in, int at, double[] out, int to, int n) {
    int whole = STEP == 8 ? n - n % 8 : 0; // narrower ones gain nothing
    for (int i = 0; i < whole; i += 8) {
      ShortVector shorts =
          ByteVector.fromArray(ByteVector.SPECIES_128, in, at + 2 * i).reinterpretAsShorts();
      ((DoubleVector) shorts.convertShape(VectorOperators.S2D, SPECIES, 0)).intoArray(out, to + i);
    }
    super.unpackShorts(in, at + 2 * whole, out, to + whole, n - whole);
  }

  @Override
  void unpackBytes(byte[] in, int at, double unit, double[] out, int to, int n) {
    int whole = STEP == 8 ? n - n % 8 : 0;
    for (int i = 0; i < whole; i += 8) {
      ByteVector bytes = ByteVector.fromArray(ByteVector.SPECIES_64, in, at + i);
      DoubleVector numbers = (DoubleVector) bytes.convertShape(VectorOperators.B2D, SPECIES, 0);
      numbers.mul(unit).intoArray(out, to + i);
    }
    super.unpackBytes(in, at + whole, unit, out, to + whole, n - whole);
  }

  @Override
  void round(double[] x, double first, int n) {
    for (int i = 0; i < n; i += STEP) {
      DoubleVector y =
          COUNT
              .add(i)
              .fma(DoubleVector.broadcast(SPECIES, GOLDEN), DoubleVector.broadcast(SPECIES, first));
      DoubleVector dither = y.sub(y.add(ROUND).sub(ROUND));
      load(x, i).add(dither).add(ROUND).sub(ROUND).intoArray(x, i);
    }
  }
}
