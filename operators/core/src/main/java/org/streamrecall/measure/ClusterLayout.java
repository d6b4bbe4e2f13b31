package org.streamrecall.measure;

/**
 * Where the numbers of one packed cluster stand. All clusters of a memory have the same length, so
 * that a fold writes only those it touched.
 *
 * <pre>
 *  mass f64 | tokens u32 | log mass at learning f32 | log mass at audit f32
 *  cell exponent i16 | flags u8 | cells u8 | mean f32 d
 *  coordinate scales i8 d | covariance: i16 d(d+1)/2, or its diagonal i16 d and the rest i8
 *  audit directions i8 2d | audits f32 12
 *  if cells are kept: axes i8 ad | axis scales i16 a | offset f32 a | weights u16 k | places i8 ak
 *  if there is content: spread f32 | mean f32 De | row scales i8 De | cross i8 De*d
 *  if evidence is kept: first time | last time | ref's squared distance f32 | ref
 * </pre>
 *
 * @param tagDims d
 * @param contentDims De
 * @param cells k, most cells of a cluster: 0 to {@link Cells#MOST}
 * @param wide whether covariances have 16 bits, else 8
 * @param evidence whether times and references are kept
 */
record ClusterLayout(int tagDims, int contentDims, int cells, boolean wide, boolean evidence) {
  static final int HEAD_BYTES = 8 + 4 + 4 + 4 + 2 + 1 + 1;
  static final int EVIDENCE_BYTES = 8 + 8 + 4 + 1 + Atom.MAX_REF_BYTES;

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

  int cellsAt() {
    return auditsAt() + auditBytes();
  }

  int cellBytes() {
    return cells == 0 ? 0 : axes() * (tagDims + 2 + 4) + cells * (2 + axes());
  }

  int contentAt() {
    return cellsAt() + cellBytes();
  }

  int contentBytes() {
    return contentDims == 0 ? 0 : 4 + contentDims * (4 + 1 + tagDims);
  }

  int evidenceAt() {
    return contentAt() + contentBytes();
  }

  /** Bytes of one packed cluster. */
  int bytes() {
    return evidenceAt() + (evidence ? EVIDENCE_BYTES : 0);
  }
}
