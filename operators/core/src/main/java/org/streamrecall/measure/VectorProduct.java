package org.streamrecall.measure;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromArray;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The same on the Vector API, four rows and two vectors of columns at once, whose sums stay in
 * registers; what is left over at the right in plain loops.
 */
final class VectorProduct extends Product {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int STEP = SPECIES.length();

  /**
   * @throws IllegalStateException if the machine has no vectors of four numbers
   */
  VectorProduct() {
    if (STEP < 4) {
      throw new IllegalStateException("this machine's vectors hold fewer than four numbers");
    }
  }

  @Override
  void run(int rows, int inner, int columns, Matrix a, Matrix b, Matrix c) {
    int wide = columns - columns % (2 * STEP);
    int whole = columns - columns % STEP;
    for (int j = 0; j < wide; j += 2 * STEP) {
      int i = 0;
      for (; i + 3 < rows; i += 4) {
        four(i, j, inner, a, b, c);
      }
      for (; i < rows; i++) {
        one(i, j, inner, a, b, c);
        one(i, j + STEP, inner, a, b, c);
      }
    }
    for (int j = wide; j < whole; j += STEP) {
      int i = 0;
      for (; i + 3 < rows; i += 4) {
        fourNarrow(i, j, inner, a, b, c);
      }
      for (; i < rows; i++) {
        one(i, j, inner, a, b, c);
      }
    }
    if (whole < columns) {
      plain(0, rows, whole, columns, inner, a, b, c);
    }
  }

  private static void four(int row, int column, int inner, Matrix a, Matrix b, Matrix c) {
    double[] by = a.numbers();
    double[] in = b.numbers();
    double[] out = c.numbers();
    int at = c.from() + row * c.row() + column;
    int next = c.row();
    DoubleVector c0 = fromArray(SPECIES, out, at);
    DoubleVector d0 = fromArray(SPECIES, out, at + STEP);
    DoubleVector c1 = fromArray(SPECIES, out, at + next);
    DoubleVector d1 = fromArray(SPECIES, out, at + next + STEP);
    DoubleVector c2 = fromArray(SPECIES, out, at + 2 * next);
    DoubleVector d2 = fromArray(SPECIES, out, at + 2 * next + STEP);
    DoubleVector c3 = fromArray(SPECIES, out, at + 3 * next);
    DoubleVector d3 = fromArray(SPECIES, out, at + 3 * next + STEP);
    int of = a.from() + row * a.row();
    int down = a.row();
    int from = b.from() + column;
    for (int k = 0; k < inner; k++, of += a.step(), from += b.row()) {
      DoubleVector left = fromArray(SPECIES, in, from);
      DoubleVector right = fromArray(SPECIES, in, from + STEP);
      DoubleVector f0 = broadcast(SPECIES, by[of]);
      c0 = f0.fma(left, c0);
      d0 = f0.fma(right, d0);
      DoubleVector f1 = broadcast(SPECIES, by[of + down]);
      c1 = f1.fma(left, c1);
      d1 = f1.fma(right, d1);
      DoubleVector f2 = broadcast(SPECIES, by[of + 2 * down]);
      c2 = f2.fma(left, c2);
      d2 = f2.fma(right, d2);
      DoubleVector f3 = broadcast(SPECIES, by[of + 3 * down]);
      c3 = f3.fma(left, c3);
      d3 = f3.fma(right, d3);
    }
    c0.intoArray(out, at);
    d0.intoArray(out, at + STEP);
    c1.intoArray(out, at + next);
    d1.intoArray(out, at + next + STEP);
    c2.intoArray(out, at + 2 * next);
    d2.intoArray(out, at + 2 * next + STEP);
    c3.intoArray(out, at + 3 * next);
    d3.intoArray(out, at + 3 * next + STEP);
  }

  private static void fourNarrow(int row, int column, int inner, Matrix a, Matrix b, Matrix c) {
    double[] by = a.numbers();
    double[] out = c.numbers();
    int at = c.from() + row * c.row() + column;
    int next = c.row();
    DoubleVector c0 = fromArray(SPECIES, out, at);
    DoubleVector c1 = fromArray(SPECIES, out, at + next);
    DoubleVector c2 = fromArray(SPECIES, out, at + 2 * next);
    DoubleVector c3 = fromArray(SPECIES, out, at + 3 * next);
    int of = a.from() + row * a.row();
    int down = a.row();
    int from = b.from() + column;
    for (int k = 0; k < inner; k++, of += a.step(), from += b.row()) {
      DoubleVector in = fromArray(SPECIES, b.numbers(), from);
      c0 = broadcast(SPECIES, by[of]).fma(in, c0);
      c1 = broadcast(SPECIES, by[of + down]).fma(in, c1);
      c2 = broadcast(SPECIES, by[of + 2 * down]).fma(in, c2);
      c3 = broadcast(SPECIES, by[of + 3 * down]).fma(in, c3);
    }
    c0.intoArray(out, at);
    c1.intoArray(out, at + next);
    c2.intoArray(out, at + 2 * next);
    c3.intoArray(out, at + 3 * next);
  }

  private static void one(int row, int column, int inner, Matrix a, Matrix b, Matrix c) {
    int at = c.from() + row * c.row() + column;
    DoubleVector sum = fromArray(SPECIES, c.numbers(), at);
    int of = a.from() + row * a.row();
    int from = b.from() + column;
    for (int k = 0; k < inner; k++, of += a.step(), from += b.row()) {
      sum = broadcast(SPECIES, a.numbers()[of]).fma(fromArray(SPECIES, b.numbers(), from), sum);
    }
    sum.intoArray(c.numbers(), at);
  }
}
