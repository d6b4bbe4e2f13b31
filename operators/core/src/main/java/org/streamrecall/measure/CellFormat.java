package org.streamrecall.measure;

import java.util.Arrays;

/**
 * Packs and unpacks the cells of one cluster: axes and places in 8 bits, weights in 16, each axis
 * with a scale that hardly changes as cells move, so that only the cells that changed are written.
 */
final class CellFormat {
  static final double UNIT = Kernels.NARROW; // of a direction
  private static final int MOST_WEIGHT = 65535;
  private static final double QUARTER = 1.189207115002721; // 2^(1/4)
  private static final double[] QUARTERS = {1, QUARTER, Log.SQRT_2, Log.SQRT_2 * QUARTER};

  private final ClusterLayout layout;
  private final Dither dither;

  CellFormat(ClusterLayout layout, Dither dither) {
    this.layout = layout;
    this.dither = dither;
  }

  /** Writes a direction of about unit length, 8 bits a number. */
  static void putUnits(double[] direction, int d, byte[] bytes, int at) {
    for (int i = 0; i < d; i++) {
      bytes[at + i] = (byte) ((direction[i] * UNIT + Kernels.ROUND) - Kernels.ROUND);
    }
  }

  static void getUnits(byte[] bytes, int at, int d, double[] direction) {
    Kernels.ACTIVE.unpackBytes(bytes, at, 1 / UNIT, direction, 0, d);
  }

  /**
   * Packs.
   *
   * @param kept whether there are cells to keep
   * @param turned whether the axes must be written too
   */
  void pack(Cells cells, boolean kept, boolean turned, byte[] bytes, int record) {
    int at = record + layout.cellsAt();
    if (!kept) {
      Packed.putShort(bytes, record + ClusterLayout.EXPONENT_AT, 0);
      Arrays.fill(bytes, at, at + layout.cellBytes(), (byte) 0);
      return;
    }
    int d = layout.tagDims();
    int axes = layout.axes();
    for (int x = 0; turned && x < axes; x++) {
      putUnits(cells.basis[x], d, bytes, at + x * d);
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
    dither.putFloats(bytes, offsets, cells.offset, axes);
    for (int x = 0; x < axes; x++) {
      if (all) {
        cells.scale[x] = axisScale(cells, x);
      }
      Packed.putShort(bytes, scales + 2 * x, cells.scale[x]);
      double unit = 1 / quarterPower(cells.scale[x]);
      for (long left = cells.changed; left != 0; left &= left - 1) {
        int c = Long.numberOfTrailingZeros(left);
        int value = rounded(cells.at[Cells.place(x, c)] * unit);
        bytes[places + x * layout.cells() + c] = (byte) ClusterFormat.limited(value, (int) UNIT);
      }
    }
    double unit = Exp.twoTo(-cells.exponent);
    for (long left = cells.changed; left != 0; left &= left - 1) {
      int c = Long.numberOfTrailingZeros(left);
      int value = rounded(cells.weight[c] * unit);
      Packed.putShort(bytes, weights + 2 * c, Math.max(1, Math.min(MOST_WEIGHT, value)));
    }
  }

  private int rounded(double x) {
    return (int) ((x + dither.next() + Kernels.ROUND) - Kernels.ROUND);
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
    double heaviest = MOST_WEIGHT * Exp.twoTo(cells.exponent);
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
    return QUARTERS[s & 3] * Exp.twoTo(s >> 2);
  }

  void unpack(byte[] bytes, int record, Cells cells) {
    int at = record + layout.cellsAt();
    int d = layout.tagDims();
    int axes = layout.axes();
    int scales = record + layout.axisScalesAt();
    int offsets = record + layout.offsetsAt();
    int weights = record + layout.weightsAt();
    int places = record + layout.placesAt();
    int count = bytes[record + ClusterLayout.CELLS_AT];
    cells.count = count;
    cells.changed = 0;
    cells.remade = false;
    cells.exponent = Packed.getShort(bytes, record + ClusterLayout.EXPONENT_AT);
    Packed.getFloats(bytes, offsets, cells.offset, axes);
    for (int x = 0; x < axes; x++) {
      getUnits(bytes, at + x * d, d, cells.basis[x]);
      cells.scale[x] = Packed.getShort(bytes, scales + 2 * x);
      double unit = quarterPower(cells.scale[x]);
      int from = places + x * layout.cells();
      Kernels.ACTIVE.unpackBytes(bytes, from, unit, cells.at, Cells.place(x, 0), count);
    }
    double weightUnit = Exp.twoTo(cells.exponent);
    for (int c = 0; c < count; c++) {
      int value = Packed.getShort(bytes, weights + 2 * c) & 0xffff;
      cells.weight[c] = value * weightUnit;
    }
  }
}
