package org.streamrecall.measure;

/**
 * Products of matrices that stand in flat arrays. Every number of a product is one chain of fused
 * multiply-adds over the inner dimension, in order, so that plain loops and vectors give the same
 * bits.
 */
public abstract class Product {
  /** The path of this machine, chosen once. */
  private static final Product ACTIVE =
      KernelPath.of(PlainProduct::new, "org.streamrecall.measure.VectorProduct");

  /**
   * A matrix in a flat array: number (i, j) stands at {@code from + i row + j step}.
   *
   * @param numbers where it stands
   */
  public record Matrix(double[] numbers, int from, int row, int step) {
    /** Rows of so many numbers, side by side. */
    public static Matrix of(double[] numbers, int from, int columns) {
      return new Matrix(numbers, from, columns, 1);
    }

    /** Its transpose. */
    public Matrix turned() {
      return new Matrix(numbers, from, step, row);
    }
  }

  /**
   * {@code C += A B}.
   *
   * @param a (rows, inner)
   * @param b (inner, columns), with step 1
   * @param c (rows, columns), with step 1; not one of the others
   */
  public static void add(int rows, int inner, int columns, Matrix a, Matrix b, Matrix c) {
    if (b.step != 1 || c.step != 1) {
      throw new IllegalArgumentException(
          "steps " + b.step + " and " + c.step + " are not 1; turn the product round");
    }
    ACTIVE.run(rows, inner, columns, a, b, c);
  }

  abstract void run(int rows, int inner, int columns, Matrix a, Matrix b, Matrix c);

  /** The numbers of C in some rows and columns, in plain loops. */
  static void plain(
      int row, int rowEnd, int column, int end, int inner, Matrix a, Matrix b, Matrix c) {
    for (int i = row; i < rowEnd; i++) {
      int at = c.from + i * c.row;
      for (int k = 0; k < inner; k++) {
        double factor = a.numbers[a.from + i * a.row + k * a.step];
        int by = b.from + k * b.row;
        for (int j = column; j < end; j++) {
          c.numbers[at + j] = Math.fma(factor, b.numbers[by + j], c.numbers[at + j]);
        }
      }
    }
  }
}
