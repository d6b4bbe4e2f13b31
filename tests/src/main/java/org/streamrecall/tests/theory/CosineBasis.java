package org.streamrecall.tests.theory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Products of cosines on [0,1]^d, orthonormal under the uniform law, the constant left out:
 *
 * <pre>  e_k(z) = prod_m c(k_m) cos(pi k_m z_m),   c(0) = 1, else sqrt 2</pre>
 *
 * in order of |k|. They are the Mercer features of the heat kernel.
 */
final class CosineBasis {
  private static final int SIDE = 8; // frequencies of one coordinate where there are several

  private final int dims;
  private final List<int[]> waves;
  private final int most; // frequency of a coordinate

  /**
   * @param dims d, 1 or 2
   * @param size functions that are kept
   */
  CosineBasis(int dims, int size) {
    this.dims = dims;
    int side = dims == 1 ? size + 2 : SIDE;
    List<int[]> all = new ArrayList<>();
    for (int code = 1; code < StrictMath.pow(side, dims); code++) {
      int[] wave = new int[dims];
      for (int m = dims - 1, rest = code; m >= 0; m--, rest /= side) {
        wave[m] = rest % side;
      }
      all.add(wave);
    }
    all.sort(Comparator.comparingDouble(CosineBasis::order));
    waves = List.copyOf(all.subList(0, size));
    most = waves.stream().flatMapToInt(Arrays::stream).max().orElse(0);
  }

  private static double order(int[] wave) {
    double square = 1e-6 * wave[0];
    for (int k : wave) {
      square += k * k;
    }
    return square;
  }

  int dims() {
    return dims;
  }

  int size() {
    return waves.size();
  }

  /** The largest value of a function. */
  double largest(int function) {
    double largest = 1;
    for (int k : waves.get(function)) {
      largest *= k == 0 ? 1 : StrictMath.sqrt(2);
    }
    return largest;
  }

  /** e(z), (size). */
  double[] at(double[] z) {
    double[][] cosines = new double[dims][];
    for (int m = 0; m < dims; m++) {
      cosines[m] = cosines(z[m]);
    }
    double[] e = new double[waves.size()];
    for (int j = 0; j < e.length; j++) {
      e[j] = 1;
      for (int m = 0; m < dims; m++) {
        e[j] *= cosines[m][waves.get(j)[m]];
      }
    }
    return e;
  }

  /** By Chebyshev's recurrence: one cosine for all frequencies. */
  private double[] cosines(double z) {
    double[] cosines = new double[most + 1];
    double first = StrictMath.cos(Math.PI * z);
    double before = first;
    double now = 1;
    for (int k = 0; k <= most; k++) {
      cosines[k] = k == 0 ? 1 : StrictMath.sqrt(2) * now;
      double next = 2 * first * now - before;
      before = now;
      now = next;
    }
    return cosines;
  }
}
