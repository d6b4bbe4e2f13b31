package org.streamrecall.measure;

/** Every token kept: the oracle. */
public final class ExactMeasure implements Measure {
  public ExactMeasure(Shape shape) {}

  public void add(Atom atom) {}

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
