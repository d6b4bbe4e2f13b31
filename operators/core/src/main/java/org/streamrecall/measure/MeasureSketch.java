package org.streamrecall.measure;

import java.util.List;

/**
 * A measure in bounded bytes. Its state is the packed bytes of {@link #memory()} and fewer than
 * foldBatch raw atoms of {@link #recent()}. One instance is scratch that can be restored to any
 * context's state in turn.
 */
public final class MeasureSketch implements Measure {
  public MeasureSketch(SketchLayout layout) {}

  /** Makes this the state of a context; memory null or empty when nothing was folded yet. */
  public void restore(byte[] memory, List<Atom> recent) {}

  /** Tells one atom; folds when the batch is full. */
  public void add(Atom atom) {}

  /** The packed bytes: empty (length 0) before the first fold. */
  public byte[] memory() {
    return null;
  }

  public List<Atom> recent() {
    return null;
  }

  /** Bytes of the state: packed memory and recent atoms. */
  public int sizeInBytes() {
    return 0;
  }

  @Override
  public Shape shape() {
    return null;
  }

  @Override
  public long tokens() {
    return 0;
  }

  @Override
  public double mass() {
    return 0;
  }

  @Override
  public long lastTime() {
    return 0;
  }

  @Override
  public int parts() {
    return 0;
  }

  @Override
  public boolean exact() {
    return true;
  }

  @Override
  public void logMoments(double[] a, double[] out) {}

  @Override
  public void addContents(double[] a, double[] weights, double[] sum) {}

  @Override
  public double[] contentMass() {
    return null;
  }

  @Override
  public void addGradient(
      double[] a, double[] dLog, double[] weights, double[] dContent, double[] da) {}

  @Override
  public void contentProducts(double[] a, double[] dContent, double[] out) {}

  @Override
  public Evidence evidence(int part) {
    return null;
  }
}
