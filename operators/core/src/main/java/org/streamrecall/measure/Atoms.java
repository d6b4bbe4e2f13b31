package org.streamrecall.measure;

import java.util.Arrays;

/**
 * Atoms in order of arrival, with their tags dimension-major so that a scan over many atoms
 * vectorises ({@code s[i] += a * x[i]} over whole rows).
 */
final class Atoms {
  private static final int TILE = 512; // scores of a tile stay in the first cache

  private final int tagDims;
  private final double[][] keys; // (tagDims, capacity), of the first that are laid out
  private double[] mass = new double[16]; // (capacity), as of the landmark
  private double[] logMass = new double[16];
  private Atom[] atoms = new Atom[16]; // (capacity)
  private final double[] scores;
  private int size;
  private int laidOut;

  Atoms(int tagDims) {
    this.tagDims = tagDims;
    this.keys = new double[tagDims][16];
    this.scores = new double[TILE];
  }

  /** The first {@code size} of others, by reference and to be read only. */
  private Atoms(Atoms others, int size) {
    others.layOut();
    tagDims = others.tagDims;
    keys = others.keys.clone();
    mass = others.mass;
    logMass = others.logMass;
    atoms = others.atoms;
    scores = others.scores;
    this.size = size;
    laidOut = size;
  }

  /** The first so many, to be read only; nothing is copied. */
  Atoms first(int count) {
    return new Atoms(this, count);
  }

  int size() {
    return size;
  }

  Atom get(int i) {
    return atoms[i];
  }

  void clear() {
    size = 0;
    laidOut = 0;
  }

  /** The mass of all. */
  double mass() {
    double sum = 0;
    for (int i = 0; i < size(); i++) {
      sum += mass(i);
    }
    return sum;
  }

  double mass(int i) {
    return mass[i];
  }

  double logMass(int i) {
    return logMass[i];
  }

  void weigh(int i, double atomMass) {
    mass[i] = atomMass;
    logMass[i] = atomMass == 1 ? 0 : Log.log(atomMass);
  }

  /** Gives this time to every atom; to be called while none has one. */
  void date(long time) {
    for (int i = 0; i < size; i++) {
      atoms[i] = atoms[i].at(time);
    }
  }

  void add(Atom atom, double atomMass) {
    if (size == atoms.length) {
      int capacity = 2 * size;
      atoms = Arrays.copyOf(atoms, capacity);
      mass = Arrays.copyOf(mass, capacity);
      logMass = Arrays.copyOf(logMass, capacity);
      for (int k = 0; k < tagDims; k++) {
        keys[k] = Arrays.copyOf(keys[k], capacity);
      }
    }
    atoms[size] = atom;
    weigh(size, atomMass);
    size++;
  }

  /** Of those that came since the last query. */
  private void layOut() {
    for (; laidOut < size; laidOut++) {
      float[] tag = atoms[laidOut].tag();
      for (int k = 0; k < tagDims; k++) {
        keys[k][laidOut] = tag[k];
      }
    }
  }

  /** out[offset + i] = log m_i + <a, v_i>. */
  void logMoments(double[] a, double[] out, int offset) {
    layOut();
    for (int from = 0; from < size; from += TILE) {
      int n = Math.min(TILE, size - from);
      System.arraycopy(logMass, from, scores, 0, n);
      for (int k = 0; k < tagDims; k++) {
        addScaled(scores, a[k], keys[k], from, n);
      }
      System.arraycopy(scores, 0, out, offset + from, n);
    }
  }

  /** out[offset + i] += factor <a, v_i>. */
  void scoreMeans(double factor, double[] a, double[] out, int offset) {
    for (int i = 0; i < size; i++) {
      double score = 0;
      float[] tag = atoms[i].tag();
      for (int k = 0; k < tagDims; k++) {
        score += a[k] * tag[k];
      }
      out[offset + i] += factor * score;
    }
  }

  private static void addScaled(double[] sum, double factor, double[] row, int from, int n) {
    for (int i = 0; i < n; i++) {
      sum[i] += factor * row[from + i];
    }
  }

  /** sum += sum_i weights[offset + i] e_i. */
  void addContents(double[] weights, int offset, double[] sum) {
    for (int i = 0; i < size; i++) {
      addScaled(weights[offset + i], atoms[i].content(), sum);
    }
  }

  /** out[offset + i] = <d, e_i>. */
  void contentProducts(double[] d, double[] out, int offset) {
    for (int i = 0; i < size; i++) {
      float[] content = atoms[i].content();
      double dot = 0;
      for (int s = 0; s < d.length; s++) {
        dot += d[s] * content[s];
      }
      out[offset + i] = dot;
    }
  }

  /** sum += sum_i weights[offset + i] v_i. */
  void addTags(double[] weights, int offset, double[] sum) {
    for (int i = 0; i < size; i++) {
      addScaled(weights[offset + i], atoms[i].tag(), sum);
    }
  }

  /** Adds each atom as a point of weights[offset + i]. */
  void addMoments(double[] weights, int offset, Moments sum) {
    for (int i = 0; i < size; i++) {
      sum.addPart(weights[offset + i], atoms[i]);
    }
  }

  static void addScaled(double factor, float[] values, double[] sum) {
    if (factor == 0) {
      return;
    }
    for (int i = 0; i < values.length; i++) {
      sum[i] += factor * values[i];
    }
  }

  Evidence evidence(int i) {
    Atom atom = atoms[i];
    return new Evidence(mass[i], atom.tag(), atom.ref(), atom.time(), atom.time());
  }
}
