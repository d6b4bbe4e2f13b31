package org.streamrecall.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A measure in bounded bytes: exact atoms while they fit the budget; then points, one for each
 * different tag, while those fit; then clusters.
 *
 * <p>Invariants, one test each:
 *
 * <ol>
 *   <li>The state is {@link #memory()} and {@link #recent()}, fewer than foldBatch atoms; restoring
 *       it anywhere gives the same answers and the same later bytes.
 *   <li>A fold takes exactly foldBatch atoms, in order of arrival, and nothing else changes memory.
 *   <li>Reading changes nothing.
 *   <li>{@link #sizeInBytes()} never exceeds the layout's budget.
 *   <li>Mass is conserved: it is the sum of all weights told, decayed if there is a decay.
 *   <li>While every token, or one mean for every different tag, fits the budget, recall equals
 *       {@link ExactMeasure}'s.
 * </ol>
 *
 * One instance is scratch that can be restored to any context's state in turn. Not thread safe.
 */
public final class MeasureSketch implements Measure {
  private final SketchLayout layout;
  private final Shape shape;
  private final Decay decay;
  final Clusters clusters;
  private final TiltedClusters tilts;
  private final PackedMemory packed;
  private final Atoms atoms; // those of memory in its exact form, then recent
  private final Totals totals;
  private final Consumer<Atom> teller = this::append; // one for ever: restoring allocates nothing
  private int folded; // atoms that memory holds; the rest are recent

  /** An empty memory. */
  public MeasureSketch(SketchLayout layout) {
    this.layout = layout;
    this.shape = layout.shape();
    this.decay = layout.decay();
    this.clusters = new Clusters(new Workspace(shape, layout.wide(), decay));
    this.tilts = new TiltedClusters(clusters);
    this.packed = new PackedMemory(layout, clusters, tilts);
    this.atoms = new Atoms(shape.tagDims());
    this.totals = new Totals(decay);
    forget();
  }

  /** Forgets everything: an empty memory again. */
  public void forget() {
    restore(null, List.of());
  }

  /**
   * Makes this the state of a context.
   *
   * @param packed as {@link #memory()} gave it, or null; folds write into it
   * @param recent as {@link #recent()} gave it
   * @throws IllegalArgumentException if the bytes are damaged or of another schema
   */
  public void restore(byte[] packed, Iterable<Atom> recent) {
    atoms.clear();
    totals.clear();
    SketchHeader header = this.packed.open(packed);
    if (header != null) {
      totals.read(header);
      if (header.form == SketchFormat.ATOMS) {
        SketchFormat.atoms(packed, header, atom -> atoms.add(atom, totals.massOf(atom)));
      }
    }
    folded = atoms.size();
    recent.forEach(teller);
  }

  /**
   * Tells one atom; folds when the batch is full.
   *
   * @throws IllegalArgumentException if it has other sizes than the shape; nothing changes then
   */
  public void add(Atom atom) {
    shape.requireFits(atom);
    append(atom);
    if (atoms.size() - folded >= layout.foldBatch()) { // more when restored from a larger batch
      fold();
    }
  }

  private void append(Atom told) {
    Atom atom = told;
    if (!decay.isNone() && told.time() != Atom.NO_TIME) {
      if (totals.landmark == Atom.NO_TIME) {
        totals.landmark = told.time();
        atoms.date(totals.landmark);
      }
      moveLandmark(decay.steps(told.time(), totals.landmark));
    } else if (!decay.isNone() && totals.lastTime != Atom.NO_TIME) {
      atom = told.at(totals.lastTime); // it counts as the newest, and must when restored too
    }
    double mass = totals.massOf(atom);
    atoms.add(atom, mass);
    totals.tokens++;
    totals.mass += mass;
    totals.lastTime = Math.max(totals.lastTime, atom.time());
  }

  private void moveLandmark(long by) {
    if (by > 0) {
      totals.landmark = decay.moved(totals.landmark, by);
      totals.mass *= Decay.scale(by);
      for (int i = 0; i < atoms.size(); i++) {
        atoms.weigh(i, totals.massOf(atoms.get(i)));
      }
      packed.age(by);
    }
  }

  /**
   * Lets time go by: mass is told as of this time (ms since the epoch), if it is later than any
   * before. Without a decay this changes nothing.
   */
  public void decayTo(long time) {
    totals.decayTo(time);
  }

  // ---- folding ----

  private void fold() {
    if (packed.form == SketchFormat.ATOMS) {
      if (packed.packAtoms(atoms, totals)) {
        folded = atoms.size();
        return;
      }
      beginPoints(atoms.size());
    } else if (packed.form == SketchFormat.POINTS) {
      packed.loadAll();
      addPoints(folded, atoms.size());
    } else {
      foldIntoClusters();
    }
    if (packed.overflows()) {
      packed.form = SketchFormat.CLUSTERS;
      settle();
    }
    packParts();
  }

  private void packParts() {
    packed.packParts(totals);
    atoms.clear();
    folded = 0;
  }

  private void foldIntoClusters() {
    packed.load();
    clusters.startPlacing(atoms.size() - folded);
    for (int i = folded; i < atoms.size(); i++) {
      clusters.place(atoms.get(i), atoms.mass(i), layout.cells());
    }
    settle();
  }

  private void settle() {
    clusters.mergeDownTo(layout.clusters(), layout.cells());
    clusters.refresh(layout.cells());
  }

  /** Makes points of the first atoms. */
  private void beginPoints(int count) {
    packed.form = SketchFormat.POINTS;
    packed.unload();
    addPoints(0, count);
  }

  private void addPoints(int from, int to) {
    for (int i = from; i < to; i++) {
      clusters.addPoint(atoms.get(i), atoms.mass(i));
    }
  }

  // ---- merging ----

  /**
   * Takes over all that another sketch of the same shape and decay was told. Mass is conserved; the
   * order and grouping of merges change answers within the sketch's own error.
   *
   * @throws IllegalArgumentException if the shapes or decays differ
   */
  public void merge(MeasureSketch other) {
    if (!other.shape.equals(shape) || !other.decay.equals(decay)) {
      throw new IllegalArgumentException(
          "a sketch of %s and %s cannot join one of %s and %s; merge sketches of one schema and one half-life"
              .formatted(other.shape, other.decay, shape, decay));
    }
    if (other.packed.form != SketchFormat.ATOMS) {
      mergeParts(other);
    }
    for (int i = 0; i < other.atoms.size(); i++) {
      add(other.atoms.get(i));
    }
  }

  private void mergeParts(MeasureSketch other) {
    if (!decay.isNone() && other.totals.landmark != Atom.NO_TIME) {
      if (totals.landmark == Atom.NO_TIME) {
        totals.landmark = other.totals.lastTime; // what has no time counts as the newest
        atoms.date(totals.landmark);
      }
      moveLandmark(decay.steps(other.totals.lastTime, totals.landmark));
    }
    List<Atom> waiting = recent();
    if (packed.form == SketchFormat.ATOMS) {
      beginPoints(folded);
    } else {
      packed.loadAll();
    }
    double factor = totals.factorOf(other.totals);
    append(other, factor);
    if (packed.form == SketchFormat.CLUSTERS) {
      clusters.mergeDownTo(layout.clusters(), layout.cells());
      clusters.learn(layout.cells()); // not reunited: many are due at once, and chains would join
    }
    totals.tokens += other.totals.tokens - other.atoms.size();
    totals.mass += (other.totals.mass - other.atoms.mass()) * factor;
    totals.lastTime = Math.max(totals.lastTime, other.totals.lastTime);
    packParts();
    for (Atom atom : waiting) { // told and counted before
      atoms.add(atom, totals.massOf(atom));
    }
  }

  /** Appends another sketch's points or clusters; points that are too many become clusters. */
  private void append(MeasureSketch other, double factor) {
    other.packed.loadAll();
    if (packed.form == SketchFormat.POINTS && other.packed.form == SketchFormat.CLUSTERS) {
      packed.form = SketchFormat.CLUSTERS;
    }
    for (int g = 0; g < other.clusters.size; g++) {
      Cluster theirs = other.clusters.get(g);
      if (packed.form == SketchFormat.POINTS) {
        clusters.addPoint(theirs, factor);
      } else {
        clusters.append().copy(theirs, factor);
      }
    }
    if (packed.overflows()) {
      packed.form = SketchFormat.CLUSTERS;
    }
  }

  // ---- the state ----

  /**
   * The packed bytes: none before the first fold. They are the live state, which the next fold
   * writes into; copy them to keep them.
   */
  public byte[] memory() {
    return packed.bytes;
  }

  /** The atoms told since the last fold, oldest first; fewer than the layout's foldBatch. */
  public List<Atom> recent() {
    List<Atom> recent = new ArrayList<>();
    for (int i = folded; i < atoms.size(); i++) {
      recent.add(atoms.get(i));
    }
    return recent;
  }

  /** How many {@link #recent} has. */
  public int recentCount() {
    return atoms.size() - folded;
  }

  /** Bytes of the state: packed memory and recent atoms. */
  public int sizeInBytes() {
    return packed.bytes.length + recentCount() * layout.atomBytes();
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public long tokens() {
    return totals.tokens;
  }

  @Override
  public double mass() {
    return totals.left(totals.mass);
  }

  @Override
  public long lastTime() {
    return totals.lastTime;
  }

  /** Clusters first, then atoms. */
  @Override
  public int parts() {
    return (packed.form == SketchFormat.ATOMS ? 0 : packed.parts) + atoms.size();
  }

  /** Whether recall is exact: atoms, or one mean for each different tag. */
  @Override
  public boolean exact() {
    return packed.form != SketchFormat.CLUSTERS;
  }

  @Override
  public double mass(int part) {
    packed.load();
    int atom = part - clusters.size;
    return totals.left(atom < 0 ? clusters.get(part).mass : atoms.mass(atom));
  }

  // ---- reading ----

  @Override
  public void logMoments(double[] a, double[] out) {
    tilted(a).logMoments(out);
    atoms.logMoments(a, out, clusters.size);
    if (!decay.isNone()) {
      double aged = totals.elapsed();
      for (int p = 0; p < parts(); p++) {
        out[p] -= aged;
      }
    }
  }

  @Override
  public void scoreMeans(double factor, double[] a, double[] out) {
    packed.loadAll();
    tilts.scoreMeans(factor, a, out);
    atoms.scoreMeans(factor, a, out, clusters.size);
  }

  @Override
  public void addMeans(double[] weights, double[] sum) {
    packed.load();
    for (int g = 0; g < clusters.size; g++) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] = Math.fma(weights[g], clusters.get(g).mean[i], sum[i]);
      }
    }
    atoms.addTags(weights, clusters.size, sum);
  }

  private TiltedClusters tilted(double[] a) {
    packed.loadAll();
    tilts.tilt(a);
    return tilts;
  }

  @Override
  public void addContents(double[] a, double[] weights, double[] sum) {
    tilted(a).addContents(weights, sum);
    atoms.addContents(weights, clusters.size, sum);
  }

  @Override
  public void addTags(double[] a, double[] weights, double[] sum) {
    tilted(a).addTags(weights, sum);
    atoms.addTags(weights, clusters.size, sum);
  }

  @Override
  public void addMoments(double[] a, double[] weights, Moments sum) {
    tilted(a).addMoments(weights, sum);
    atoms.addMoments(weights, clusters.size, sum);
  }

  @Override
  public double memoryError(double[] a, double[] shares, double[] value) {
    return exact() ? 0 : tilted(a).memoryError(shares, value);
  }

  @Override
  public double[] contentMass() {
    packed.load();
    double[] sum = new double[shape.contentDims()];
    for (int g = 0; g < clusters.size; g++) {
      for (int t = 0; t < sum.length; t++) {
        sum[t] += mass(g) * clusters.get(g).content[t];
      }
    }
    for (int i = 0; i < atoms.size(); i++) {
      Atoms.addScaled(mass(clusters.size + i), atoms.get(i).content(), sum);
    }
    return sum;
  }

  @Override
  public void addGradient(
      double[] a, double[] dLog, double[] weights, double[] dContent, double[] da) {
    tilted(a).addGradient(dLog, weights, dContent, da);
    atoms.addTags(dLog, clusters.size, da);
  }

  @Override
  public void contentProducts(double[] a, double[] dContent, double[] out) {
    tilted(a).contentProducts(dContent, out);
    atoms.contentProducts(dContent, out, clusters.size);
  }

  @Override
  public Evidence evidence(int part) {
    packed.loadAll();
    if (part >= clusters.size) {
      Evidence atom = atoms.evidence(part - clusters.size);
      return decay.isNone() ? atom : atom.withTokens(mass(part));
    }
    return clusters.get(part).evidence(mass(part));
  }
}
