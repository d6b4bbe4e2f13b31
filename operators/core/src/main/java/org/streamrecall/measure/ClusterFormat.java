package org.streamrecall.measure;

import java.util.Arrays;

/**
 * Packs and unpacks one cluster as a {@link ClusterLayout} says. Numbers are rounded up or down by
 * their distance to the neighbours, in a sequence that the seed fixes: what is packed is right on
 * average however often it is packed, and the same on every machine.
 */
final class ClusterFormat {
  private static final int SPREAD = 1;
  private static final int AXES = 2;
  private static final int AUDITED = 4;
  private static final int VARIES = 8;
  static final int KNOWN_FLAGS = SPREAD | AXES | AUDITED | VARIES;

  static final int WIDE = 32767;
  private static final int NARROW = Kernels.NARROW;

  /** Of 12 bits: with 8 their rounding, at every fold anew, was most of a content's error. */
  private static final double CROSS = 2047;

  /** 2^(h/2) for the scales of coordinates, h from -128. */
  private static final double[] HALF_POWERS = halfPowers();

  private final ClusterLayout layout;
  private final Workspace work;
  private final double[] scale; // of the coordinates, or one over it, written twice
  private final double[] row;
  private final Dither dither;
  private final CellFormat cellFormat;

  ClusterFormat(ClusterLayout layout, Workspace work) {
    this.layout = layout;
    this.work = work;
    dither = new Dither(Math.max(work.width, work.contentDims));
    cellFormat = new CellFormat(layout, dither);
    scale = new double[2 * work.width + work.matrix.rows + Kernels.LANES];
    row = new double[work.width];
  }

  private static double[] halfPowers() {
    double[] powers = new double[256];
    for (int i = 0; i < powers.length; i++) {
      int h = i - 128;
      powers[i] = Math.scalb(Math.floorMod(h, 2) == 1 ? Log.SQRT_2 : 1, Math.floorDiv(h, 2));
    }
    return powers;
  }

  ClusterLayout layout() {
    return layout;
  }

  // ---- head ----

  void unpackHead(byte[] bytes, int at, Cluster c) {
    c.clear();
    c.mass = Packed.getDouble(bytes, at);
    c.tokens = Packed.getInt(bytes, at + ClusterLayout.TOKENS_AT) & 0xffffffffL;
    int mean = at + layout.meanAt();
    Packed.getFloats(bytes, mean, c.mean, work.d);
    int content = at + layout.meanContentAt();
    Packed.getFloats(bytes, content, c.content, work.contentDims);
    PartCheck.head(c, work.d);
  }

  void unpackRest(byte[] bytes, int at, Cluster c) {
    int flags = bytes[at + ClusterLayout.FLAGS_AT];
    c.spread = (flags & SPREAD) != 0;
    c.varies = (flags & VARIES) != 0;
    c.audits.on = (flags & AUDITED) != 0;
    if ((flags & AXES) != 0) {
      c.learnedLog = Packed.getFloat(bytes, at + ClusterLayout.LOGS_AT);
      c.auditedLog = Packed.getFloat(bytes, at + ClusterLayout.LOGS_AT + 4);
    }
    if (c.spread) {
      unpackCovariance(bytes, at + layout.covarianceAt(), c.covariance());
    }
    if (c.audits.on) {
      unpackAudits(bytes, at, c.audits);
    }
    if (layout.cells() > 0 && c.hasAxes()) {
      cellFormat.unpack(bytes, at, c.cells);
    }
    if (work.contentDims > 0) {
      c.contentSpread = Packed.getFloat(bytes, at + layout.contentAt());
    }
    if (c.varies) {
      unpackCross(bytes, at, c.cross());
    }
    if (layout.evidence()) {
      unpackReference(bytes, at + layout.evidenceAt(), c.reference);
    }
  }

  void pack(Cluster c, byte[] bytes, int at, double seed) {
    boolean turned = c.turned || c.home != at; // else its directions stand there already
    dither.start(seed);
    Packed.putDouble(bytes, at, c.mass);
    Packed.putInt(bytes, at + ClusterLayout.TOKENS_AT, (int) Math.min(c.tokens, 0xffffffffL));
    Packed.putFloat(bytes, at + ClusterLayout.LOGS_AT, c.hasAxes() ? c.learnedLog : 0);
    Packed.putFloat(bytes, at + ClusterLayout.LOGS_AT + 4, c.hasAxes() ? c.auditedLog : 0);
    int flags =
        (c.spread ? SPREAD : 0)
            | (c.hasAxes() ? AXES : 0)
            | (c.audits.on ? AUDITED : 0)
            | (c.varies ? VARIES : 0);
    bytes[at + ClusterLayout.FLAGS_AT] = (byte) flags;
    boolean cells = layout.cells() > 0 && c.hasAxes();
    bytes[at + ClusterLayout.CELLS_AT] = (byte) (cells ? c.cells.count : 0);
    int mean = at + layout.meanAt();
    dither.putFloats(bytes, mean, c.mean, work.d);
    if (c.spread) {
      packCovariance(c.covariance, bytes, at + layout.covarianceAt());
    } else {
      int from = at + layout.covarianceAt();
      Arrays.fill(bytes, from, from + layout.covarianceBytes(), (byte) 0);
    }
    packAudits(c.audits, turned, bytes, at);
    cellFormat.pack(c.cells, cells, turned, bytes, at);
    packContent(c, bytes, at);
    if (layout.evidence()) {
      packReference(c.reference, bytes, at + layout.evidenceAt());
    }
  }

  // ---- covariance ----

  /** h with 2^h at least x, within the scales' range. */
  private static int exponent(double x) {
    if (!(x > 0)) {
      return -127;
    }
    int e = Math.getExponent(x);
    return Math.max(-127, Math.min(127, x == Exp.twoTo(e) ? e : e + 1));
  }

  private static double halfPower(int h) {
    return HALF_POWERS[h + 128];
  }

  private void packCovariance(double[] s, byte[] bytes, int at) {
    int d = work.d;
    for (int i = 0; i < d; i++) {
      int h = exponent(s[i]);
      bytes[at + i] = (byte) h;
      scale[i] = halfPower(-h);
      scale[i + d] = scale[i];
    }
    double dithers = dither.skip(work.matrix.length());
    int wideRows = layout.wide() ? work.matrix.rows : 1; // the diagonal always is
    int to = at + d;
    Kernels.ACTIVE.packRows(s, WIDE, scale, 0, wideRows, d, dithers, bytes, to);
    if (!layout.wide()) {
      int rows = work.matrix.rows;
      Kernels.ACTIVE.packRows(s, NARROW, scale, 1, rows, d, dithers, bytes, to + 2 * d);
    }
  }

  static int limited(int value, int most) {
    return Math.max(-most, Math.min(most, value));
  }

  private void unpackCovariance(byte[] bytes, int at, double[] s) {
    int d = work.d;
    for (int i = 0; i < d; i++) {
      scale[i] = halfPower(bytes[at + i]);
      scale[i + d] = scale[i];
    }
    int from = at + d;
    int wideRows = layout.wide() ? work.matrix.rows : 1;
    Kernels.ACTIVE.unpackShorts(bytes, from, 1.0 / WIDE, scale, 0, wideRows, d, s);
    if (!layout.wide()) {
      int rows = work.matrix.rows;
      Kernels.ACTIVE.unpackBytes(bytes, from + 2 * d, 1.0 / NARROW, scale, 1, rows, d, s);
    }
  }

  // ---- audits ----

  private void packAudits(Audits audits, boolean turned, byte[] bytes, int record) {
    int at = record + layout.auditsAt();
    if (!audits.on) {
      Arrays.fill(bytes, at, at + layout.auditBytes(), (byte) 0);
      return;
    }
    for (int j = 0; turned && j < Audits.DIRECTIONS; j++) {
      CellFormat.putUnits(audits.direction[j], work.d, bytes, at + j * work.d);
    }
    dither.putFloats(bytes, record + layout.auditLogsAt(), audits.log(), Audits.COUNT);
  }

  private void unpackAudits(byte[] bytes, int record, Audits audits) {
    for (int j = 0; j < Audits.DIRECTIONS; j++) {
      CellFormat.getUnits(
          bytes, record + layout.auditsAt() + j * work.d, work.d, audits.direction[j]);
    }
    Packed.getFloats(bytes, record + layout.auditLogsAt(), audits.log(), Audits.COUNT);
  }

  // ---- content ----

  private void packContent(Cluster c, byte[] bytes, int record) {
    if (work.contentDims == 0) {
      return;
    }
    row[0] = c.contentSpread;
    dither.putFloats(bytes, record + layout.contentAt(), row, 1);
    int at = record + layout.meanContentAt();
    int scales = record + layout.crossScalesAt();
    int to = record + layout.crossAt();
    dither.putFloats(bytes, at, c.content, work.contentDims);
    if (!c.varies) {
      Arrays.fill(bytes, scales, record + layout.evidenceAt(), (byte) 0);
      return;
    }
    for (int t = 0; t < work.contentDims; t++, to += layout.crossRowBytes()) {
      int from = t * work.width;
      double most = 0;
      for (int i = 0; i < work.d; i++) {
        double scaled = c.cross[from + i] * (c.spread ? scale[i] : 0);
        row[i] = scaled;
        most = Math.max(most, Math.abs(scaled));
      }
      int h = exponent(most * most);
      bytes[scales + t] = (byte) h;
      for (int i = 0; i < work.d; i++) {
        row[i] = row[i] * halfPower(-h) * CROSS;
      }
      Kernels.ACTIVE.round(row, dither.skip(work.d), work.width);
      for (int i = 0; i < work.d; i++) {
        Packed.putTwelve(bytes, to, i, limited((int) row[i], (int) CROSS));
      }
    }
  }

  /** To be called after the covariance, whose scales it shares. */
  private void unpackCross(byte[] bytes, int record, double[] cross) {
    int scales = record + layout.crossScalesAt();
    int from = record + layout.crossAt();
    for (int t = 0; t < work.contentDims; t++, from += layout.crossRowBytes()) {
      double unit = halfPower(bytes[scales + t]) / CROSS;
      int to = t * work.width;
      for (int i = 0; i < work.d; i++) {
        cross[to + i] = Packed.getTwelve(bytes, from, i) * unit * scale[i];
      }
      Arrays.fill(cross, to + work.d, to + work.width, 0);
    }
  }

  // ---- evidence ----

  static void packReference(Reference reference, byte[] bytes, int at) {
    Packed.putLong(bytes, at, reference.firstTime);
    Packed.putLong(bytes, at + 8, reference.lastTime);
    Packed.putFloat(bytes, at + ClusterLayout.DISTANCE_AT, reference.distance);
    Packed.putPaddedRef(bytes, at + ClusterLayout.REF_AT, reference.ref);
  }

  static void unpackReference(byte[] bytes, int at, Reference reference) {
    reference.firstTime = Packed.getLong(bytes, at);
    reference.lastTime = Packed.getLong(bytes, at + 8);
    reference.distance = Packed.getFloat(bytes, at + ClusterLayout.DISTANCE_AT);
    reference.ref = Packed.getRef(bytes, at + ClusterLayout.REF_AT);
  }
}
