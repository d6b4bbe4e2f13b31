package org.streamrecall.tests.accuracy;

/**
 * Tokens on a curved surface: z in [0,1]^2 from the component's own density
 *
 * <pre>  p(z) = 1 + sum_jk a_jk cos(pi j z1) cos(pi k z2),   j, k at most 4,  sum |a| = 0.95</pre>
 *
 * and y = c + 0.4 B [cos 2 pi z1, sin 2 pi z1, cos 2 pi z2, sin 2 pi z2] / sqrt 2 + noise of length
 * 0.05.
 */
final class CosineEmission implements Emission {
  /** Columns of B: fewer dimensions cannot hold the surface. */
  static final int LEAST_DIMS = 4;

  private static final int WAVES = 5;

  private final double[][] centres; // (components, dims)
  private final double[][][] frames; // (components, dims, 4)
  private final double[] places; // (tokens, 2)
  private final Draws noise;
  private final double scale;

  CosineEmission(Draws draws, int[] labels, double[][] centres) {
    int dims = centres[0].length;
    this.centres = centres;
    this.noise = draws.normalBlock((long) labels.length * dims);
    this.scale = 0.05 / Math.sqrt(dims);
    this.frames = new double[centres.length][][];
    this.places = new double[2 * labels.length];
    for (int i = 0; i < centres.length; i++) {
      frames[i] = Householder.q(draws.normals(dims * 4), dims, 4);
      drawPlaces(draws, waves(draws), labels, i);
    }
  }

  private static double[] waves(Draws draws) {
    double[] a = new double[WAVES * WAVES];
    double sum = 0;
    for (int jk = 0; jk < a.length; jk++) {
      int j = jk / WAVES;
      int k = jk % WAVES;
      a[jk] = Math.signum(draws.uniform() - 0.5) / (1 + j * j + k * k);
      a[0] = 0;
      sum += Math.abs(a[jk]);
    }
    for (int jk = 0; jk < a.length; jk++) {
      a[jk] *= 0.95 / sum;
    }
    return a;
  }

  /** By rejection, in rounds of the reference's size: a round is drawn whole, whatever is kept. */
  private void drawPlaces(Draws draws, double[] a, int[] labels, int label) {
    int missing = 0;
    for (int other : labels) {
      missing += other == label ? 1 : 0;
    }
    int token = -1;
    while (missing > 0) {
      int round = (int) (2.2 * missing + 64);
      for (int m = 0; m < round; m++) {
        double z1 = draws.uniform();
        double z2 = draws.uniform();
        double height = draws.uniform() * 1.95;
        if (missing > 0 && height < density(a, z1, z2)) {
          do {
            token++;
          } while (labels[token] != label);
          places[2 * token] = z1;
          places[2 * token + 1] = z2;
          missing--;
        }
      }
    }
  }

  private static double density(double[] a, double z1, double z2) {
    double[] second = new double[WAVES];
    for (int k = 0; k < WAVES; k++) {
      second[k] = StrictMath.cos(Math.PI * z2 * k);
    }
    double p = 1;
    for (int j = 0; j < WAVES; j++) {
      double first = StrictMath.cos(Math.PI * z1 * j);
      for (int k = 0; k < WAVES; k++) {
        p += a[j * WAVES + k] * first * second[k];
      }
    }
    return p;
  }

  @Override
  public void emit(int token, int label, double[] y) {
    double turn1 = 2 * Math.PI * places[2 * token];
    double turn2 = 2 * Math.PI * places[2 * token + 1];
    double[] f = {
      StrictMath.cos(turn1), StrictMath.sin(turn1), StrictMath.cos(turn2), StrictMath.sin(turn2)
    };
    for (int j = 0; j < y.length; j++) {
      double on = 0;
      for (int k = 0; k < 4; k++) {
        on += f[k] / Math.sqrt(2) * frames[label][j][k];
      }
      y[j] = scale * noise.normal() + (centres[label][j] + 0.4 * on);
    }
  }
}
