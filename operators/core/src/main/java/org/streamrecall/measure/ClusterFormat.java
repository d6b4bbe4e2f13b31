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

  private static final double WIDE = 32767;
  private static final double NARROW = 127;

  /** Of 12 bits: with 8 their rounding, at every fold anew, was most of a content's error. */
  private static final double CROSS = 2047;

  private static final double UNIT = 127;
  private static final int MOST_WEIGHT = 65535;

  /** 2^(h/2) for the scales of coordinates, h from -128. */
  private static final double[] HALF_POWERS = halfPowers();

  private static final double QUARTER = 1.189207115002721; // 2^(1/4)
  private static final double[] QUARTERS = {1, QUARTER, Log.SQRT_2, Log.SQRT_2 * QUARTER};

  private final ClusterLayout layout;
  private final Workspace work;
  private final double[] scale; // of the coordinates, or one over it, written twice
  private final double[] matrix;
  private final double[] row;
  private double first; // of the dithers
  private int next;

  ClusterFormat(ClusterLayout layout, Workspace work) {
    this.layout = layout;
    this.work = work;
    scale = new double[2 * work.width + work.matrix.rows + Kernels.LANES];
    matrix = new double[work.matrix.length()];
    row = new double[Math.max(work.width, Cells.MOST)];
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
    for (int i = 0; i < work.d; i++) {
      c.mean[i] = Packed.getFloat(bytes, mean + 4 * i);
    }
    int content = at + layout.meanContentAt();
    for (int t = 0; t < work.contentDims; t++) {
      c.content[t] = Packed.getFloat(bytes, content + 4 * t);
    }
    PartCheck.head(c, work.d);
  }

  void unpackRest(byte[] bytes, int at, Cluster c) {
    PartCheck.rest(layout, bytes, at);
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
      unpackCells(bytes, at, c.cells);
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
    first = seed;
    next = 0;
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
    for (int i = 0; i < work.d; i++) {
      Packed.putFloat(bytes, mean + 4 * i, c.mean[i], dither());
    }
    if (c.spread) {
      packCovariance(c.covariance, bytes, at + layout.covarianceAt());
    } else {
      int from = at + layout.covarianceAt();
      Arrays.fill(bytes, from, from + layout.covarianceBytes(), (byte) 0);
    }
    packAudits(c.audits, turned, bytes, at);
    packCells(c.cells, cells, turned, bytes, at);
    packContent(c, bytes, at);
    if (layout.evidence()) {
      packReference(c.reference, bytes, at + layout.evidenceAt());
    }
  }

  private double dither() {
    return Kernels.dither(first, next++);
  }

  // ---- covariance ----

  /** h with 2^h at least x, within the scales' range. */
  private static int exponent(double x) {
    if (!(x > 0)) {
      return -127;
    }
    int e = Math.getExponent(x);
    return Math.max(-127, Math.min(127, x == Math.scalb(1.0, e) ? e : e + 1));
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
    double levels = layout.wide() ? WIDE : NARROW;
    Kernels.ACTIVE.scaleOuter(s, levels, scale, work.matrix.rows, work.width, matrix);
    if (!layout.wide()) {
      for (int i = 0; i < d; i++) {
        matrix[i] *= WIDE / NARROW; // the diagonal is always wide
      }
    }
    double dithers = Math.fma(next, Kernels.GOLDEN, first);
    next += matrix.length;
    int to = at + d;
    for (int r = 0; r < work.matrix.rows; r++) {
      int kept = work.matrix.kept(r);
      int from = r * work.width;
      if (layout.wide() || r == 0) {
        Kernels.ACTIVE.packShorts(matrix, from, dithers, (int) WIDE, bytes, to, kept);
        to += 2 * kept;
      } else {
        for (int i = from; i < from + kept; i++, to++) {
          double rounded = (matrix[i] + Kernels.dither(dithers, i) + Kernels.ROUND) - Kernels.ROUND;
          bytes[to] = (byte) limited((int) rounded, (int) NARROW);
        }
      }
    }
  }

  private static int limited(int value, int most) {
    return Math.max(-most, Math.min(most, value));
  }

  private void round(double[] x, int n) {
    int padded = Kernels.padded(n);
    Kernels.ACTIVE.round(x, Math.fma(next, Kernels.GOLDEN, first), padded);
    next += n;
  }

  private void unpackCovariance(byte[] bytes, int at, double[] s) {
    int d = work.d;
    for (int i = 0; i < d; i++) {
      scale[i] = halfPower(bytes[at + i]);
      scale[i + d] = scale[i];
    }
    int from = at + d;
    for (int r = 0; r < work.matrix.rows; r++) {
      int kept = work.matrix.kept(r);
      int to = r * work.width;
      if (layout.wide() || r == 0) {
        Kernels.ACTIVE.unpackShorts(bytes, from, s, to, kept);
        from += 2 * kept;
      } else {
        Kernels.ACTIVE.unpackBytes(bytes, from, 1, s, to, kept);
        from += kept;
      }
      if (kept < d) {
        System.arraycopy(s, to, s, to + kept, kept);
      }
      Arrays.fill(s, to + d, to + work.width, 0);
    }
    if (!layout.wide()) {
      for (int i = 0; i < d; i++) {
        s[i] *= NARROW / WIDE;
      }
    }
    double unit = 1 / (layout.wide() ? WIDE : NARROW);
    Kernels.ACTIVE.scaleOuter(s, unit, scale, work.matrix.rows, work.width, s);
  }

  // ---- audits ----

  private void packAudits(Audits audits, boolean turned, byte[] bytes, int record) {
    int at = record + layout.auditsAt();
    if (!audits.on) {
      Arrays.fill(bytes, at, at + layout.auditBytes(), (byte) 0);
      return;
    }
    for (int j = 0; turned && j < Audits.DIRECTIONS; j++) {
      putUnits(audits.direction[j], bytes, at + j * work.d);
    }
    for (int i = 0; i < Audits.COUNT; i++) {
      Packed.putFloat(bytes, record + layout.auditLogsAt() + 4 * i, audits.log[i], dither());
    }
  }

  private void putUnits(double[] direction, byte[] bytes, int at) {
    for (int i = 0; i < work.d; i++) {
      bytes[at + i] = (byte) ((direction[i] * UNIT + Kernels.ROUND) - Kernels.ROUND);
    }
  }

  private void getUnits(byte[] bytes, int at, double[] direction) {
    Kernels.ACTIVE.unpackBytes(bytes, at, 1 / UNIT, direction, 0, work.d);
  }

  private void unpackAudits(byte[] bytes, int record, Audits audits) {
    for (int j = 0; j < Audits.DIRECTIONS; j++) {
      getUnits(bytes, record + layout.auditsAt() + j * work.d, audits.direction[j]);
    }
    for (int i = 0; i < Audits.COUNT; i++) {
      audits.log[i] = Packed.getFloat(bytes, record + layout.auditLogsAt() + 4 * i);
    }
  }

  // ---- cells ----

  private void packCells(Cells cells, boolean kept, boolean turned, byte[] bytes, int record) {
    int at = record + layout.cellsAt();
    if (!kept) {
      Packed.putShort(bytes, record + ClusterLayout.EXPONENT_AT, 0);
      Arrays.fill(bytes, at, at + layout.cellBytes(), (byte) 0);
      return;
    }
    int d = work.d;
    int axes = layout.axes();
    for (int x = 0; turned && x < axes; x++) {
      putUnits(cells.basis[x], bytes, at + x * d);
    }
    int scales = record + layout.axisScalesAt();
    int offsets = record + layout.offsetsAt();
    int weights = record + layout.weightsAt();
    int places = record + layout.placesAt();
    boolean all = turned || cells.remade || !fits(cells);
    if (all) {
      Arrays.fill(bytes, weights, places + axes * layout.cells(), (byte) 0);
      cells.exponent = weightExponent(cells);
      cells.changed = (1L << cells.count) - 1;
    }
    Packed.putShort(bytes, record + ClusterLayout.EXPONENT_AT, cells.exponent);
    for (int x = 0; x < axes; x++) {
      if (all) {
        cells.scale[x] = axisScale(cells, x);
      }
      Packed.putShort(bytes, scales + 2 * x, cells.scale[x]);
      Packed.putFloat(bytes, offsets + 4 * x, cells.offset[x], dither());
      double unit = 1 / quarterPower(cells.scale[x]);
      for (long left = cells.changed; left != 0; left &= left - 1) {
        int c = Long.numberOfTrailingZeros(left);
        int value = rounded(cells.at[Cells.place(x, c)] * unit);
        bytes[places + x * layout.cells() + c] = (byte) limited(value, (int) UNIT);
      }
    }
    double unit = Math.scalb(1.0, -cells.exponent);
    for (long left = cells.changed; left != 0; left &= left - 1) {
      int c = Long.numberOfTrailingZeros(left);
      int value = rounded(cells.weight[c] * unit);
      Packed.putShort(bytes, weights + 2 * c, Math.max(1, Math.min(MOST_WEIGHT, value)));
    }
  }

  private int rounded(double x) {
    return (int) ((x + dither() + Kernels.ROUND) - Kernels.ROUND);
  }

  /** Whether the cells that changed can be written in the scales of the others. */
  private static boolean fits(Cells cells) {
    boolean fits = true;
    for (int x = 0; x < cells.axes; x++) {
      double most = UNIT * quarterPower(cells.scale[x]);
      for (long left = cells.changed; left != 0; left &= left - 1) {
        fits &= Math.abs(cells.at[Cells.place(x, Long.numberOfTrailingZeros(left))]) <= most;
      }
    }
    double heaviest = Math.scalb((double) MOST_WEIGHT, cells.exponent);
    for (long left = cells.changed; left != 0; left &= left - 1) {
      fits &= cells.weight[Long.numberOfTrailingZeros(left)] <= heaviest;
    }
    return fits;
  }

  private static int weightExponent(Cells cells) {
    double max = 0;
    for (int c = 0; c < cells.count; c++) {
      max = Math.max(max, cells.weight[c]);
    }
    return max > 0 ? Math.getExponent(max) - 15 : 0;
  }

  /** s with 2^(s/4) at least the farthest place over 127, hardly changing as cells move. */
  private int axisScale(Cells cells, int axis) {
    double farthest = 0;
    for (int c = 0; c < cells.count; c++) {
      farthest = Math.max(farthest, Math.abs(cells.at[Cells.place(axis, c)]));
    }
    double unit = farthest / UNIT * (1 - 1e-6);
    if (!(unit > Double.MIN_NORMAL)) {
      return -2000;
    }
    int scale = 4 * Math.getExponent(unit);
    while (quarterPower(scale) < unit) {
      scale++;
    }
    return scale;
  }

  private static double quarterPower(int s) {
    return Math.scalb(QUARTERS[s & 3], s >> 2);
  }

  private void unpackCells(byte[] bytes, int record, Cells cells) {
    int at = record + layout.cellsAt();
    int d = work.d;
    int axes = layout.axes();
    int scales = record + layout.axisScalesAt();
    int offsets = record + layout.offsetsAt();
    int weights = record + layout.weightsAt();
    int places = record + layout.placesAt();
    int count = bytes[record + ClusterLayout.CELLS_AT];
    cells.count = count;
    cells.changed = 0;
    cells.remade = false;
    cells.near = true;
    cells.exponent = Packed.getShort(bytes, record + ClusterLayout.EXPONENT_AT);
    for (int x = 0; x < axes; x++) {
      getUnits(bytes, at + x * d, cells.basis[x]);
      cells.offset[x] = Packed.getFloat(bytes, offsets + 4 * x);
      cells.scale[x] = Packed.getShort(bytes, scales + 2 * x);
      double unit = quarterPower(cells.scale[x]);
      cells.farthest[x] = UNIT * unit;
      int from = places + x * layout.cells();
      Kernels.ACTIVE.unpackBytes(bytes, from, unit, cells.at, Cells.place(x, 0), count);
    }
    double weightUnit = Math.scalb(1.0, cells.exponent);
    for (int c = 0; c < count; c++) {
      int value = Packed.getShort(bytes, weights + 2 * c) & 0xffff;
      cells.weight[c] = value * weightUnit;
    }
  }

  // ---- content ----

  private void packContent(Cluster c, byte[] bytes, int record) {
    if (work.contentDims == 0) {
      return;
    }
    Packed.putFloat(bytes, record + layout.contentAt(), c.contentSpread, dither());
    int at = record + layout.meanContentAt();
    int scales = record + layout.crossScalesAt();
    int to = record + layout.crossAt();
    for (int t = 0; t < work.contentDims; t++) {
      Packed.putFloat(bytes, at + 4 * t, c.content[t], dither());
    }
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
      round(row, work.d);
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
