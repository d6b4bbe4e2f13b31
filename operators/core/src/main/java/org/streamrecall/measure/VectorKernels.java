package org.streamrecall.measure;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The same loops on the Vector API, with 4 or 8 numbers at once: element by element the same
 * operations, and sums in the same sixteen accumulators, so that the bits are those of {@link
 * ScalarKernels}. Compiled by itself, for its module is still incubating.
 */
final class VectorKernels extends ScalarKernels {
  private static final VectorSpecies<Double> SPECIES =
      DoubleVector.SPECIES_PREFERRED.length() >= 8
          ? DoubleVector.SPECIES_512
          : DoubleVector.SPECIES_256;
  private static final int STEP = SPECIES.length();
  private static final DoubleVector COUNT = (DoubleVector) SPECIES.zero().addIndex(1);
  private static final long MANTISSA = 0xfffffffffffffL;
  private static final long ONE = 0x3ff0000000000000L;
  private static final long TWO_52 = 0x4330000000000000L; // the bits of 2^52

  /**
   * @throws IllegalStateException if the machine has no vectors of four numbers
   */
  VectorKernels() {
    if (DoubleVector.SPECIES_PREFERRED.length() < 4) {
      throw new IllegalStateException("this machine's vectors hold fewer than four numbers");
    }
  }

  @Override
  String name() {
    return "vector of " + STEP;
  }

  @Override
  double dot(double[] x, double[] y, int at, int n) {
    return STEP == 8 ? dot8(x, y, at, n) : dot4(x, y, at, n);
  }

  private static double dot8(double[] x, double[] y, int at, int n) {
    DoubleVector low = DoubleVector.zero(SPECIES);
    DoubleVector high = DoubleVector.zero(SPECIES);
    for (int i = 0; i < n; i += LANES) {
      low = load(x, i).fma(load(y, at + i), low);
      high = load(x, i + 8).fma(load(y, at + i + 8), high);
    }
    DoubleVector s = low.add(high);
    double a = s.lane(0) + s.lane(4);
    double b = s.lane(1) + s.lane(5);
    double c = s.lane(2) + s.lane(6);
    double d = s.lane(3) + s.lane(7);
    return (a + c) + (b + d);
  }

  private static double dot4(double[] x, double[] y, int at, int n) {
    DoubleVector s0 = DoubleVector.zero(SPECIES);
    DoubleVector s1 = DoubleVector.zero(SPECIES);
    DoubleVector s2 = DoubleVector.zero(SPECIES);
    DoubleVector s3 = DoubleVector.zero(SPECIES);
    for (int i = 0; i < n; i += LANES) {
      s0 = load(x, i).fma(load(y, at + i), s0);
      s1 = load(x, i + 4).fma(load(y, at + i + 4), s1);
      s2 = load(x, i + 8).fma(load(y, at + i + 8), s2);
      s3 = load(x, i + 12).fma(load(y, at + i + 12), s3);
    }
    DoubleVector s = s0.add(s2).add(s1.add(s3));
    return (s.lane(0) + s.lane(2)) + (s.lane(1) + s.lane(3));
  }

  private static DoubleVector load(double[] x, int at) {
    return DoubleVector.fromArray(SPECIES, x, at);
  }

  @Override
  void axpy(double f, double[] x, double[] y, int n) {
    DoubleVector factor = DoubleVector.broadcast(SPECIES, f);
    for (int i = 0; i < n; i += STEP) {
      factor.fma(load(x, i), load(y, i)).intoArray(y, i);
    }
  }

  @Override
  void addOuter(
      double keep, double add, double[] e, double[] twice, double[] s, int rows, int width) {
    for (int i = 0; i < width; i += STEP) {
      DoubleVector scaled = load(e, i).mul(add);
      for (int r = 0, at = i; r < rows; r++, at += width) {
        scaled.fma(load(twice, i + r), load(s, at).mul(keep)).intoArray(s, at);
      }
    }
  }

  @Override
  void multiplyUpper(double[] s, int rows, int width, double[] twice, double[] out) {
    for (int i = 0; i < width; i += STEP) {
      DoubleVector sum = load(s, i).mul(load(twice, i));
      for (int r = 1, at = width + i; r < rows; r++, at += width) {
        sum = load(s, at).fma(load(twice, i + r), sum);
      }
      sum.intoArray(out, i);
    }
  }

  @Override
  void multiplyLower(double[] s, int rows, int width, double[] q, double[] spill) {
    for (int r = 1, at = width; r < rows; r++) {
      for (int i = 0; i < width; i += STEP, at += STEP) {
        load(s, at).fma(load(q, i), load(spill, i + r)).intoArray(spill, i + r);
      }
    }
  }

  @Override
  void squares(double[] p, double[] m, int dims, int stride, int n, double[] out) {
    for (int j = 0; j < n; j += STEP) {
      DoubleVector apart = DoubleVector.broadcast(SPECIES, p[0]).sub(load(m, j));
      DoubleVector sum = apart.mul(apart);
      for (int i = 1, at = stride + j; i < dims; i++, at += stride) {
        apart = DoubleVector.broadcast(SPECIES, p[i]).sub(load(m, at));
        sum = apart.fma(apart, sum);
      }
      sum.intoArray(out, j);
    }
  }

  @Override
  void scores(double[] q, double[] m, int dims, int stride, int n, double[] out) {
    for (int j = 0; j < n; j += STEP) {
      DoubleVector sum = load(m, j).mul(q[0]);
      for (int i = 1, at = stride + j; i < dims; i++, at += stride) {
        sum = DoubleVector.broadcast(SPECIES, q[i]).fma(load(m, at), sum);
      }
      sum.intoArray(out, j);
    }
  }

  @Override
  void exp(double[] x, int n) {
    // What is added to round holds the integer in its last bits. Two at once: each waits for
    // itself.
    for (int i = 0; i < n; i += 2 * STEP) {
      DoubleVector x0 = load(x, i);
      DoubleVector x1 = load(x, i + STEP);
      DoubleVector held0 = x0.mul(Exp.LOG2_E).add(ROUND);
      DoubleVector held1 = x1.mul(Exp.LOG2_E).add(ROUND);
      DoubleVector n0 = held0.sub(ROUND);
      DoubleVector n1 = held1.sub(ROUND);
      DoubleVector high = DoubleVector.broadcast(SPECIES, -Exp.LN2_HIGH);
      DoubleVector low = DoubleVector.broadcast(SPECIES, -Exp.LN2_LOW);
      DoubleVector r0 = n0.fma(low, n0.fma(high, x0));
      DoubleVector r1 = n1.fma(low, n1.fma(high, x1));
      DoubleVector p0 = DoubleVector.broadcast(SPECIES, Exp.C[0]);
      DoubleVector p1 = p0;
      for (int k = 1; k < Exp.C.length; k++) {
        DoubleVector c = DoubleVector.broadcast(SPECIES, Exp.C[k]);
        p0 = p0.fma(r0, c);
        p1 = p1.fma(r1, c);
      }
      LongVector e0 = held0.reinterpretAsLongs().add(1023).lanewise(VectorOperators.LSHL, 52);
      LongVector e1 = held1.reinterpretAsLongs().add(1023).lanewise(VectorOperators.LSHL, 52);
      bounded(x0, p0.mul(e0.reinterpretAsDoubles())).intoArray(x, i);
      bounded(x1, p1.mul(e1.reinterpretAsDoubles())).intoArray(x, i + STEP);
    }
  }

  private static DoubleVector bounded(DoubleVector x, DoubleVector y) {
    DoubleVector above = y.blend(0, x.compare(VectorOperators.LE, -708.0));
    DoubleVector below =
        above.blend(Double.POSITIVE_INFINITY, x.compare(VectorOperators.GT, 709.0));
    return below.blend(x, x.compare(VectorOperators.NE, x)); // no number stays none
  }

  @Override
  void log(double[] x, int n) {
    for (int i = 0; i < n; i += STEP) {
      log(load(x, i)).intoArray(x, i);
    }
  }

  private static DoubleVector log(DoubleVector x) {
    LongVector bits = x.reinterpretAsLongs();
    LongVector exponent = bits.lanewise(VectorOperators.LSHR, 52).or(TWO_52);
    DoubleVector e = exponent.reinterpretAsDoubles().sub(0x1p52).sub(1023);
    DoubleVector m = bits.and(MANTISSA).or(ONE).reinterpretAsDoubles();
    VectorMask<Double> large = m.compare(VectorOperators.GT, Log.SQRT_2);
    m = m.blend(m.mul(0.5), large);
    e = e.blend(e.add(1), large);
    DoubleVector s = m.sub(1).div(m.add(1));
    DoubleVector square = s.mul(s);
    DoubleVector p = DoubleVector.broadcast(SPECIES, Log.C[0]);
    for (int k = 1; k < Log.C.length; k++) {
      p = p.fma(square, DoubleVector.broadcast(SPECIES, Log.C[k]));
    }
    DoubleVector y =
        e.fma(DoubleVector.broadcast(SPECIES, Log.LN2_HIGH), p.fma(s, e.mul(Log.LN2_LOW)));
    return y.blend(Double.NEGATIVE_INFINITY, x.compare(VectorOperators.LT, Double.MIN_NORMAL));
  }

  @Override
  void scaleOuter(double[] s, double unit, double[] twice, int rows, int width) {
    for (int i = 0; i < width; i += STEP) {
      DoubleVector left = load(twice, i);
      for (int r = 0, at = i; r < rows; r++, at += width) {
        load(s, at).mul(unit).mul(left).mul(load(twice, i + r)).intoArray(s, at);
      }
    }
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
      DoubleVector place = COUNT.add(i);
      DoubleVector y =
          place.fma(
              DoubleVector.broadcast(SPECIES, GOLDEN), DoubleVector.broadcast(SPECIES, first));
      DoubleVector dither = y.sub(y.add(ROUND).sub(ROUND));
      load(x, i).add(dither).add(ROUND).sub(ROUND).intoArray(x, i);
    }
  }
}
