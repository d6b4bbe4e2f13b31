package org.streamrecall.measure;

import java.util.zip.CRC32;

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
  static final int ATOMS = 0;
  static final int POINTS = 1;
  static final int CLUSTERS = 2;

  static final int HEADER_BYTES = 64;
  static final int FRAME_BYTES = HEADER_BYTES + 4;

  private static final int MAGIC = 0x534d5253; // "SRMS", little-endian
  private static final int VERSION = 3;
  private static final int WIDE = 1;
  private static final int EVIDENCE = 2;

  private SketchFormat() {}

  /** What stands before the parts. */
  record Header(
      int form,
      ClusterLayout layout,
      int parts,
      long tokens,
      double mass,
      long lastTime,
      long landmark,
      Decay decay) {

    /** Bytes of the whole memory, for a form whose parts are all of one length. */
    long length() {
      return FRAME_BYTES + (long) parts * partBytes(form, layout);
    }
  }

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

  static void putHeader(byte[] out, Header header, long schemaHash) {
    Packed.putInt(out, 0, MAGIC);
    out[4] = VERSION;
    out[5] = (byte) header.form();
    ClusterLayout layout = header.layout();
    Packed.putShort(out, 6, layout.tagDims());
    Packed.putShort(out, 8, layout.contentDims());
    out[10] = (byte) layout.cells();
    out[11] = (byte) ((layout.wide() ? WIDE : 0) | (layout.evidence() ? EVIDENCE : 0));
    Packed.putInt(out, 12, header.parts());
    Packed.putLong(out, 16, schemaHash);
    Packed.putLong(out, 24, header.tokens());
    Packed.putDouble(out, 32, header.mass());
    Packed.putLong(out, 40, header.lastTime());
    Packed.putLong(out, 48, header.landmark());
    Packed.putLong(out, 56, header.decay().halfLife());
  }

  static void seal(byte[] bytes, CRC32 crc) {
    Packed.putInt(bytes, bytes.length - 4, checksum(bytes, crc));
  }

  private static int checksum(byte[] bytes, CRC32 crc) {
    crc.reset();
    crc.update(bytes, 0, bytes.length - 4);
    return (int) crc.getValue();
  }

  /**
   * Reads and checks what stands before the parts, and that the parts have the right length.
   *
   * @throws IllegalArgumentException if the bytes are damaged or belong to another schema
   */
  static Header header(byte[] bytes, Shape shape, CRC32 crc) {
    if (bytes.length < FRAME_BYTES) {
      throw damaged("it has " + bytes.length + " bytes, a header alone has " + FRAME_BYTES);
    }
    if (Packed.getInt(bytes, 0) != MAGIC) {
      throw damaged("it does not begin with SRMS");
    }
    if (Packed.getInt(bytes, bytes.length - 4) != checksum(bytes, crc)) {
      throw damaged("its checksum does not match");
    }
    if (bytes[4] != VERSION) {
      throw new IllegalArgumentException(
          "the packed memory is of version "
              + bytes[4]
              + ", this program reads version "
              + VERSION
              + "; use the program that wrote it, or forget it");
    }
    requireSchema(bytes, shape);
    Header header = read(bytes, shape);
    requireSound(header);
    if (header.form() != ATOMS && bytes.length != header.length()) {
      throw damaged("it has " + bytes.length + " bytes, its parts need " + header.length());
    }
    return header;
  }

  private static Header read(byte[] bytes, Shape shape) {
    require("form", bytes[5], ATOMS, CLUSTERS);
    require("most cells", bytes[10], 0, Cells.MOST);
    require("options", bytes[11], 0, WIDE | EVIDENCE);
    require("half-life", Packed.getLong(bytes, 56), 0, Decay.LONGEST);
    long halfLife = Packed.getLong(bytes, 56);
    ClusterLayout layout =
        new ClusterLayout(
            shape.tagDims(),
            shape.contentDims(),
            bytes[10],
            (bytes[11] & WIDE) != 0,
            (bytes[11] & EVIDENCE) != 0);
    return new Header(
        bytes[5],
        layout,
        Packed.getInt(bytes, 12),
        Packed.getLong(bytes, 24),
        Packed.getDouble(bytes, 32),
        Packed.getLong(bytes, 40),
        Packed.getLong(bytes, 48),
        halfLife == 0 ? Decay.NONE : new Decay(halfLife));
  }

  private static void require(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw damaged("its " + name + " is " + value + ", not from " + least + " to " + most);
    }
  }

  private static void requireSound(Header header) {
    require("number of parts", header.parts(), 1, Integer.MAX_VALUE);
    require("number of tokens", header.tokens(), header.parts(), Long.MAX_VALUE);
    PartCheck.mass("its mass", header.mass());
    if (!header.decay().holds(header.lastTime(), header.landmark())) {
      throw damaged(
          "its newest time "
              + header.lastTime()
              + " is not within "
              + Decay.STEP
              + " half-lives after its landmark "
              + header.landmark());
    }
  }

  private static void requireSchema(byte[] bytes, Shape shape) {
    int tagDims = Packed.getShort(bytes, 6);
    int contentDims = Packed.getShort(bytes, 8);
    long schemaHash = Packed.getLong(bytes, 16);
    if (schemaHash != shape.schemaHash()
        || tagDims != shape.tagDims()
        || contentDims != shape.contentDims()) {
      throw new IllegalArgumentException(
          String.format(
              "the memory belongs to schema %016x (%d tag, %d content numbers), not to %016x (%d,"
                  + " %d); start a new memory, or use a model of the same schema",
              schemaHash,
              tagDims,
              contentDims,
              shape.schemaHash(),
              shape.tagDims(),
              shape.contentDims()));
    }
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
  static void atoms(byte[] bytes, Header header, java.util.function.Consumer<Atom> to) {
    ClusterLayout layout = header.layout();
    boolean evidence = layout.evidence();
    boolean timed = timed(evidence, header.decay());
    int numbers = atomNumbers(layout.tagDims(), layout.contentDims(), timed);
    int end = bytes.length - 4;
    int at = HEADER_BYTES;
    for (int p = 0; p < header.parts(); p++) {
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

  private static Atom atom(byte[] bytes, int at, int ref, Header header) {
    ClusterLayout layout = header.layout();
    boolean evidence = layout.evidence();
    boolean timed = timed(evidence, header.decay());
    float[] tag = floats(bytes, at + 8, layout.tagDims());
    float[] content = floats(bytes, at + 8 + 4 * tag.length, layout.contentDims());
    long time = timed ? Packed.getLong(bytes, ref - 8) : Atom.NO_TIME;
    if (time > header.lastTime()) {
      throw damaged("an atom's time " + time + " is after the newest, " + header.lastTime());
    }
    String name = evidence ? Packed.getRef(bytes, ref) : null;
    try {
      return new Atom(tag, content, Packed.getDouble(bytes, at), time, name);
    } catch (IllegalArgumentException wrong) {
      throw damaged("of an atom, " + wrong.getMessage().replaceFirst(";.*", ""));
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
    at += 12;
    for (int i = 0; i < layout.tagDims(); i++, at += 4) {
      Packed.putFloat(out, at, c.mean[i]);
    }
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
    at += 12;
    for (int i = 0; i < layout.tagDims(); i++, at += 4) {
      c.mean[i] = Packed.getFloat(bytes, at);
    }
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
