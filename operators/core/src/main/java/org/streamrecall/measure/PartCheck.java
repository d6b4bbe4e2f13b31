package org.streamrecall.measure;

/**
 * Refuses packed parts that hold what no sketch writes, before it is computed with: a checksum
 * tells accidents, not bytes that a broken program sealed. What passes may be wrong, but every
 * answer from it is finite.
 */
final class PartCheck {
  /** Of a mass: sums of the largest weights of 2^63 tokens stay below. */
  private static final double MOST_MASS = 1e120;

  /** Of a tag or content, that may have been rounded up when packed. */
  private static final double MOST_NUMBER = 1.001 * Atom.MAX_NUMBER;

  private static final int MOST_SCALE = 104; // tags to 1e15 have variances below 2^102
  private static final int LEAST_EXPONENT = Double.MIN_EXPONENT - 1 - 15;
  private static final int MOST_EXPONENT = 400; // of weights, which are masses
  private static final int LEAST_AXIS_SCALE = 4 * (Double.MIN_EXPONENT - 1);
  private static final int MOST_AXIS_SCALE = 400; // places up to 2^107: far beyond any tag

  private PartCheck() {}

  /** Checks the mass and means of a point or of a cluster's head. */
  static void head(Cluster c, int tagDims) {
    mass("a part's mass", c.mass);
    numbers("a mean tag", c.mean, tagDims);
    numbers("a mean content", c.content, c.content.length);
  }

  static void mass(String name, double mass) {
    if (!(mass >= Double.MIN_NORMAL && mass <= MOST_MASS)) {
      throw SketchFormat.damaged(name + " is " + mass + ", not a positive number to " + MOST_MASS);
    }
  }

  private static void numbers(String name, double[] values, int count) {
    for (int i = 0; i < count; i++) {
      if (!(Math.abs(values[i]) <= MOST_NUMBER)) {
        throw SketchFormat.damaged(name + " holds " + values[i] + ", not a number to 1e15");
      }
    }
  }

  /** A mean squared distance, or a distance that is infinite where there is none. */
  static void square(String name, double square, double most) {
    if (!(square >= 0 && square <= most)) {
      throw SketchFormat.damaged(name + " is " + square + ", not a number from 0 to " + most);
    }
  }

  /** Checks all of a packed cluster that {@link #head} does not. */
  static void rest(ClusterLayout layout, byte[] bytes, int at) {
    int flags = bytes[at + ClusterLayout.FLAGS_AT];
    if ((flags & ~ClusterFormat.KNOWN_FLAGS) != 0) {
      throw SketchFormat.damaged("a cluster's flags are " + flags + ", above all that are known");
    }
    finite("a log mass", bytes, at + ClusterLayout.LOGS_AT, 2);
    for (int i = 0; i < layout.tagDims(); i++) {
      int scale = bytes[at + layout.covarianceAt() + i];
      if (scale > MOST_SCALE) {
        throw SketchFormat.damaged(
            "a coordinate has the scale 2^(" + scale + "/2), beyond any tag");
      }
      int variance = Packed.getShort(bytes, at + layout.covarianceAt() + layout.tagDims() + 2 * i);
      if (variance < 0) {
        throw SketchFormat.damaged("a variance is " + variance + ", below zero");
      }
    }
    finite("an audit", bytes, at + layout.auditLogsAt(), Audits.COUNT);
    cells(layout, bytes, at);
    if (layout.contentDims() > 0) {
      float spread = Packed.getFloat(bytes, at + layout.contentAt());
      square("a content's spread", spread, Float.MAX_VALUE);
    }
    if (layout.evidence()) {
      evidence(bytes, at + layout.evidenceAt());
    }
  }

  private static void finite(String name, byte[] bytes, int at, int count) {
    for (int i = 0; i < count; i++) {
      float value = Packed.getFloat(bytes, at + 4 * i);
      if (!Float.isFinite(value)) {
        throw SketchFormat.damaged(name + " is " + value + ", not finite");
      }
    }
  }

  private static void cells(ClusterLayout layout, byte[] bytes, int at) {
    int count = bytes[at + ClusterLayout.CELLS_AT];
    if (count < 0 || count > layout.cells()) {
      throw SketchFormat.damaged(
          "a cluster has " + count + " cells, its layout has " + layout.cells());
    }
    int exponent = Packed.getShort(bytes, at + ClusterLayout.EXPONENT_AT);
    if (exponent < LEAST_EXPONENT || exponent > MOST_EXPONENT) {
      throw SketchFormat.damaged("its cells weigh 2^" + exponent + ", beyond any mass");
    }
    int scales = at + layout.axisScalesAt();
    int offsets = at + layout.offsetsAt();
    int weights = at + layout.weightsAt();
    for (int x = 0; count > 0 && x < layout.axes(); x++) {
      int scale = Packed.getShort(bytes, scales + 2 * x);
      if (scale < LEAST_AXIS_SCALE || scale > MOST_AXIS_SCALE) {
        throw SketchFormat.damaged("an axis has the scale 2^(" + scale + "/4), beyond any tag");
      }
    }
    finite("an axis' offset", bytes, offsets, layout.cells() == 0 ? 0 : layout.axes());
    for (int c = 0; c < count; c++) {
      if (Packed.getShort(bytes, weights + 2 * c) == 0) {
        throw SketchFormat.damaged("a cell weighs nothing");
      }
    }
  }

  /** Checks the distance and the reference that stand behind two times. */
  static void evidence(byte[] bytes, int at) {
    float distance = Packed.getFloat(bytes, at + ClusterLayout.DISTANCE_AT);
    square("a reference's distance", distance, Double.POSITIVE_INFINITY);
    if (!Packed.isRef(bytes, at + ClusterLayout.REF_AT)) {
      throw SketchFormat.damaged("a reference is not " + Atom.MAX_REF_BYTES + " bytes of UTF-8");
    }
  }
}
