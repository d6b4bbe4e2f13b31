package org.streamrecall.measure;

/**
 * Where the numbers of one packed cluster stand. All clusters of a memory have the same length, so
 * that a fold writes only those it touched. With d tag and De content dimensions, k most cells of a
 * cluster, a = min(4, d) axes, and as many bytes:
 *
 * <pre>
 *  offset  bytes      what
 *       0      8      mass n, f64, as of the memory's landmark
 *       8      4      tokens, u32 (stops at 2^32 - 1)
 *      12      4      log n when the axes were learned, f32 (0 if they never were)
 *      16      4      log n when the audits' directions were chosen, f32 (likewise)
 *      20      2      exponent x of the cells' weights, i16
 *      22      1      flags: 1 spread, 2 axes learned, 4 audited, 8 content varies
 *      23      1      number of cells in use, up to k
 *      24     4d      mean tag m, f32
 *       .      d      scales of the coordinates: h_i, i8, sc_i = 2^(h_i / 2), sc_i^2 at least S_ii
 *       .     2d      covariance S, its diagonal: i16, S_ii = value / 32767 sc_i^2
 *       .  b(t - d)   covariance, the rest, t = d(d + 1)/2: S_ij = value / 32767 sc_i sc_j, i16, b = 2,
 *                     if covariances are wide, else value / 127 sc_i sc_j, i8, b = 1.
 *                     Row r = 1 .. floor(d/2), in it i = 0 .. d-1, is (i, j) = (i, (i + r) mod d);
 *                     of row d/2 of an even d only i = 0 .. d/2 - 1 are kept
 *       .     2d      two directions of the audits: i8, u_i = value / 127
 *       .     48      audits: 12 f32, log E e^{&lt;a,v-m&gt;}, a = 5u, -5u, 5u', -5u', 10u .. -20u'
 *                     for the directions u, u'
 *  if k &gt; 0:
 *       .     ad      principal axes U, one after the other: i8, value / 127
 *       .     2a      scales of the axes: s_x, i16, a step is 2^(s_x / 4)
 *       .     4a      offsets o, f32: a cell stands for tags v with U'(v - m) = place - o
 *       .     2k      weights of the cells: u16, weight = value 2^x
 *       .     ak      places of the cells, all on the first axis, then all on the next: i8,
 *                     place = value 2^(s_x / 4)
 *  if De &gt; 0:
 *       .      4      mean squared distance of contents to their mean, f32
 *       .    4De      mean content, f32
 *       .     De      scales of the rows of X: g_t, i8
 *       .  De r       cross-covariance X of content and tag, a row for each content dimension, of
 *                     r = ceil(3d / 2) bytes: i12, two in three bytes, the lower bits first,
 *                     X_ti = value / 2047 2^(g_t / 2) sc_i
 *  if evidence is kept:
 *       .      8      time of the oldest token, i64 ms since the epoch, -2^63 for none
 *       .      8      time of the newest, likewise
 *       .      4      squared distance of the reference's token to the mean, f32 (infinite for none)
 *       .      1      length of the reference, 0 to 32, or 255 for none
 *       .     32      the reference, UTF-8, then zeros
 * </pre>
 *
 * What a flag says is not there (spread: S; axes: cells; audited: audits; varies: X) is zero, and
 * so is what lies behind the cells in use. Directions and axes are rounded to the nearest; means,
 * audits, offsets, spreads, S, X, weights (to at least 1) and places up or down by their distance
 * to the neighbours, so that they are right on average.
 *
 * @param tagDims d
 * @param contentDims De
 * @param cells k, most cells of a cluster: 0 to {@link Cells#MOST}
 * @param wide whether covariances have 16 bits, else 8
 * @param evidence whether times and references are kept
 */
record ClusterLayout(int tagDims, int contentDims, int cells, boolean wide, boolean evidence) {
  static final int TOKENS_AT = 8;
  static final int LOGS_AT = 12; // of learning, then of the audits
  static final int EXPONENT_AT = 20;
  static final int FLAGS_AT = 22;
  static final int CELLS_AT = 23;
  static final int HEAD_BYTES = 24;
  static final int DISTANCE_AT = 16; // within evidence, behind its two times
  static final int REF_AT = 20;
  static final int EVIDENCE_BYTES = REF_AT + Packed.REF_BYTES;

  int axes() {
    return Cells.axes(tagDims);
  }

  int meanAt() {
    return HEAD_BYTES;
  }

  int covarianceAt() {
    return meanAt() + 4 * tagDims;
  }

  int covarianceBytes() {
    int triangle = Circulant.triangle(tagDims);
    return tagDims + (wide ? 2 * triangle : triangle + tagDims);
  }

  int auditsAt() {
    return covarianceAt() + covarianceBytes();
  }

  int auditBytes() {
    return Audits.DIRECTIONS * tagDims + 4 * Audits.COUNT;
  }

  int auditLogsAt() {
    return auditsAt() + Audits.DIRECTIONS * tagDims;
  }

  int cellsAt() {
    return auditsAt() + auditBytes();
  }

  int cellBytes() {
    return cells == 0 ? 0 : axes() * (tagDims + 2 + 4) + cells * (2 + axes());
  }

  int axisScalesAt() {
    return cellsAt() + axes() * tagDims;
  }

  int offsetsAt() {
    return axisScalesAt() + 2 * axes();
  }

  int weightsAt() {
    return offsetsAt() + 4 * axes();
  }

  int placesAt() {
    return weightsAt() + 2 * cells;
  }

  int contentAt() {
    return cellsAt() + cellBytes();
  }

  int contentBytes() {
    return contentDims == 0 ? 0 : 4 + contentDims * (4 + 1 + crossRowBytes());
  }

  int meanContentAt() {
    return contentAt() + 4;
  }

  int crossScalesAt() {
    return meanContentAt() + 4 * contentDims;
  }

  int crossAt() {
    return crossScalesAt() + contentDims;
  }

  /** Bytes of one row of X. */
  int crossRowBytes() {
    return (3 * tagDims + 1) / 2;
  }

  int evidenceAt() {
    return contentAt() + contentBytes();
  }

  /** Bytes of one packed cluster. */
  int bytes() {
    return evidenceAt() + (evidence ? EVIDENCE_BYTES : 0);
  }
}
