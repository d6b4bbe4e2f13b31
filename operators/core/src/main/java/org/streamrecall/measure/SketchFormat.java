package org.streamrecall.measure;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * The packed memory, byte by byte; everything little-endian.
 *
 * <pre>
 *  offset  bytes  what
 *       0      4  magic "SRMS"
 *       4      1  version, 1
 *       5      1  form: 0 atoms (exact), 1 clusters
 *       6      2  tag dimensions d
 *       8      2  content dimensions De
 *      10      2  zero
 *      12      4  number of parts
 *      16      8  schema hash
 *      24      8  tokens told
 *      32      8  total mass, f64
 *      40      8  newest time
 *      48      .  parts, see below
 *     end      4  CRC32 of all bytes before
 *
 *  an atom:    mass f64 | time | tag f32 d | content f32 De | ref
 *  a cluster:  mass f64 | first time | last time | ref's squared distance f32 | mean f32 d
 *              | covariance f32 d(d+1)/2, lower triangle | content f32 De | cross f32 De*d | ref
 *  a ref:      length u8 (255: none) | UTF-8 bytes
 * </pre>
 */
final class SketchFormat {
  static final int REF_BYTES = 1 + Atom.MAX_REF_BYTES;
  static final int CLUSTER_HEAD_BYTES = 8 + 8 + 8 + 4;
  static final int FRAME_BYTES = 48 + 4;

  private static final int MAGIC = 0x534d5253; // "SRMS", little-endian
  private static final int VERSION = 1;
  private static final int HEADER_BYTES = 48;
  private static final int NO_REF = 255;

  private SketchFormat() {}

  /** What stands before the parts. */
  record Header(boolean clusters, int parts, long tokens, double mass, long lastTime) {}

  static int atomBytes(Shape shape) {
    return 8 + 8 + 4 * shape.tagDims() + 4 * shape.contentDims() + REF_BYTES;
  }

  static int clusterBytes(Shape shape) {
    int d = shape.tagDims();
    int floats = d + Clusters.triangle(d) + shape.contentDims() * (1 + d);
    return CLUSTER_HEAD_BYTES + 4 * floats + REF_BYTES;
  }

  /** Bytes that these atoms take when packed. */
  static long packedBytes(Shape shape, Atoms atoms) {
    long bytes = FRAME_BYTES;
    for (int i = 0; i < atoms.size(); i++) {
      bytes += atomBytes(shape) - REF_BYTES + refBytes(atoms.get(i).ref()).length + 1;
    }
    return bytes;
  }

  static byte[] pack(Shape shape, Header header, Atoms atoms, Clusters clusters) {
    long size =
        header.clusters()
            ? FRAME_BYTES + (long) clusters.size * clusterBytes(shape)
            : packedBytes(shape, atoms);
    ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(size)).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(MAGIC).put((byte) VERSION).put((byte) (header.clusters() ? 1 : 0));
    out.putShort((short) shape.tagDims()).putShort((short) shape.contentDims()).putShort((short) 0);
    out.putInt(header.parts()).putLong(shape.schemaHash()).putLong(header.tokens());
    out.putDouble(header.mass()).putLong(header.lastTime());
    for (int p = 0; p < header.parts(); p++) {
      if (header.clusters()) {
        putCluster(out, shape, clusters, p);
      } else {
        putAtom(out, atoms.get(p));
      }
    }
    byte[] bytes = out.array();
    int length = out.position() + 4;
    out.putInt(checksum(bytes, out.position()));
    return length == bytes.length ? bytes : java.util.Arrays.copyOf(bytes, length);
  }

  /**
   * Fills atoms or clusters from packed bytes.
   *
   * @throws IllegalArgumentException if the bytes are damaged or belong to another schema
   */
  static Header unpack(byte[] bytes, Shape shape, Atoms atoms, Clusters clusters) {
    if (bytes.length < FRAME_BYTES) {
      throw damaged("it has " + bytes.length + " bytes, a header alone has " + FRAME_BYTES);
    }
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (in.getInt() != MAGIC) {
      throw damaged("it does not begin with SRMS");
    }
    if (in.getInt(bytes.length - 4) != checksum(bytes, bytes.length - 4)) {
      throw damaged("its checksum does not match");
    }
    int version = in.get();
    if (version != VERSION) {
      throw damaged("its version is " + version + ", this program reads version " + VERSION);
    }
    boolean packedClusters = in.get() == 1;
    int tagDims = in.getShort();
    int contentDims = in.getShort();
    in.getShort();
    int parts = in.getInt();
    long schemaHash = in.getLong();
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
    Header header = new Header(packedClusters, parts, in.getLong(), in.getDouble(), in.getLong());
    try {
      in.limit(bytes.length - 4);
      for (int p = 0; p < parts; p++) {
        if (packedClusters) {
          getCluster(in, shape, clusters);
        } else {
          atoms.add(getAtom(in, shape));
        }
      }
    } catch (BufferUnderflowException e) {
      throw damaged("it ends within a part");
    }
    if (in.hasRemaining()) {
      throw damaged(in.remaining() + " bytes are left over");
    }
    return header;
  }

  private static IllegalArgumentException damaged(String why) {
    return new IllegalArgumentException(
        "the packed memory is damaged: " + why + "; restore it from a checkpoint, or forget it");
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }

  private static void putAtom(ByteBuffer out, Atom atom) {
    out.putDouble(atom.mass()).putLong(atom.time());
    put(out, atom.tag());
    put(out, atom.content());
    putRef(out, atom.ref());
  }

  private static Atom getAtom(ByteBuffer in, Shape shape) {
    double mass = in.getDouble();
    long time = in.getLong();
    float[] tag = getFloats(in, shape.tagDims());
    float[] content = getFloats(in, shape.contentDims());
    return new Atom(tag, content, mass, time, getRef(in));
  }

  private static void putCluster(ByteBuffer out, Shape shape, Clusters c, int g) {
    out.putDouble(c.mass[g]).putLong(c.firstTime[g]).putLong(c.lastTime[g]);
    out.putFloat((float) c.refDistance[g]);
    put(out, c.mean[g], shape.tagDims());
    put(out, c.covariance[g], Clusters.triangle(shape.tagDims()));
    put(out, c.content[g], shape.contentDims());
    put(out, c.cross[g], shape.contentDims() * shape.tagDims());
    putRef(out, c.ref[g]);
  }

  private static void getCluster(ByteBuffer in, Shape shape, Clusters c) {
    int g = c.appendEmpty();
    c.mass[g] = in.getDouble();
    c.firstTime[g] = in.getLong();
    c.lastTime[g] = in.getLong();
    c.refDistance[g] = in.getFloat();
    c.mean[g] = getDoubles(in, shape.tagDims());
    c.covariance[g] = getDoublesOrNull(in, Clusters.triangle(shape.tagDims()));
    c.content[g] = getDoubles(in, shape.contentDims());
    c.cross[g] = getDoublesOrNull(in, shape.contentDims() * shape.tagDims());
    c.ref[g] = getRef(in);
  }

  private static void put(ByteBuffer out, float[] values) {
    out.asFloatBuffer().put(values); // in bulk: a number at a time costs ten times as much
    out.position(out.position() + 4 * values.length);
  }

  /** Writes n numbers as f32; null is n zeros. */
  private static void put(ByteBuffer out, double[] values, int n) {
    float[] rounded = new float[n];
    for (int i = 0; values != null && i < n; i++) {
      rounded[i] = (float) values[i] + 0f;
    }
    put(out, rounded);
  }

  private static float[] getFloats(ByteBuffer in, int n) {
    if (in.remaining() < 4 * n) {
      throw new BufferUnderflowException();
    }
    float[] values = new float[n];
    in.asFloatBuffer().get(values);
    in.position(in.position() + 4 * n);
    return values;
  }

  private static double[] getDoubles(ByteBuffer in, int n) {
    float[] packed = getFloats(in, n);
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = packed[i];
    }
    return values;
  }

  private static double[] getDoublesOrNull(ByteBuffer in, int n) {
    double[] values = getDoubles(in, n);
    for (double value : values) {
      if (value != 0) {
        return values;
      }
    }
    return null;
  }

  private static void putRef(ByteBuffer out, String ref) {
    if (ref == null) {
      out.put((byte) NO_REF);
      return;
    }
    byte[] bytes = refBytes(ref);
    out.put((byte) bytes.length).put(bytes);
  }

  private static String getRef(ByteBuffer in) {
    int length = in.get() & 0xff;
    if (length == NO_REF) {
      return null;
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] refBytes(String ref) {
    return ref == null ? new byte[0] : ref.getBytes(StandardCharsets.UTF_8);
  }
}
