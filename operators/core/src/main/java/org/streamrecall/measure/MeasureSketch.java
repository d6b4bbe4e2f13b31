package org.streamrecall.measure;

import java.util.ArrayList;
import java.util.List;

/**
 * A measure in bounded bytes: exact atoms while they fit the budget, then clusters.
 *
 * <p>Invariants, one test each:
 *
 * <ol>
 *   <li>The state is {@link #memory()} and {@link #recent()}, fewer than foldBatch atoms; restoring
 *       it anywhere gives the same answers and the same later bytes.
 *   <li>A fold takes exactly foldBatch atoms, in order of arrival, and nothing else changes memory.
 *   <li>Reading changes nothing.
 *   <li>{@link #sizeInBytes()} never exceeds the layout's budget.
 *   <li>Mass is conserved: it is the sum of all weights told.
 *   <li>While every token fits the budget, recall equals {@link ExactMeasure}'s.
 * </ol>
 *
 * One instance is scratch that can be restored to any context's state in turn. Not thread safe.
 */
public final class MeasureSketch implements Measure {
  /** A token farther than this many standard deviations from a cluster starts one of its own. */
  private static final double REACH = 1.6;

  private static final byte[] NOTHING = new byte[0];

  private final SketchLayout layout;
  private final Shape shape;
  private final Clusters clusters;
  private final ClosestPairs closestPairs;
  private final Atoms atoms; // those of memory in its exact form, then recent
  private byte[] memory = NOTHING;
  private int folded; // atoms that memory holds; the rest are recent
  private boolean exact = true;
  private long tokens;
  private double mass;
  private long lastTime = Atom.NO_TIME;

  /** An empty memory. */
  public MeasureSketch(SketchLayout layout) {
    this.layout = layout;
    this.shape = layout.shape();
    this.clusters = new Clusters(shape);
    this.closestPairs = new ClosestPairs(clusters);
    this.atoms = new Atoms(shape.tagDims());
  }

  /**
   * Makes this the state of a context.
   *
   * @param packed as {@link #memory()} gave it, or null
   * @param recent as {@link #recent()} gave it
   * @throws IllegalArgumentException if the bytes are damaged or of another schema
   */
  public void restore(byte[] packed, Iterable<Atom> recent) {
    atoms.clear();
    clusters.clear();
    tokens = 0;
    mass = 0;
    lastTime = Atom.NO_TIME;
    exact = true;
    memory = packed == null ? NOTHING : packed;
    if (memory.length > 0) {
      SketchFormat.Header header = SketchFormat.unpack(memory, shape, atoms, clusters);
      exact = !header.clusters();
      tokens = header.tokens();
      mass = header.mass();
      lastTime = header.lastTime();
    }
    folded = atoms.size();
    for (Atom atom : recent) {
      append(atom);
    }
  }

  /**
   * Tells one atom; folds when the batch is full.
   *
   * @throws IllegalArgumentException if it has other sizes than the shape; nothing changes then
   */
  public void add(Atom atom) {
    shape.requireFits(atom);
    append(atom);
    if (atoms.size() - folded == layout.foldBatch()) {
      fold();
    }
  }

  private void append(Atom atom) {
    atoms.add(atom);
    tokens++;
    mass += atom.mass();
    lastTime = Math.max(lastTime, atom.time());
  }

  private void fold() {
    if (exact && SketchFormat.packedBytes(shape, atoms) > layout.memoryBytes()) {
      exact = false;
      for (int i = 0; i < atoms.size(); i++) {
        clusters.append(atoms.get(i));
      }
    } else if (!exact) {
      for (int i = 0; i < atoms.size(); i++) {
        place(atoms.get(i));
      }
    }
    if (!exact) {
      closestPairs.mergeDownTo(layout.clusters());
      atoms.clear();
    }
    folded = atoms.size();
    int parts = exact ? folded : clusters.size;
    SketchFormat.Header header = new SketchFormat.Header(!exact, parts, tokens, mass, lastTime);
    memory = SketchFormat.pack(shape, header, atoms, clusters);
    clusters.round(); // what is packed is the state: go on as a restored memory would
  }

  /** Into the nearest cluster if that is grown and near enough, else a cluster of its own. */
  private void place(Atom atom) {
    int g = clusters.nearest(atom);
    boolean grown = clusters.mass[g] >= 2 * shape.tagDims();
    if (grown && clusters.distance(g, atom) <= REACH * REACH * clusters.spread(g)) {
      clusters.absorb(g, atom);
    } else {
      clusters.append(atom);
    }
  }

  /** The packed bytes, not to be written to: none before the first fold. */
  public byte[] memory() {
    return memory;
  }

  /** The atoms told since the last fold, oldest first; fewer than the layout's foldBatch. */
  public List<Atom> recent() {
    List<Atom> recent = new ArrayList<>();
    for (int i = folded; i < atoms.size(); i++) {
      recent.add(atoms.get(i));
    }
    return recent;
  }

  /** Bytes of the state: packed memory and recent atoms. */
  public int sizeInBytes() {
    return memory.length + (atoms.size() - folded) * SketchFormat.atomBytes(shape);
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public long tokens() {
    return tokens;
  }

  @Override
  public double mass() {
    return mass;
  }

  @Override
  public long lastTime() {
    return lastTime;
  }

  /** Clusters first, then atoms. */
  @Override
  public int parts() {
    return clusters.size + atoms.size();
  }

  @Override
  public boolean exact() {
    return exact;
  }

  @Override
  public double mass(int part) {
    return part < clusters.size ? clusters.mass[part] : atoms.get(part - clusters.size).mass();
  }

  @Override
  public void logMoments(double[] a, double[] out) {
    for (int g = 0; g < clusters.size; g++) {
      out[g] = clusters.logMoment(g, a);
    }
    atoms.logMoments(a, out, clusters.size);
  }

  @Override
  public void addContents(double[] a, double[] weights, double[] sum) {
    for (int g = 0; g < clusters.size; g++) {
      clusters.addContent(g, weights[g], a, sum);
    }
    atoms.addContents(weights, clusters.size, sum);
  }

  @Override
  public double[] contentMass() {
    double[] sum = new double[shape.contentDims()];
    for (int g = 0; g < clusters.size; g++) {
      for (int s = 0; s < sum.length; s++) {
        sum[s] += clusters.mass[g] * clusters.content[g][s];
      }
    }
    for (int i = 0; i < atoms.size(); i++) {
      Atoms.addScaled(atoms.get(i).mass(), atoms.get(i).content(), sum);
    }
    return sum;
  }

  @Override
  public void addGradient(
      double[] a, double[] dLog, double[] weights, double[] dContent, double[] da) {
    for (int g = 0; g < clusters.size; g++) {
      clusters.addTiltedTag(g, dLog[g], a, da);
      clusters.addContentGradient(g, weights[g], dContent, da);
    }
    atoms.addGradient(dLog, clusters.size, da);
  }

  @Override
  public void contentProducts(double[] a, double[] dContent, double[] out) {
    double[] content = new double[shape.contentDims()];
    for (int g = 0; g < clusters.size; g++) {
      java.util.Arrays.fill(content, 0);
      clusters.addContent(g, 1, a, content);
      out[g] = 0;
      for (int s = 0; s < content.length; s++) {
        out[g] += dContent[s] * content[s];
      }
    }
    atoms.contentProducts(dContent, out, clusters.size);
  }

  @Override
  public Evidence evidence(int part) {
    if (part >= clusters.size) {
      return atoms.evidence(part - clusters.size);
    }
    float[] tag = new float[shape.tagDims()];
    for (int i = 0; i < tag.length; i++) {
      tag[i] = (float) clusters.mean[part][i];
    }
    return new Evidence(
        clusters.mass[part],
        tag,
        clusters.ref[part],
        clusters.firstTime[part],
        clusters.lastTime[part]);
  }
}
