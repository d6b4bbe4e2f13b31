package org.streamrecall.measure;

/** Plain loops. */
final class PlainProduct extends Product {
  @Override
  void run(int rows, int inner, int columns, Matrix a, Matrix b, Matrix c) {
    plain(0, rows, 0, columns, inner, a, b, c);
  }
}
