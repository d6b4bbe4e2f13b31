package org.streamrecall.measure;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The same loops on the Vector API, with 4 or 8 numbers at once: element by element the same
 * operations, and sums in the same sixteen accumulators, so that the bits are those of {@link
 * ScalarKernels}. Compiled by itself, for its module is still incubating.
 *
 * <p>One species throughout, and no methods that take or give vectors but the least: what is not
 * inlined is boxed. A dot product stays a plain loop: its sixteen sums keep the machine busy, and
 * taking the lanes out of a vector costs more.
 */
final class VectorKernels extends VectorPacking {
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

  /** No masks: the JIT of JDK 17 boxes what they touch. */
  @Override
  void exp(double[] x, int n) {
    for (int i = 0; i < n; i += STEP) {
      DoubleVector y = load(x, i).max(Exp.LEAST);
      DoubleVector held = y.mul(Exp.LOG2_E).add(ROUND); // the integer stands in its last bits
      DoubleVector whole = held.sub(ROUND);
      DoubleVector r =
          whole.fma(
              DoubleVector.broadcast(SPECIES, -Exp.LN2_LOW),
              whole.fma(DoubleVector.broadcast(SPECIES, -Exp.LN2_HIGH), y));
      DoubleVector p = DoubleVector.broadcast(SPECIES, Exp.C[0]);
      for (int k = 1; k < Exp.C.length; k++) {
        p = p.fma(r, DoubleVector.broadcast(SPECIES, Exp.C[k]));
      }
      LongVector power = held.reinterpretAsLongs().add(1023).lanewise(VectorOperators.LSHL, 52);
      p.mul(power.reinterpretAsDoubles()).intoArray(x, i);
    }
  }

  /** No masks either. */
  @Override
  void log(double[] x, int n) {
    for (int i = 0; i < n; i += STEP) {
      DoubleVector y = load(x, i);
      LongVector bits = y.reinterpretAsLongs();
      LongVector exponent = bits.add(Log.BIAS).lanewise(VectorOperators.LSHR, 52);
      DoubleVector m =
          bits.sub(exponent.lanewise(VectorOperators.LSHL, 52)).add(ONE).reinterpretAsDoubles();
      DoubleVector e = exponent.or(TWO_52).reinterpretAsDoubles().sub(0x1p52).sub(1023);
      DoubleVector s = m.sub(1).div(m.add(1));
      DoubleVector square = s.mul(s);
      DoubleVector p = DoubleVector.broadcast(SPECIES, Log.C[0]);
      for (int k = 1; k < Log.C.length; k++) {
        p = p.fma(square, DoubleVector.broadcast(SPECIES, Log.C[k]));
      }
      DoubleVector low = p.fma(s, e.mul(Log.LN2_LOW));
      e.fma(DoubleVector.broadcast(SPECIES, Log.LN2_HIGH), low).intoArray(x, i);
    }
  }

  @Override
  void costs(double n, double[] masses, double[] squares, int count) {
    for (int j = 0; j < count; j += STEP) {
      DoubleVector m = load(masses, j);
      m.div(m.add(n)).mul(n).sqrt().mul(load(squares, j)).intoArray(squares, j);
    }
  }

  @Override
  void weigh(double[] w, double[] at, int axes, int stride, int n, double[] lanes) {
    if (axes != Cells.MOST_AXES) {
      super.weigh(w, at, axes, stride, n, lanes);
      return;
    }
    for (int j = 0; j < FEW; j += STEP) {
      DoubleVector sum = DoubleVector.zero(SPECIES);
      DoubleVector first = sum;
      DoubleVector second = sum;
      DoubleVector third = sum;
      DoubleVector fourth = sum;
      for (int i = j; i < n; i += FEW) {
        DoubleVector weight = load(w, i);
        sum = sum.add(weight);
        first = weight.fma(load(at, i), first);
        second = weight.fma(load(at, stride + i), second);
        third = weight.fma(load(at, 2 * stride + i), third);
        fourth = weight.fma(load(at, 3 * stride + i), fourth);
      }
      sum.intoArray(lanes, j);
      first.intoArray(lanes, FEW + j);
      second.intoArray(lanes, 2 * FEW + j);
      third.intoArray(lanes, 3 * FEW + j);
      fourth.intoArray(lanes, 4 * FEW + j);
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
    for (int i = 0; i < n; i += STEP) {
      load(w, i).div(total).max(least).intoArray(share, i);
      for (int x = 0, from = i, to = i; x < axes; x++, from += stride, to += n) {
        load(at, from).sub(mean[x]).intoArray(place, to);
      }
    }
  }

  @Override
  void fromTop(double[] x, double highest, int n, double[] out, int to) {
    for (int i = 0; i < n; i += STEP) {
      load(x, i).sub(highest).intoArray(out, to + i);
    }
  }

  @Override
  void fromBothEnds(
      double[] x, double f, double highest, double lowest, int n, double[] out, int to) {
    DoubleVector least = DoubleVector.broadcast(SPECIES, lowest);
    for (int i = 0; i < n; i += STEP) {
      DoubleVector y = load(x, i);
      y.sub(highest).mul(f).intoArray(out, to + i);
      least.sub(y).mul(f).intoArray(out, to + n + i);
    }
  }

  @Override
  void tiltSums(double[] share, double[] x, double[] t, int at, int n, double[] lanes) {
    for (int j = 0; j < FEW; j += STEP) {
      DoubleVector square = DoubleVector.zero(SPECIES);
      DoubleVector sum = square;
      for (int i = j; i < n; i += FEW) {
        DoubleVector part = load(share, i);
        DoubleVector y = load(x, i);
        square = part.mul(y).fma(y, square);
        sum = part.fma(load(t, at + i), sum);
      }
      square.intoArray(lanes, j);
      sum.intoArray(lanes, FEW + j);
    }
  }

  @Override
  void powerSums(double[] share, double[] x, double[] t, int at, int n, double[] lanes) {
    for (int j = 0; j < FEW; j += STEP) {
      DoubleVector square = DoubleVector.zero(SPECIES);
      DoubleVector up1 = square;
      DoubleVector up2 = square;
      DoubleVector up4 = square;
      DoubleVector down1 = square;
      DoubleVector down2 = square;
      DoubleVector down4 = square;
      for (int i = j; i < n; i += FEW) {
        DoubleVector part = load(share, i);
        DoubleVector y = load(x, i);
        square = part.mul(y).fma(y, square);
        DoubleVector up = load(t, at + i);
        up1 = part.fma(up, up1);
        up = up.mul(up);
        up2 = part.fma(up, up2);
        up4 = part.fma(up.mul(up), up4);
        DoubleVector down = load(t, at + n + i);
        down1 = part.fma(down, down1);
        down = down.mul(down);
        down2 = part.fma(down, down2);
        down4 = part.fma(down.mul(down), down4);
      }
      square.intoArray(lanes, j);
      up1.intoArray(lanes, FEW + j);
      up2.intoArray(lanes, 2 * FEW + j);
      up4.intoArray(lanes, 3 * FEW + j);
      down1.intoArray(lanes, 4 * FEW + j);
      down2.intoArray(lanes, 5 * FEW + j);
      down4.intoArray(lanes, 6 * FEW + j);
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
    if (axes != Cells.MOST_AXES) {
      super.alongAxes(share, x, keep, one, t, from, place, axes, n, p, lanes);
      return;
    }
    for (int j = 0; j < FEW; j += STEP) {
      DoubleVector first = DoubleVector.zero(SPECIES);
      DoubleVector second = first;
      DoubleVector third = first;
      DoubleVector fourth = first;
      for (int i = j; i < n; i += FEW) {
        DoubleVector part = load(share, i);
        DoubleVector now = part.mul(load(t, from + i)).mul(one);
        now.intoArray(p, i);
        DoubleVector change = now.sub(part.mul(load(x, i)).mul(keep));
        first = change.fma(load(place, i), first);
        second = change.fma(load(place, n + i), second);
        third = change.fma(load(place, 2 * n + i), third);
        fourth = change.fma(load(place, 3 * n + i), fourth);
      }
      first.intoArray(lanes, j);
      second.intoArray(lanes, FEW + j);
      third.intoArray(lanes, 2 * FEW + j);
      fourth.intoArray(lanes, 3 * FEW + j);
    }
  }

  @Override
  void project(double[][] basis, int axes, double[] e, int n, double[] lanes) {
    for (int x = 0; x < axes; x++) {
      double[] axis = basis[x];
      for (int j = 0; j < FEW; j += STEP) {
        DoubleVector low = DoubleVector.zero(SPECIES);
        DoubleVector high = low;
        for (int i = j; i < n; i += LANES) {
          low = load(axis, i).fma(load(e, i), low);
          high = load(axis, i + FEW).fma(load(e, i + FEW), high);
        }
        low.add(high).intoArray(lanes, x * FEW + j);
      }
    }
  }

  @Override
  void addTurned(
      double w, double[] m, double[] along, double[][] basis, int axes, double[] sum, int n) {
    DoubleVector weight = DoubleVector.broadcast(SPECIES, w);
    for (int i = 0; i < n; i += STEP) {
      DoubleVector all = weight.fma(load(m, i), load(sum, i));
      for (int x = 0; x < axes; x++) {
        all = DoubleVector.broadcast(SPECIES, w * along[x]).fma(load(basis[x], i), all);
      }
      all.intoArray(sum, i);
    }
  }

  @Override
  void quadratic(
      double[] s, int rows, int mirrored, int width, double[] e, double[] twice, double[] lanes) {
    for (int j = 0; j < FEW; j += STEP) {
      DoubleVector low = DoubleVector.zero(SPECIES);
      DoubleVector high = low;
      for (int i = j; i < width; i += LANES) {
        DoubleVector sum = DoubleVector.zero(SPECIES);
        DoubleVector other = sum;
        int r = 1;
        int at = width + i;
        for (; r < mirrored; r++, at += width) {
          sum = load(s, at).fma(load(twice, i + r), sum);
          other = load(s, at + FEW).fma(load(twice, i + FEW + r), other);
        }
        DoubleVector here = load(e, i);
        DoubleVector there = load(e, i + FEW);
        sum = load(s, i).fma(here, sum.add(sum));
        other = load(s, i + FEW).fma(there, other.add(other));
        for (; r < rows; r++, at += width) {
          sum = load(s, at).fma(load(twice, i + r), sum);
          other = load(s, at + FEW).fma(load(twice, i + FEW + r), other);
        }
        low = sum.fma(here, low);
        high = other.fma(there, high);
      }
      low.add(high).intoArray(lanes, j);
    }
  }
}
