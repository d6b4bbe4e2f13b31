package org.streamrecall.measure;

/** Every token kept, for ever growing: the oracle that a sketch is held against. */
public final class ExactMeasure implements Measure {
  private final Shape shape;
  private final Atoms atoms;
  private double mass;
  private long lastTime = Atom.NO_TIME;

  public ExactMeasure(Shape shape) {
    this.shape = shape;
    this.atoms = new Atoms(shape.tagDims());
  }

  /**
   * Tells one atom.
   *
   * @throws IllegalArgumentException if it has other sizes than the shape
   */
  public void add(Atom atom) {
    shape.requireFits(atom);
    atoms.add(atom, atom.mass());
    mass += atom.mass();
    lastTime = Math.max(lastTime, atom.time());
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public long tokens() {
    return atoms.size();
  }

  @Override
  public double mass() {
    return mass;
  }

  @Override
  public long lastTime() {
    return lastTime;
  }

  @Override
  public int parts() {
    return atoms.size();
  }

  @Override
  public boolean exact() {
    return true;
  }

  @Override
  public double mass(int part) {
    return atoms.get(part).mass();
  }

  @Override
  public void logMoments(double[] a, double[] out) {
    atoms.logMoments(a, out, 0);
  }

  @Override
  public void addContents(double[] a, double[] weights, double[] sum) {
    atoms.addContents(weights, 0, sum);
  }

  @Override
  public void addTags(double[] a, double[] weights, double[] sum) {
    atoms.addTags(weights, 0, sum);
  }

  @Override
  public void addMoments(double[] a, double[] weights, Moments sum) {
    atoms.addMoments(weights, 0, sum);
  }

  @Override
  public double memoryError(double[] a, double[] shares, double[] value) {
    return 0;
  }

  @Override
  public double[] contentMass() {
    double[] sum = new double[shape.contentDims()];
    for (int i = 0; i < atoms.size(); i++) {
      Atoms.addScaled(atoms.get(i).mass(), atoms.get(i).content(), sum);
    }
    return sum;
  }

  @Override
  public void addGradient(
      double[] a, double[] dLog, double[] weights, double[] dContent, double[] da) {
    atoms.addTags(dLog, 0, da);
  }

  @Override
  public void contentProducts(double[] a, double[] dContent, double[] out) {
    atoms.contentProducts(dContent, out, 0);
  }

  @Override
  public Evidence evidence(int part) {
    return atoms.evidence(part);
  }
}
