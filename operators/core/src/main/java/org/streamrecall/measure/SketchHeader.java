package org.streamrecall.measure;

import java.util.zip.CRC32;

/**
 * What stands before the parts of a packed memory, see {@link SketchFormat}. One instance reads
 * header after header and allocates nothing while they are of one layout and decay.
 */
final class SketchHeader {
  private static final int MAGIC = 0x534d5253; // "SRMS", little-endian
  private static final int WIDE = 1;
  private static final int EVIDENCE = 2;

  int form;
  ClusterLayout layout;
  int parts;
  long tokens;
  double mass;
  long lastTime;
  long landmark;
  Decay decay;
  private final CRC32 crc = new CRC32();

  /** Begins with those of a memory's own layout. */
  SketchHeader(ClusterLayout layout, Decay decay) {
    this.layout = layout;
    this.decay = decay;
  }

  /** Bytes of the whole memory, for a form whose parts are all of one length. */
  private long length() {
    return SketchFormat.FRAME_BYTES + (long) parts * SketchFormat.partBytes(form, layout);
  }

  // ---- writing ----

  /** Writes the header and the checksum around the parts. */
  void seal(byte[] out, long schemaHash) {
    Packed.putInt(out, 0, MAGIC);
    out[4] = SketchFormat.VERSION;
    out[5] = (byte) form;
    Packed.putShort(out, 6, layout.tagDims());
    Packed.putShort(out, 8, layout.contentDims());
    out[10] = (byte) layout.cells();
    out[11] = (byte) ((layout.wide() ? WIDE : 0) | (layout.evidence() ? EVIDENCE : 0));
    Packed.putInt(out, 12, parts);
    Packed.putLong(out, 16, schemaHash);
    Packed.putLong(out, 24, tokens);
    Packed.putDouble(out, 32, mass);
    Packed.putLong(out, 40, lastTime);
    Packed.putLong(out, 48, landmark);
    Packed.putLong(out, 56, decay.halfLife());
    seal(out, crc);
  }

  /** Writes the checksum alone. */
  static void seal(byte[] out, CRC32 crc) {
    Packed.putInt(out, out.length - 4, checksum(out, crc));
  }

  private static int checksum(byte[] bytes, CRC32 crc) {
    crc.reset();
    crc.update(bytes, 0, bytes.length - 4);
    return (int) crc.getValue();
  }

  // ---- reading ----

  /**
   * Reads and checks what stands before the parts, and that the parts have the right length.
   *
   * @throws IllegalArgumentException if the bytes are damaged or belong to another schema
   */
  void read(byte[] bytes, Shape shape) {
    if (bytes.length < SketchFormat.FRAME_BYTES) {
      throw SketchFormat.damaged(
          "it has " + bytes.length + " bytes, a header alone has " + SketchFormat.FRAME_BYTES);
    }
    if (Packed.getInt(bytes, 0) != MAGIC) {
      throw SketchFormat.damaged("it does not begin with SRMS");
    }
    if (Packed.getInt(bytes, bytes.length - 4) != checksum(bytes, crc)) {
      throw SketchFormat.damaged("its checksum does not match");
    }
    if (bytes[4] != SketchFormat.VERSION) {
      throw new IllegalArgumentException(
          "the packed memory is of version "
              + bytes[4]
              + ", this program reads version "
              + SketchFormat.VERSION
              + "; use the program that wrote it, or forget it");
    }
    requireSchema(bytes, shape);
    readLayout(bytes, shape);
    form = bytes[5];
    parts = Packed.getInt(bytes, 12);
    tokens = Packed.getLong(bytes, 24);
    mass = Packed.getDouble(bytes, 32);
    lastTime = Packed.getLong(bytes, 40);
    landmark = Packed.getLong(bytes, 48);
    requireSound();
    if (form != SketchFormat.ATOMS && bytes.length != length()) {
      throw SketchFormat.damaged("it has " + bytes.length + " bytes, its parts need " + length());
    }
  }

  private void readLayout(byte[] bytes, Shape shape) {
    int cells = bytes[10];
    long halfLife = Packed.getLong(bytes, 56);
    require("most cells", cells, 0, Cells.MOST);
    require("options", bytes[11], 0, WIDE | EVIDENCE);
    require("half-life", halfLife, 0, Decay.LONGEST);
    boolean wide = (bytes[11] & WIDE) != 0;
    boolean evidence = (bytes[11] & EVIDENCE) != 0;
    if (layout.cells() != cells || layout.wide() != wide || layout.evidence() != evidence) {
      layout = new ClusterLayout(shape.tagDims(), shape.contentDims(), cells, wide, evidence);
    }
    if (decay.halfLife() != halfLife) {
      decay = halfLife == 0 ? Decay.NONE : new Decay(halfLife);
    }
  }

  private static void require(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw SketchFormat.damaged(
          "its " + name + " is " + value + ", not from " + least + " to " + most);
    }
  }

  private void requireSound() {
    require("form", form, SketchFormat.ATOMS, SketchFormat.CLUSTERS);
    require("number of parts", parts, 1, Integer.MAX_VALUE);
    require("number of tokens", tokens, parts, Long.MAX_VALUE);
    PartCheck.mass("its mass", mass);
    if (!decay.holds(lastTime, landmark)) {
      throw SketchFormat.damaged(
          "its newest time "
              + lastTime
              + " is not within "
              + Decay.STEP
              + " half-lives after its landmark "
              + landmark);
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
}
