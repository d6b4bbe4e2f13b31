package org.streamrecall.measure;

import org.streamrecall.measure.Product.Matrix;

/**
 * The atoms of a measure side by side, for many queries at once. Filled again and again, it keeps
 * its arrays. Not thread safe.
 */
public final class AtomTable {
  private int size;
  private int tagDims;
  private int contentDims;
  private double[] logMass = {}; // (size)
  private double[] tags = {}; // (size, tagDims)
  private double[] tagsTurned = {}; // (tagDims, size)
  private double[] contents = {}; // (size, contentDims)
  private double[] contentsTurned = {}; // (contentDims, size)

  void start(int atoms, Shape shape) {
    size = atoms;
    tagDims = shape.tagDims();
    contentDims = shape.contentDims();
    logMass = room(logMass, size);
    tags = room(tags, size * tagDims);
    tagsTurned = room(tagsTurned, size * tagDims);
    contents = room(contents, size * contentDims);
    contentsTurned = room(contentsTurned, size * contentDims);
  }

  private static double[] room(double[] array, int n) {
    return array.length < n ? new double[n] : array;
  }

  void put(int i, Atom atom, double logOfMass) {
    logMass[i] = logOfMass;
    put(i, atom.tag(), tags, tagsTurned);
    put(i, atom.content(), contents, contentsTurned);
  }

  private void put(int i, float[] values, double[] rows, double[] turned) {
    for (int k = 0, at = i * values.length, to = i; k < values.length; k++, to += size) {
      rows[at + k] = values[k];
      turned[to] = values[k];
    }
  }

  /** Number of atoms. */
  public int size() {
    return size;
  }

  public int tagDims() {
    return tagDims;
  }

  public int contentDims() {
    return contentDims;
  }

  /** Writes the logarithms of the masses to a place. */
  public void logMasses(double[] out, int to) {
    System.arraycopy(logMass, 0, out, to, size);
  }

  /** (size, tagDims). */
  public Matrix tags() {
    return Matrix.of(tags, 0, tagDims);
  }

  /** (tagDims, size). */
  public Matrix tagsTurned() {
    return Matrix.of(tagsTurned, 0, size);
  }

  /** (size, contentDims). */
  public Matrix contents() {
    return Matrix.of(contents, 0, contentDims);
  }

  /** (contentDims, size). */
  public Matrix contentsTurned() {
    return Matrix.of(contentsTurned, 0, size);
  }
}
