package org.streamrecall.measure;

/**
 * The packed memory, byte by byte; everything little-endian, nothing aligned. i and u are signed
 * and unsigned integers, f IEEE numbers, with their bits; times are milliseconds since the epoch,
 * -2^63 where there is none.
 *
 * <pre>
 *  offset  bytes  what
 *       0      4  magic "SRMS"
 *       4      1  version, 3
 *       5      1  form: 0 atoms, 1 points, 2 clusters
 *       6      2  tag dimensions d, u16, 1 to 64
 *       8      2  content dimensions De, u16, 0 to 256
 *      10      1  most cells of a cluster k, 0 to 32
 *      11      1  options: 1 wide covariances, 2 evidence
 *      12      4  number of parts, at least 1, u32 below 2^31
 *      16      8  schema hash, u64
 *      24      8  tokens told, i64
 *      32      8  total mass, f64, as of the landmark
 *      40      8  newest time, i64
 *      48      8  landmark of the decay, i64
 *      56      8  half-life of the decay in ms, i64, 0 for none
 *      64      .  parts, one after the other, see below
 *     end      4  CRC32 (as zip computes it) of all bytes before
 *
 *  an atom:    8  mass f64, as it was told
 *             4d  tag f32
 *            4De  content f32
 *              8  time i64, if there is evidence or decay
 *       if there is evidence:
 *              1  length of the reference, 0 to 32, or 255 for none
 *              .  the reference, UTF-8
 *
 *  a point:    8  mass f64, as of the landmark
 *              4  tokens u32 (stops at 2^32 - 1)
 *             4d  tag f32
 *       if De &gt; 0:
 *              8  mean squared distance of contents to their mean, f64
 *           8 De  mean content f64
 *       if there is evidence: 53 bytes as a cluster's
 *
 *  a cluster:  see {@link ClusterLayout}
 * </pre>
 *
 * Masses of points and clusters are as of the landmark: told at time t, a token counts 2^((t -
 * landmark) / half-life), and later all of it 2^-((now - landmark) / half-life) times that; the
 * newest time is less than 64 half-lives after the landmark. No memory is no bytes.
 */
final class SketchFormat {
  static final int VERSION = 3;

  static final int ATOMS = 0;
  static final int POINTS = 1;
  static final int CLUSTERS = 2;

  static final int HEADER_BYTES = 64;
  static final int FRAME_BYTES = HEADER_BYTES + 4;

  private SketchFormat() {}

  /** Most bytes of one atom. */
  static int atomBytes(Shape shape, boolean evidence, Decay decay) {
    return atomNumbers(shape.tagDims(), shape.contentDims(), timed(evidence, decay))
        + (evidence ? Packed.REF_BYTES : 0);
  }

  /** Whether atoms keep their time. */
  static boolean timed(boolean evidence, Decay decay) {
    return evidence || !decay.isNone();
  }

  private static int atomNumbers(int tagDims, int contentDims, boolean timed) {
    return 8 + 4 * tagDims + 4 * contentDims + (timed ? 8 : 0);
  }

  /** Bytes of one part, of a form whose parts are all of one length. */
  static int partBytes(int form, ClusterLayout layout) {
    return form == POINTS ? pointBytes(layout) : layout.bytes();
  }

  static int pointBytes(ClusterLayout layout) {
    return 8
        + 4
        + 4 * layout.tagDims()
        + (layout.contentDims() == 0 ? 0 : 8)
        + 8 * layout.contentDims()
        + (layout.evidence() ? ClusterLayout.EVIDENCE_BYTES : 0);
  }

  /** Bytes that this atom takes when packed. */
  static int packedBytes(Atom atom, ClusterLayout layout, boolean timed) {
    int bytes = atomNumbers(layout.tagDims(), layout.contentDims(), timed);
    return layout.evidence() ? bytes + Packed.refBytes(atom.ref()) : bytes;
  }

  static IllegalArgumentException damaged(String why) {
    return new IllegalArgumentException(
        "the packed memory is damaged: " + why + "; restore it from a checkpoint, or forget it");
  }

  // ---- atoms ----

  /** Writes an atom and returns the place behind it. */
  static int putAtom(byte[] out, int at, Atom atom, boolean timed, boolean evidence) {
    Packed.putDouble(out, at, atom.mass());
    at = put(out, put(out, at + 8, atom.tag()), atom.content());
    if (timed) {
      Packed.putLong(out, at, atom.time());
      at += 8;
    }
    return evidence ? Packed.putRef(out, at, atom.ref()) : at;
  }

  private static int put(byte[] out, int at, float[] values) {
    for (float value : values) {
      Packed.putFloat(out, at, value);
      at += 4;
    }
    return at;
  }

  /** Reads the atoms of a memory. */
  static void atoms(byte[] bytes, SketchHeader header, java.util.function.Consumer<Atom> to) {
    ClusterLayout layout = header.layout;
    boolean evidence = layout.evidence();
    boolean timed = timed(evidence, header.decay);
    int numbers = atomNumbers(layout.tagDims(), layout.contentDims(), timed);
    int end = bytes.length - 4;
    int at = HEADER_BYTES;
    for (int p = 0; p < header.parts; p++) {
      int ref = at + numbers;
      if (ref + (evidence ? 1 : 0) > end || evidence && ref + Packed.refBytes(bytes, ref) > end) {
        throw damaged("it ends within a part");
      }
      if (evidence && !Packed.isRef(bytes, ref)) {
        throw damaged("a reference is not " + Atom.MAX_REF_BYTES + " bytes of UTF-8");
      }
      to.accept(atom(bytes, at, ref, header));
      at = evidence ? ref + Packed.refBytes(bytes, ref) : ref;
    }
    if (at != end) {
      throw damaged((end - at) + " bytes are left over");
    }
  }

  private static Atom atom(byte[] bytes, int at, int ref, SketchHeader header) {
    ClusterLayout layout = header.layout;
    boolean evidence = layout.evidence();
    boolean timed = timed(evidence, header.decay);
    float[] tag = floats(bytes, at + 8, layout.tagDims());
    float[] content = floats(bytes, at + 8 + 4 * tag.length, layout.contentDims());
    long time = timed ? Packed.getLong(bytes, ref - 8) : Atom.NO_TIME;
    if (time > header.lastTime) {
      throw damaged("an atom's time " + time + " is after the newest, " + header.lastTime);
    }
    String name = evidence ? Packed.getRef(bytes, ref) : null;
    try {
      return new Atom(tag, content, Packed.getDouble(bytes, at), time, name);
    } catch (BadValue wrong) {
      throw damaged("of an atom, " + wrong.fault());
    }
  }

  private static float[] floats(byte[] bytes, int at, int n) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = Packed.getFloat(bytes, at + 4 * i);
    }
    return values;
  }

  // ---- points ----

  static void putPoint(byte[] out, int at, Cluster c, ClusterLayout layout) {
    Packed.putDouble(out, at, c.mass);
    Packed.putInt(out, at + 8, (int) Math.min(c.tokens, 0xffffffffL));
    Packed.putFloats(out, at + 12, c.mean, layout.tagDims());
    at += 12 + 4 * layout.tagDims();
    if (layout.contentDims() > 0) {
      Packed.putDouble(out, at, c.contentSpread);
      at += 8;
    }
    for (int t = 0; t < layout.contentDims(); t++, at += 8) {
      Packed.putDouble(out, at, c.content[t]);
    }
    if (layout.evidence()) {
      ClusterFormat.packReference(c.reference, out, at);
    }
  }

  static void getPoint(byte[] bytes, int at, Cluster c, ClusterLayout layout) {
    c.clear();
    c.mass = Packed.getDouble(bytes, at);
    c.tokens = Packed.getInt(bytes, at + 8) & 0xffffffffL;
    Packed.getFloats(bytes, at + 12, c.mean, layout.tagDims());
    at += 12 + 4 * layout.tagDims();
    if (layout.contentDims() > 0) {
      c.contentSpread = Packed.getDouble(bytes, at);
      at += 8;
    }
    for (int t = 0; t < layout.contentDims(); t++, at += 8) {
      c.content[t] = Packed.getDouble(bytes, at);
    }
    if (layout.evidence()) {
      PartCheck.evidence(bytes, at);
      ClusterFormat.unpackReference(bytes, at, c.reference);
    }
    PartCheck.head(c, layout.tagDims());
    PartCheck.square("a content's spread", c.contentSpread, Float.MAX_VALUE);
  }
}
