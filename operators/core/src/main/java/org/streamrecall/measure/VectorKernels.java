package org.streamrecall.measure;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromArray;
import static jdk.incubator.vector.DoubleVector.zero;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The same loops on the Vector API, with 4 or 8 numbers at once: element by element the same
 * operations, and sums in the same sixteen accumulators, so that the bits are those of {@link
 * ScalarKernels}. Compiled by itself, for its module is still incubating.
 *
 * <p>One species throughout, and no methods of our own that take or give vectors: what is not
 * inlined is boxed. A dot product stays a plain loop: its sixteen sums keep the machine busy, and
 * taking the lanes out of a vector costs more.
 */
final class VectorKernels extends VectorCellKernels {
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
  void axpy(double f, double[] x, double[] y, int n) {
    DoubleVector factor = broadcast(SPECIES, f);
    for (int i = 0; i < n; i += STEP) {
      factor.fma(fromArray(SPECIES, x, i), fromArray(SPECIES, y, i)).intoArray(y, i);
    }
  }

  @Override
  void addOuter(
      double keep, double add, double[] e, double[] twice, double[] s, int rows, int width) {
    for (int i = 0; i < width; i += STEP) {
      DoubleVector scaled = fromArray(SPECIES, e, i).mul(add);
      for (int r = 0, at = i; r < rows; r++, at += width) {
        scaled
            .fma(fromArray(SPECIES, twice, i + r), fromArray(SPECIES, s, at).mul(keep))
            .intoArray(s, at);
      }
    }
  }

  @Override
  void addOuters(
      double[] weighted, double[] twice, int n, int stride, double[] s, int rows, int width) {
    for (int i = 0; i < width; i += STEP) {
      for (int r = 0, at = i; r < rows; r++, at += width) {
        DoubleVector sum = fromArray(SPECIES, s, at);
        for (int k = 0, from = i, to = i + r; k < n; k++, from += width, to += stride) {
          sum = fromArray(SPECIES, weighted, from).fma(fromArray(SPECIES, twice, to), sum);
        }
        sum.intoArray(s, at);
      }
    }
  }

  @Override
  void multiplyUpper(double[] s, int rows, int width, double[] twice, double[] out) {
    for (int i = 0; i < width; i += STEP) {
      DoubleVector sum = fromArray(SPECIES, s, i).mul(fromArray(SPECIES, twice, i));
      for (int r = 1, at = width + i; r < rows; r++, at += width) {
        sum = fromArray(SPECIES, s, at).fma(fromArray(SPECIES, twice, i + r), sum);
      }
      sum.intoArray(out, i);
    }
  }

  @Override
  void multiplyLower(double[] s, int rows, int width, double[] q, double[] spill) {
    for (int r = 1, at = width; r < rows; r++) {
      for (int i = 0; i < width; i += STEP, at += STEP) {
        fromArray(SPECIES, s, at)
            .fma(fromArray(SPECIES, q, i), fromArray(SPECIES, spill, i + r))
            .intoArray(spill, i + r);
      }
    }
  }

  @Override
  void squares(double[] p, double[] m, int dims, int stride, int n, double[] out) {
    for (int j = 0; j < n; j += 2 * STEP) { // n is a multiple of 16
      DoubleVector first = zero(SPECIES);
      DoubleVector second = first;
      for (int i = 0, at = j; i < dims; i++, at += stride) {
        DoubleVector here = broadcast(SPECIES, p[i]);
        DoubleVector apart = here.sub(fromArray(SPECIES, m, at));
        first = apart.fma(apart, first);
        apart = here.sub(fromArray(SPECIES, m, at + STEP));
        second = apart.fma(apart, second);
      }
      first.intoArray(out, j);
      second.intoArray(out, j + STEP);
    }
  }

  @Override
  void scores(double[] q, double[] m, int dims, int stride, int n, double[] out) {
    for (int j = 0; j < n; j += 2 * STEP) {
      DoubleVector first = zero(SPECIES);
      DoubleVector second = first;
      for (int i = 0, at = j; i < dims; i++, at += stride) {
        DoubleVector by = broadcast(SPECIES, q[i]);
        first = by.fma(fromArray(SPECIES, m, at), first);
        second = by.fma(fromArray(SPECIES, m, at + STEP), second);
      }
      first.intoArray(out, j);
      second.intoArray(out, j + STEP);
    }
  }

  /** No masks: the JIT of JDK 17 boxes what they touch. */
  @Override
  void exp(double[] x, int n) {
    for (int i = 0; i < n; i += STEP) {
      DoubleVector y = fromArray(SPECIES, x, i).max(Exp.LEAST).min(Exp.MOST);
      DoubleVector held = y.mul(Exp.LOG2_E).add(ROUND); // the integer stands in its last bits
      DoubleVector whole = held.sub(ROUND);
      DoubleVector r =
          whole.fma(
              broadcast(SPECIES, -Exp.LN2_LOW), whole.fma(broadcast(SPECIES, -Exp.LN2_HIGH), y));
      DoubleVector square = r.mul(r);
      DoubleVector fourth = square.mul(square);
      DoubleVector low =
          r.fma(broadcast(SPECIES, Exp.C5), broadcast(SPECIES, Exp.C4))
              .fma(square, r.fma(broadcast(SPECIES, Exp.C3), broadcast(SPECIES, 0.5)));
      DoubleVector middle =
          r.fma(broadcast(SPECIES, Exp.C9), broadcast(SPECIES, Exp.C8))
              .fma(square, r.fma(broadcast(SPECIES, Exp.C7), broadcast(SPECIES, Exp.C6)));
      DoubleVector high =
          r.fma(broadcast(SPECIES, Exp.C13), broadcast(SPECIES, Exp.C12))
              .fma(square, r.fma(broadcast(SPECIES, Exp.C11), broadcast(SPECIES, Exp.C10)));
      DoubleVector p = high.fma(fourth, middle).fma(fourth, low).fma(square, r).add(1);
      LongVector power = held.reinterpretAsLongs().add(1023).lanewise(VectorOperators.LSHL, 52);
      p.mul(power.reinterpretAsDoubles()).intoArray(x, i);
    }
  }

  /**
   * No masks either: the last maximum leaves logarithms as they are, and makes infinity and NaN of
   * themselves; the minimum is of -infinity where x is below the least, else of infinity.
   */
  @Override
  void log(double[] x, int n) {
    for (int i = 0; i < n; i += STEP) {
      DoubleVector y = fromArray(SPECIES, x, i);
      LongVector bits = y.reinterpretAsLongs();
      LongVector exponent = bits.add(Log.BIAS).lanewise(VectorOperators.LSHR, 52);
      DoubleVector m =
          bits.sub(exponent.lanewise(VectorOperators.LSHL, 52)).add(ONE).reinterpretAsDoubles();
      DoubleVector e = exponent.or(TWO_52).reinterpretAsDoubles().sub(0x1p52).sub(1023);
      DoubleVector s = m.sub(1).div(m.add(1));
      DoubleVector w = s.mul(s);
      DoubleVector p = broadcast(SPECIES, Log.C10);
      p = p.fma(w, broadcast(SPECIES, Log.C9));
      p = p.fma(w, broadcast(SPECIES, Log.C8));
      p = p.fma(w, broadcast(SPECIES, Log.C7));
      p = p.fma(w, broadcast(SPECIES, Log.C6));
      p = p.fma(w, broadcast(SPECIES, Log.C5));
      p = p.fma(w, broadcast(SPECIES, Log.C4));
      p = p.fma(w, broadcast(SPECIES, Log.C3));
      p = p.fma(w, broadcast(SPECIES, Log.C2));
      p = p.fma(w, broadcast(SPECIES, Log.C1));
      p = p.fma(w, broadcast(SPECIES, 2));
      DoubleVector low = p.fma(s, e.mul(Log.LN2_LOW));
      LongVector sign = bits.or(bits.sub(Log.LEAST)).and(Long.MIN_VALUE);
      e.fma(broadcast(SPECIES, Log.LN2_HIGH), low)
          .max(y.sub(Double.MAX_VALUE))
          .min(sign.or(Log.INFINITY).reinterpretAsDoubles())
          .intoArray(x, i);
    }
  }

  @Override
  void costs(double n, double[] masses, double[] squares, int count) {
    for (int j = 0; j < count; j += STEP) {
      DoubleVector m = fromArray(SPECIES, masses, j);
      m.div(m.add(n)).mul(n).sqrt().mul(fromArray(SPECIES, squares, j)).intoArray(squares, j);
    }
  }

  @Override
  void project(double[][] basis, int axes, double[] e, int n, double[] lanes) {
    for (int x = 0; x < axes; x++) {
      double[] axis = basis[x];
      for (int j = 0; j < FEW; j += STEP) {
        DoubleVector low = zero(SPECIES);
        DoubleVector high = low;
        for (int i = j; i < n; i += LANES) {
          low = fromArray(SPECIES, axis, i).fma(fromArray(SPECIES, e, i), low);
          high = fromArray(SPECIES, axis, i + FEW).fma(fromArray(SPECIES, e, i + FEW), high);
        }
        low.add(high).intoArray(lanes, x * FEW + j);
      }
    }
  }

  @Override
  void addTurned(double w, double[] along, double[][] basis, int axes, double[] sum, int n) {
    for (int i = 0; i < n; i += STEP) {
      DoubleVector all = fromArray(SPECIES, sum, i);
      for (int x = 0; x < axes; x++) {
        all = broadcast(SPECIES, w * along[x]).fma(fromArray(SPECIES, basis[x], i), all);
      }
      all.intoArray(sum, i);
    }
  }

  @Override
  void quadratic(
      double[] s, int rows, int mirrored, int width, double[] e, double[] twice, double[] lanes) {
    if (width == LANES) {
      narrowQuadratic(s, rows, mirrored, e, twice, lanes);
      return;
    }
    for (int j = 0; j < FEW; j += STEP) {
      DoubleVector low = zero(SPECIES);
      DoubleVector high = low;
      for (int i = j; i < width; i += LANES) {
        DoubleVector sum = zero(SPECIES);
        DoubleVector other = sum;
        int r = 1;
        int at = width + i;
        for (; r < mirrored; r++, at += width) {
          sum = fromArray(SPECIES, s, at).fma(fromArray(SPECIES, twice, i + r), sum);
          other =
              fromArray(SPECIES, s, at + FEW).fma(fromArray(SPECIES, twice, i + FEW + r), other);
        }
        DoubleVector here = fromArray(SPECIES, e, i);
        DoubleVector there = fromArray(SPECIES, e, i + FEW);
        sum = fromArray(SPECIES, s, i).fma(here, sum.add(sum));
        other = fromArray(SPECIES, s, i + FEW).fma(there, other.add(other));
        for (; r < rows; r++, at += width) {
          sum = fromArray(SPECIES, s, at).fma(fromArray(SPECIES, twice, i + r), sum);
          other =
              fromArray(SPECIES, s, at + FEW).fma(fromArray(SPECIES, twice, i + FEW + r), other);
        }
        low = sum.fma(here, low);
        high = other.fma(there, high);
      }
      low.add(high).intoArray(lanes, j);
    }
  }

  /** The same for rows of {@link #LANES} numbers: at a fixed stride accesses are proved at once. */
  private static void narrowQuadratic(
      double[] s, int rows, int mirrored, double[] e, double[] twice, double[] lanes) {
    for (int j = 0; j < FEW; j += STEP) {
      DoubleVector nothing = zero(SPECIES);
      DoubleVector sum = nothing;
      DoubleVector other = nothing;
      for (int r = 1; r < mirrored; r++) {
        sum = fromArray(SPECIES, s, r * LANES + j).fma(fromArray(SPECIES, twice, j + r), sum);
        other =
            fromArray(SPECIES, s, r * LANES + j + FEW)
                .fma(fromArray(SPECIES, twice, j + FEW + r), other);
      }
      DoubleVector here = fromArray(SPECIES, e, j);
      DoubleVector there = fromArray(SPECIES, e, j + FEW);
      sum = fromArray(SPECIES, s, j).fma(here, sum.add(sum));
      other = fromArray(SPECIES, s, j + FEW).fma(there, other.add(other));
      for (int r = mirrored; r < rows; r++) {
        sum = fromArray(SPECIES, s, r * LANES + j).fma(fromArray(SPECIES, twice, j + r), sum);
        other =
            fromArray(SPECIES, s, r * LANES + j + FEW)
                .fma(fromArray(SPECIES, twice, j + FEW + r), other);
      }
      DoubleVector low = sum.fma(here, nothing);
      low.add(other.fma(there, nothing)).intoArray(lanes, j);
    }
  }
}
