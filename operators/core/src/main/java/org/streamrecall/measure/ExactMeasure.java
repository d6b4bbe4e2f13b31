package org.streamrecall.measure;

/** Every token kept, for ever growing: the oracle that a sketch is held against. */
public final class ExactMeasure implements Measure {
  private final Shape shape;
  private final Atoms atoms;
  private double mass;
  private long lastTime = Atom.NO_TIME;

  public ExactMeasure(Shape shape) {
    this(shape, new Atoms(shape.tagDims()));
  }

  private ExactMeasure(Shape shape, Atoms atoms) {
    this.shape = shape;
    this.atoms = atoms;
  }

  /**
   * The measure as it was after so many tokens. It shares their numbers, and scratch: the two are
   * not to be read by two threads at once.
   *
   * @throws IllegalArgumentException if there are not so many tokens
   */
  public Measure first(int tokens) {
    if (tokens < 0 || tokens > atoms.size()) {
      throw new IllegalArgumentException(
          "the first "
              + tokens
              + " tokens of "
              + atoms.size()
              + " are asked for; ask for 0 to that many");
    }
    ExactMeasure past = new ExactMeasure(shape, atoms.first(tokens));
    for (int i = 0; i < tokens; i++) {
      past.mass += atoms.get(i).mass();
      past.lastTime = Math.max(past.lastTime, atoms.get(i).time());
    }
    return past;
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
  public void scoreMeans(double factor, double[] a, double[] out) {
    atoms.scoreMeans(factor, a, out, 0);
  }

  @Override
  public void addMeans(double[] weights, double[] sum) {
    atoms.addTags(weights, 0, sum);
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

  /** Lays all atoms out in a table. */
  public void layOut(AtomTable table) {
    table.start(atoms.size(), shape);
    for (int i = 0; i < atoms.size(); i++) {
      table.put(i, atoms.get(i), atoms.logMass(i));
    }
  }

  @Override
  public Evidence evidence(int part) {
    return atoms.evidence(part);
  }
}
