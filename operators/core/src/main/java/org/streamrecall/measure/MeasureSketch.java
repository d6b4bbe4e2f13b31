package org.streamrecall.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

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
  private static final byte[] NOTHING = new byte[0];
  private static final double LN_2 = 0.6931471805599453;

  private final SketchLayout layout;
  private final Shape shape;
  private final ClusterLayout packedLayout;
  private final Decay decay;
  private final Workspace work;
  private final ClusterFormat format;
  final Clusters clusters;
  private final Clusters.Source source = this::unpackRest;
  private final Atoms atoms; // those of memory in its exact form, then recent
  private final CRC32 crc = new CRC32();
  private final ErrorBound error;
  private final Curvature curvature;

  private byte[] memory = NOTHING;
  private ClusterFormat memoryFormat; // as the packed clusters were written
  private int form;
  private int memoryParts;
  private int folded; // atoms that memory holds; the rest are recent
  private boolean loaded; // whether clusters hold at least the heads of memory's parts
  private boolean ready; // whether they can be tilted
  private long tokens;
  private double mass; // as of the landmark
  private long lastTime;
  private long landmark;
  private long asOf;
  private long steps; // by which the landmark has moved on since memory was packed

  private final double[] tiltedBy; // what the clusters were last tilted by
  private boolean tilted;
  private final double[] buffer;

  /** An empty memory. */
  public MeasureSketch(SketchLayout layout) {
    this.layout = layout;
    this.shape = layout.shape();
    this.packedLayout = layout.clusterLayout();
    this.decay = layout.decay();
    this.work = new Workspace(shape, layout.wide(), decay);
    this.format = new ClusterFormat(packedLayout, work);
    this.clusters = new Clusters(work);
    this.error = new ErrorBound(work);
    this.curvature = new Curvature(work);
    this.atoms = new Atoms(shape.tagDims());
    this.tiltedBy = new double[work.width];
    this.buffer = new double[work.width];
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
    unload();
    form = SketchFormat.ATOMS;
    memoryFormat = format;
    memoryParts = 0;
    tokens = 0;
    mass = 0;
    lastTime = Atom.NO_TIME;
    landmark = Atom.NO_TIME;
    asOf = Atom.NO_TIME;
    steps = 0;
    memory = packed == null ? NOTHING : packed;
    if (memory.length > 0) {
      readHeader();
    }
    folded = atoms.size();
    for (Atom atom : recent) {
      append(atom);
    }
  }

  private void readHeader() {
    SketchFormat.Header header = SketchFormat.header(memory, shape, crc);
    if (!header.decay().equals(decay)) {
      throw new IllegalArgumentException(
          "the memory decays with a half-life of "
              + header.decay().halfLife()
              + " ms, not "
              + decay.halfLife()
              + "; keep the half-life it began with, or start a new memory");
    }
    form = header.form();
    memoryParts = header.parts();
    landmark = header.landmark();
    lastTime = header.lastTime();
    if (!header.layout().equals(packedLayout)) {
      memoryFormat = new ClusterFormat(header.layout(), work);
    }
    if (form == SketchFormat.ATOMS) {
      SketchFormat.atoms(memory, header, atom -> atoms.add(atom, massOf(atom)));
    }
    tokens = header.tokens();
    mass = header.mass();
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
      if (landmark == Atom.NO_TIME) {
        landmark = told.time();
        atoms.date(landmark);
      }
      moveLandmark(decay.steps(told.time(), landmark));
    } else if (!decay.isNone() && lastTime != Atom.NO_TIME) {
      atom = told.at(lastTime); // it counts as the newest, and must when restored too
    }
    double atomMass = massOf(atom);
    atoms.add(atom, atomMass);
    tokens++;
    mass += atomMass;
    lastTime = Math.max(lastTime, atom.time());
  }

  /** An atom's mass as of the landmark: the same whenever it is asked for. */
  private double massOf(Atom atom) {
    return decay.isNone() || landmark == Atom.NO_TIME
        ? atom.mass()
        : Decay.decayed(atom.mass(), decay.factor(atom.time(), landmark));
  }

  private void moveLandmark(long by) {
    if (by > 0) {
      landmark = decay.moved(landmark, by);
      mass *= Decay.scale(by);
      for (int i = 0; i < atoms.size(); i++) {
        atoms.weigh(i, massOf(atoms.get(i)));
      }
      steps += by;
      unload();
    }
  }

  /**
   * Lets time go by: mass is told as of this time, if it is later than any before. Without a decay
   * this changes nothing.
   *
   * @param time in milliseconds since the epoch
   */
  public void decayTo(long time) {
    asOf = Math.max(asOf, time);
  }

  private double elapsed() {
    long now = Math.max(asOf, lastTime);
    return decay.isNone() || landmark == Atom.NO_TIME
        ? 0
        : (double) (now - landmark) / decay.halfLife();
  }

  // ---- folding ----

  private void fold() {
    if (form == SketchFormat.ATOMS && !packAtoms()) {
      beginPoints(atoms.size());
    } else if (form == SketchFormat.POINTS) {
      loadAll();
      addPoints(folded, atoms.size());
    } else if (form == SketchFormat.CLUSTERS) {
      foldIntoClusters();
    }
    if (form == SketchFormat.POINTS && pointsLength() > layout.memoryBytes()) {
      beginClusters();
    }
    packParts();
  }

  private void foldIntoClusters() {
    load();
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
    form = SketchFormat.POINTS;
    clusters.clear(source);
    addPoints(0, count);
  }

  private void beginClusters() {
    form = SketchFormat.CLUSTERS;
    settle();
  }

  private void addPoints(int from, int to) {
    for (int i = from; i < to; i++) {
      clusters.addPoint(atoms.get(i), atoms.mass(i));
    }
  }

  private long pointsLength() {
    return SketchFormat.FRAME_BYTES + (long) clusters.size * SketchFormat.pointBytes(packedLayout);
  }

  /** Packs memory as atoms if they fit. */
  private boolean packAtoms() {
    boolean timed = SketchFormat.timed(packedLayout.evidence(), decay);
    long length = SketchFormat.FRAME_BYTES;
    for (int i = 0; i < atoms.size(); i++) {
      length += SketchFormat.packedBytes(atoms.get(i), packedLayout, timed);
    }
    if (length > layout.memoryBytes()) {
      return false;
    }
    memory = new byte[Math.toIntExact(length)];
    int at = SketchFormat.HEADER_BYTES;
    for (int i = 0; i < atoms.size(); i++) {
      at = SketchFormat.putAtom(memory, at, atoms.get(i), timed, packedLayout.evidence());
    }
    folded = atoms.size();
    memoryParts = folded;
    seal();
    return true;
  }

  private void packParts() {
    if (form == SketchFormat.ATOMS) {
      return;
    }
    memoryParts = clusters.size;
    boolean points = form == SketchFormat.POINTS;
    int each = points ? SketchFormat.pointBytes(packedLayout) : packedLayout.bytes();
    int length = SketchFormat.FRAME_BYTES + memoryParts * each;
    boolean whole = memoryFormat != format || steps > 0;
    if (memory.length != length) {
      memory = Arrays.copyOf(memory, length);
    }
    for (int g = 0; g < memoryParts; g++) {
      int at = SketchFormat.HEADER_BYTES + g * each;
      if (points) {
        SketchFormat.putPoint(memory, at, clusters.get(g), packedLayout);
      } else if (whole || clusters.get(g).dirty) {
        clusters.get(g).cells.reduceTo(layout.cells());
        clusters.get(g).turned |= whole; // nothing stands there as it would be written
        format.pack(clusters.get(g), memory, at, seed(g));
      }
    }
    atoms.clear();
    folded = 0;
    memoryFormat = format;
    steps = 0;
    unload();
    seal();
  }

  /** Where the dithers of a cluster start: fixed by how many tokens were told. */
  private double seed(int g) {
    long z = tokens * 0x9E3779B97F4A7C15L + g;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return ((z ^ (z >>> 31)) >>> 11) * 0x1p-53;
  }

  private void seal() {
    SketchFormat.putHeader(memory, header(), shape.schemaHash());
    SketchFormat.seal(memory, crc);
  }

  private SketchFormat.Header header() {
    return new SketchFormat.Header(
        form, packedLayout, memoryParts, tokens, mass, lastTime, landmark, decay);
  }

  // ---- unpacking ----

  private void unload() {
    loaded = false;
    ready = false;
    tilted = false;
    clusters.clear(source);
  }

  /** Unpacks the heads of memory's clusters, or its points. */
  private void load() {
    if (loaded) {
      return;
    }
    clusters.clear(source);
    if (form != SketchFormat.ATOMS) {
      boolean points = form == SketchFormat.POINTS;
      int each =
          points ? SketchFormat.pointBytes(memoryFormat.layout()) : memoryFormat.layout().bytes();
      for (int g = 0; g < memoryParts; g++) {
        Cluster c = clusters.append();
        c.home = SketchFormat.HEADER_BYTES + g * each;
        c.dirty = points; // a point that becomes a cluster is packed anew
        c.complete = points;
        if (points) {
          SketchFormat.getPoint(memory, c.home, c, memoryFormat.layout());
        } else {
          memoryFormat.unpackHead(memory, c.home, c);
        }
        if (steps > 0) {
          c.mass = Decay.decayed(c.mass, Decay.scale(steps));
        }
      }
    }
    loaded = true;
    if (memoryFormat != format || steps > 0) {
      for (int g = 0; g < clusters.size; g++) {
        clusters.complete(g);
      }
    }
  }

  private void unpackRest(Cluster c) {
    memoryFormat.unpackRest(memory, c.home, c);
    if (steps > 0) {
      c.scaleRest(Decay.scale(steps), Decay.logScale(steps));
    }
  }

  /** Unpacks every cluster whole. */
  private void loadAll() {
    load();
    for (int g = 0; g < clusters.size; g++) {
      clusters.complete(g);
    }
  }

  /** Makes the clusters ready to be tilted. */
  private void prepare() {
    if (!ready) {
      loadAll();
      clusters.prepareTilts();
      ready = true;
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
          "a sketch of "
              + other.shape
              + " and "
              + other.decay
              + " cannot join one of "
              + shape
              + " and "
              + decay
              + "; merge sketches of one schema and one half-life");
    }
    if (other.form != SketchFormat.ATOMS) {
      mergeParts(other);
    }
    for (int i = 0; i < other.atoms.size(); i++) {
      add(other.atoms.get(i));
    }
  }

  private void mergeParts(MeasureSketch other) {
    if (!decay.isNone() && other.landmark != Atom.NO_TIME) {
      if (landmark == Atom.NO_TIME) {
        landmark = other.lastTime; // what has no time counts as the newest
        atoms.date(landmark);
      }
      moveLandmark(decay.steps(other.lastTime, landmark));
    }
    List<Atom> waiting = recent();
    if (form == SketchFormat.ATOMS) {
      beginPoints(folded);
    } else {
      loadAll();
    }
    double factor =
        decay.isNone() || landmark == Atom.NO_TIME
            ? 1
            : decay.factor(other.landmark == Atom.NO_TIME ? lastTime : other.landmark, landmark);
    other.loadAll();
    if (form == SketchFormat.POINTS && other.form == SketchFormat.CLUSTERS) {
      form = SketchFormat.CLUSTERS;
    }
    for (int g = 0; g < other.clusters.size; g++) {
      Cluster theirs = other.clusters.get(g);
      if (form == SketchFormat.POINTS) {
        clusters.addPoint(theirs, factor);
      } else {
        clusters.append().copy(theirs, factor);
      }
    }
    if (form == SketchFormat.POINTS && pointsLength() > layout.memoryBytes()) {
      form = SketchFormat.CLUSTERS;
    }
    if (form == SketchFormat.CLUSTERS) {
      clusters.mergeDownTo(layout.clusters(), layout.cells());
      clusters.learn(layout.cells()); // not reunited: many are due at once, and chains would join
    }
    double recentMass = 0;
    for (int i = 0; i < other.atoms.size(); i++) {
      recentMass += other.atoms.mass(i);
    }
    tokens += other.tokens - other.atoms.size();
    mass += (other.mass - recentMass) * factor;
    lastTime = Math.max(lastTime, other.lastTime);
    packParts();
    for (Atom atom : waiting) { // told and counted before
      atoms.add(atom, massOf(atom));
    }
  }

  // ---- the state ----

  /**
   * The packed bytes: none before the first fold. They are the live state, which the next fold
   * writes into; copy them to keep them.
   */
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
    return memory.length + (atoms.size() - folded) * layout.atomBytes();
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
    return decay.isNone() ? mass : mass * Exp.exp(-LN_2 * elapsed());
  }

  @Override
  public long lastTime() {
    return lastTime;
  }

  private int packedParts() {
    return form == SketchFormat.ATOMS ? 0 : memoryParts;
  }

  /** Clusters first, then atoms. */
  @Override
  public int parts() {
    return packedParts() + atoms.size();
  }

  /** Whether recall is exact: atoms, or one mean for each different tag. */
  @Override
  public boolean exact() {
    return form != SketchFormat.CLUSTERS;
  }

  @Override
  public double mass(int part) {
    load();
    double then = part < clusters.size ? clusters.get(part).mass : atoms.mass(part - clusters.size);
    return decay.isNone() ? then : then * Exp.exp(-LN_2 * elapsed());
  }

  // ---- reading ----

  @Override
  public void logMoments(double[] a, double[] out) {
    tilt(a);
    for (int g = 0; g < clusters.size; g++) {
      out[g] = clusters.get(g).closure.moment();
    }
    atoms.logMoments(a, out, clusters.size);
    if (!decay.isNone()) {
      double aged = LN_2 * elapsed();
      for (int p = 0; p < parts(); p++) {
        out[p] -= aged;
      }
    }
  }

  /** Tilts every cluster by a, unless that was done last. */
  private void tilt(double[] a) {
    prepare();
    boolean same = tilted;
    for (int i = 0; i < shape.tagDims(); i++) {
      same &= tiltedBy[i] == a[i];
      tiltedBy[i] = a[i];
    }
    if (!same) {
      clusters.tilt(tiltedBy);
      tilted = true;
    }
  }

  @Override
  public void addContents(double[] a, double[] weights, double[] sum) {
    tilt(a);
    for (int g = 0; g < clusters.size; g++) {
      clusters.get(g).closure.addContent(weights[g], tiltedBy, sum);
    }
    atoms.addContents(weights, clusters.size, sum);
  }

  @Override
  public void addTags(double[] a, double[] weights, double[] sum) {
    tilt(a);
    Arrays.fill(buffer, 0);
    clusters.addTags(weights, tiltedBy, buffer);
    for (int i = 0; i < shape.tagDims(); i++) {
      sum[i] += buffer[i];
    }
    atoms.addTags(weights, clusters.size, sum);
  }

  @Override
  public void addMoments(double[] a, double[] weights, Moments sum) {
    tilt(a);
    for (int g = 0; g < clusters.size; g++) {
      curvature.add(clusters.get(g), weights[g], tiltedBy, sum);
    }
    atoms.addMoments(weights, clusters.size, sum);
  }

  @Override
  public double memoryError(double[] a, double[] shares, double[] value) {
    if (exact()) {
      return 0;
    }
    tilt(a);
    return error.bound(clusters, tiltedBy, shares, value);
  }

  @Override
  public double[] contentMass() {
    load();
    double[] sum = new double[shape.contentDims()];
    for (int g = 0; g < clusters.size; g++) {
      Cluster c = clusters.get(g);
      for (int t = 0; t < sum.length; t++) {
        sum[t] += mass(g) * c.content[t];
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
    tilt(a);
    Arrays.fill(buffer, 0);
    clusters.addTags(dLog, tiltedBy, buffer);
    for (int g = 0; g < clusters.size; g++) {
      clusters.get(g).closure.addContentGradient(weights[g], tiltedBy, dContent, buffer);
    }
    for (int i = 0; i < shape.tagDims(); i++) {
      da[i] += buffer[i];
    }
    atoms.addTags(dLog, clusters.size, da);
  }

  @Override
  public void contentProducts(double[] a, double[] dContent, double[] out) {
    tilt(a);
    double[] content = new double[shape.contentDims()];
    for (int g = 0; g < clusters.size; g++) {
      Arrays.fill(content, 0);
      clusters.get(g).closure.addContent(1, tiltedBy, content);
      out[g] = 0;
      for (int t = 0; t < content.length; t++) {
        out[g] += dContent[t] * content[t];
      }
    }
    atoms.contentProducts(dContent, out, clusters.size);
  }

  @Override
  public Evidence evidence(int part) {
    loadAll();
    if (part >= clusters.size) {
      Evidence atom = atoms.evidence(part - clusters.size);
      return decay.isNone() ? atom : atom.withTokens(mass(part));
    }
    Cluster c = clusters.get(part);
    float[] tag = new float[shape.tagDims()];
    for (int i = 0; i < tag.length; i++) {
      tag[i] = (float) c.mean[i];
    }
    return new Evidence(
        mass(part), tag, c.reference.ref, c.reference.firstTime, c.reference.lastTime);
  }
}
