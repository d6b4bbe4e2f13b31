package org.streamrecall.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Seeded token streams for the laws: a few noisy components on the unit sphere. */
public final class Streams {
  private Streams() {}

  /** Atoms of {@code components} clusters with one-hot content, weight 1, times and some refs. */
  public static List<Atom> mixture(
      int count, int tagDims, int components, int contentDims, long seed) {
    Random random = new Random(seed);
    double[][] centres = new double[components][];
    for (int c = 0; c < components; c++) {
      centres[c] = unit(gaussian(random, tagDims, 1));
    }
    List<Atom> atoms = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int c = random.nextInt(components);
      double[] noise = gaussian(random, tagDims, 0.3 / Math.sqrt(tagDims));
      float[] tag = new float[tagDims];
      for (int k = 0; k < tagDims; k++) {
        tag[k] = (float) (centres[c][k] + noise[k]);
      }
      float[] content = new float[contentDims];
      content[c % contentDims] = 1;
      atoms.add(new Atom(tag, content, 1, 1000 + i, i % 3 == 0 ? "ref-" + i : null));
    }
    return atoms;
  }

  /** Gaussian tags about one centre, with contents that follow the tag linearly, and noise. */
  public static List<Atom> slope(int count, int tagDims, int contentDims, long seed) {
    Random random = new Random(seed);
    double[] centre = unit(gaussian(random, tagDims, 1));
    double[][] slopes = new double[contentDims][];
    for (int s = 0; s < contentDims; s++) {
      slopes[s] = gaussian(random, tagDims, 1);
    }
    List<Atom> atoms = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double[] noise = gaussian(random, tagDims, 0.5 / Math.sqrt(tagDims));
      float[] tag = new float[tagDims];
      float[] content = new float[contentDims];
      for (int k = 0; k < tagDims; k++) {
        tag[k] = (float) (centre[k] + noise[k]);
        for (int s = 0; s < contentDims; s++) {
          content[s] += (float) (slopes[s][k] * tag[k]);
        }
      }
      atoms.add(new Atom(tag, content, 1, 1000 + i, null));
    }
    return atoms;
  }

  /** A vector near one of the atoms, of length beta. */
  public static double[] query(List<Atom> atoms, double beta, long seed) {
    float[] tag = atoms.get(new Random(seed).nextInt(atoms.size())).tag();
    double[] q = new double[tag.length];
    for (int k = 0; k < q.length; k++) {
      q[k] = tag[k];
    }
    unit(q);
    for (int k = 0; k < q.length; k++) {
      q[k] *= beta;
    }
    return q;
  }

  static double[] gaussian(Random random, int n, double scale) {
    return random.doubles(n).map(x -> scale * random.nextGaussian()).toArray();
  }

  static double[] unit(double[] v) {
    double square = 0;
    for (double x : v) {
      square += x * x;
    }
    for (int k = 0; k < v.length; k++) {
      v[k] /= Math.sqrt(square);
    }
    return v;
  }
}
