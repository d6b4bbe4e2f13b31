package org.streamrecall.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Seeded streams of the shapes that a sketch is measured on, in 8 dimensions without content. */
enum Family {
  /** Round components. */
  GAUSS,
  /** Components ten times longer than wide. */
  ANISO,
  /** Components bent to rings. */
  CURVED,
  /** Components with Student's t tails, 3 degrees of freedom. */
  HEAVY,
  /** Round components, one of them with a hundredth of the mass. */
  RARE,
  /** Round components that wander by one radian. */
  DRIFT,
  /** Long components one after another. */
  ORDERED;

  static final int DIMS = 8;
  static final int COMPONENTS = 8;

  /** Atoms of weight 1, a millisecond apart from 1000 on. */
  List<Atom> draw(int count, long seed) {
    Random random = new Random(seed * 31 + ordinal());
    double[][] centres = directions(random, COMPONENTS);
    double[][] to = directions(random, COMPONENTS);
    double[][][] axes = new double[COMPONENTS][][];
    for (int c = 0; c < COMPONENTS; c++) {
      axes[c] = directions(random, DIMS);
    }
    List<Atom> atoms = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      double at = (double) i / count;
      int c = component(random, at);
      double turn = this == DRIFT ? at : 0;
      double[] noise = noise(random, axes[c]);
      float[] tag = new float[DIMS];
      for (int k = 0; k < DIMS; k++) {
        double centre = Math.cos(turn) * centres[c][k] + Math.sin(turn) * to[c][k];
        tag[k] = (float) (centre + noise[k]);
      }
      atoms.add(new Atom(tag, new float[0], 1, 1000 + i, null));
    }
    return atoms;
  }

  private int component(Random random, double at) {
    if (this == ORDERED) {
      return (int) (at * COMPONENTS);
    }
    int c = random.nextInt(COMPONENTS);
    return this == RARE && c == 0 && random.nextInt(10) > 0 ? 1 : c;
  }

  private double[] noise(Random random, double[][] axes) {
    double[] noise = Streams.gaussian(random, DIMS, this == CURVED ? 0.02 : 0.1);
    if (this == HEAVY) {
      double chi = 0;
      for (double x : Streams.gaussian(random, 3, 1)) {
        chi += x * x / 3;
      }
      for (int k = 0; k < DIMS; k++) {
        noise[k] *= 0.5 * Math.min(3, 1 / Math.sqrt(chi));
      }
    } else if (this == ANISO || this == ORDERED) {
      double[] round = noise.clone();
      for (int k = 0; k < DIMS; k++) {
        noise[k] = 0;
        for (int j = 0; j < DIMS; j++) {
          noise[k] += 2 * Math.pow(0.75, j) * round[j] * axes[j][k];
        }
      }
    } else if (this == CURVED) {
      double angle = 2 * Math.PI * random.nextDouble();
      for (int k = 0; k < DIMS; k++) {
        noise[k] += 0.3 * (Math.cos(angle) * axes[0][k] + Math.sin(angle) * axes[1][k]);
      }
    }
    return noise;
  }

  private static double[][] directions(Random random, int count) {
    double[][] rows = new double[count][];
    for (int r = 0; r < count; r++) {
      rows[r] = Streams.unit(Streams.gaussian(random, DIMS, 1));
    }
    return rows;
  }
}
