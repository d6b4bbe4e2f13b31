package org.streamrecall.measure;

import java.util.Arrays;

/** The packed bytes of a memory, and the clusters while they are unpacked. */
final class PackedMemory {
  private static final byte[] NOTHING = new byte[0];

  private final SketchLayout layout;
  private final ClusterLayout clusterLayout;
  private final Decay decay;
  private final ClusterFormat ownFormat;
  private final Clusters clusters;
  private final TiltedClusters tilts;
  private final Clusters.Source source = this::unpackRest;
  private final SketchHeader header;

  byte[] bytes = NOTHING;
  int form;
  int parts;
  private ClusterFormat format; // as the packed clusters were written
  private boolean checked; // whether the parts are known to hold what a sketch writes
  private boolean loaded; // whether clusters hold at least the heads of the parts
  private long steps; // by which the landmark has moved on since the bytes were packed

  PackedMemory(SketchLayout layout, Clusters clusters, TiltedClusters tilts) {
    this.layout = layout;
    this.clusters = clusters;
    this.tilts = tilts;
    clusterLayout = layout.clusterLayout();
    decay = layout.decay();
    header = new SketchHeader(clusterLayout, decay);
    ownFormat = new ClusterFormat(clusterLayout, clusters.work);
  }

  // ---- state ----

  /**
   * Takes over what was packed, or nothing.
   *
   * @return the header, or null if there is none
   * @throws IllegalArgumentException if the bytes are damaged or of another schema or decay
   */
  SketchHeader open(byte[] packed) {
    unload();
    form = SketchFormat.ATOMS;
    format = ownFormat;
    parts = 0;
    steps = 0;
    bytes = packed == null ? NOTHING : packed;
    checked = bytes.length == 0;
    if (checked) {
      return null;
    }
    header.read(bytes, layout.shape());
    if (!header.decay.equals(decay)) {
      throw new IllegalArgumentException(
          "the memory decays with a half-life of "
              + header.decay.halfLife()
              + " ms, not "
              + decay.halfLife()
              + "; keep the half-life it began with, or start a new memory");
    }
    form = header.form;
    parts = header.parts;
    if (!header.layout.equals(clusterLayout)) {
      format = new ClusterFormat(header.layout, clusters.work);
    }
    return header;
  }

  /** The landmark has moved on: masses count as of a later time. */
  void age(long by) {
    steps += by;
    unload();
  }

  /** Whether points are too many by now. */
  boolean overflows() {
    long length =
        SketchFormat.FRAME_BYTES + (long) clusters.size * SketchFormat.pointBytes(clusterLayout);
    return form == SketchFormat.POINTS && length > layout.memoryBytes();
  }

  // ---- packing ----

  /** Packs atoms, if they fit. */
  boolean packAtoms(Atoms atoms, Totals totals) {
    boolean timed = SketchFormat.timed(clusterLayout.evidence(), decay);
    long length = SketchFormat.FRAME_BYTES;
    for (int i = 0; i < atoms.size(); i++) {
      length += SketchFormat.packedBytes(atoms.get(i), clusterLayout, timed);
    }
    if (length > layout.memoryBytes()) {
      return false;
    }
    bytes = new byte[Math.toIntExact(length)];
    int at = SketchFormat.HEADER_BYTES;
    for (int i = 0; i < atoms.size(); i++) {
      at = SketchFormat.putAtom(bytes, at, atoms.get(i), timed, clusterLayout.evidence());
    }
    parts = atoms.size();
    seal(totals);
    return true;
  }

  /** Packs the points or clusters. */
  void packParts(Totals totals) {
    parts = clusters.size;
    boolean points = form == SketchFormat.POINTS;
    int each = SketchFormat.partBytes(form, clusterLayout);
    int length = SketchFormat.FRAME_BYTES + parts * each;
    boolean whole = format != ownFormat || steps > 0;
    if (bytes.length != length) {
      bytes = Arrays.copyOf(bytes, length);
    }
    for (int g = 0; g < parts; g++) {
      int at = SketchFormat.HEADER_BYTES + g * each;
      if (points) {
        SketchFormat.putPoint(bytes, at, clusters.get(g), clusterLayout);
      } else if (whole || clusters.get(g).dirty) {
        clusters.get(g).cells.reduceTo(layout.cells());
        clusters.get(g).turned |= whole; // nothing stands there as it would be written
        ownFormat.pack(clusters.get(g), bytes, at, seed(g, totals.tokens));
      }
    }
    format = ownFormat;
    steps = 0;
    if (points || whole) {
      unload();
    } else {
      reload(each);
    }
    seal(totals);
  }

  /** Makes the clusters what was packed: those that were not stand as they were read. */
  private void reload(int each) {
    for (int g = 0; g < parts; g++) {
      Cluster c = clusters.get(g);
      if (c.dirty) {
        c.home = SketchFormat.HEADER_BYTES + g * each;
        c.dirty = false;
        c.complete = false;
        format.unpackHead(bytes, c.home, c);
      }
    }
    loaded = true;
    tilts.reset();
  }

  /** Where the dithers of a cluster start: fixed by how many tokens were told. */
  private static double seed(int g, long tokens) {
    return (Hash.mix(tokens * 0x9E3779B97F4A7C15L + g) >>> 11) * 0x1p-53;
  }

  private void seal(Totals totals) {
    header.form = form;
    header.layout = clusterLayout;
    header.parts = parts;
    header.decay = decay;
    totals.write(header);
    header.seal(bytes, layout.shape().schemaHash());
  }

  // ---- unpacking ----

  void unload() {
    loaded = false;
    tilts.reset();
    clusters.clear(source);
  }

  /** Unpacks the heads of the clusters, or the points. */
  void load() {
    if (loaded) {
      return;
    }
    clusters.clear(source);
    boolean points = form == SketchFormat.POINTS;
    int each = SketchFormat.partBytes(form, format.layout());
    for (int g = 0; form != SketchFormat.ATOMS && g < parts; g++) {
      Cluster c = clusters.append();
      c.home = SketchFormat.HEADER_BYTES + g * each;
      c.dirty = points; // a point that becomes a cluster is packed anew
      c.complete = points;
      if (points) {
        SketchFormat.getPoint(bytes, c.home, c, format.layout());
      } else {
        format.unpackHead(bytes, c.home, c);
      }
      if (!checked && !points) {
        PartCheck.rest(format.layout(), bytes, c.home);
      }
      if (steps > 0) {
        c.mass = Decay.decayed(c.mass, Decay.scale(steps));
      }
    }
    checked = true;
    loaded = true;
    if (format != ownFormat || steps > 0) {
      loadAll();
    }
  }

  private void unpackRest(Cluster c) {
    format.unpackRest(bytes, c.home, c);
    if (steps > 0) {
      c.scaleRest(Decay.scale(steps), Decay.logScale(steps));
    }
  }

  /** Unpacks every cluster whole. */
  void loadAll() {
    load();
    for (int g = 0; g < clusters.size; g++) {
      clusters.complete(g);
    }
  }
}
