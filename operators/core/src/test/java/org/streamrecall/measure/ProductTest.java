package org.streamrecall.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.streamrecall.measure.Product.Matrix;

/** The path in force against one chain of fused multiply-adds a number: the same bits. */
class ProductTest {
  @Property(tries = 200)
  void shouldAddTheProductToTheSameBits(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 11) int rows,
      @ForAll @IntRange(max = 9) int inner,
      @ForAll @IntRange(min = 1, max = 40) int columns,
      @ForAll boolean turned) {
    Random random = new Random(seed);
    double[] a = random.doubles(3 + rows * inner, -1, 1).toArray();
    double[] b = random.doubles(2 + inner * columns, -1, 1).toArray();
    double[] c = random.doubles(1 + rows * columns, -1, 1).toArray();
    double[] expected = c.clone();
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        int at = 1 + i * columns + j;
        for (int k = 0; k < inner; k++) {
          double factor = a[3 + (turned ? k * rows + i : i * inner + k)];
          expected[at] = Math.fma(factor, b[2 + k * columns + j], expected[at]);
        }
      }
    }
    Matrix left = turned ? Matrix.of(a, 3, rows).turned() : Matrix.of(a, 3, inner);
    Product.add(rows, inner, columns, left, Matrix.of(b, 2, columns), Matrix.of(c, 1, columns));
    assertThat(c).isEqualTo(expected);
  }

  @Example
  void shouldRefuseColumnsThatDoNotLieSideBySide() {
    Matrix one = Matrix.of(new double[4], 0, 2);
    assertThatThrownBy(() -> Product.add(2, 2, 2, one, one.turned(), one))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("steps 2 and 1 are not 1");
  }
}
