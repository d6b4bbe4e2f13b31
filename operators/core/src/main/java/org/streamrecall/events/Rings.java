package org.streamrecall.events;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The last values of some numbers of a key, each as many as its longest lag asks for. Where they
 * are many, 32 bits of each are kept, from an origin that follows them.
 */
final class Rings {
  /** Values of a ring that are kept whole. */
  private static final int FEW = 8;

  /** Moves away from the origin at which 32 bits begin to lose them. */
  private static final double FAR = 1 << 16;

  private final double[][] values; // NaN where there is none; those kept in part, as they are read
  private final double[] origins; // of those that are kept in part, NaN until known
  private final int bytes;
  private long pushed;

  Rings(int[] depths) {
    values = new double[depths.length][];
    origins = new double[depths.length];
    int sum = Long.BYTES;
    for (int i = 0; i < depths.length; i++) {
      values[i] = new double[depths[i]];
      sum += isWhole(i) ? Double.BYTES * depths[i] : Double.BYTES + Float.BYTES * depths[i];
    }
    bytes = sum;
    clear();
  }

  private boolean isWhole(int ring) {
    return values[ring].length <= FEW;
  }

  void clear() {
    pushed = 0;
    Arrays.fill(origins, Double.NaN);
    for (double[] ring : values) {
      Arrays.fill(ring, Double.NaN);
    }
  }

  /** The value of so many events ago; 1 is the last. */
  double get(int ring, int back) {
    double[] of = values[ring];
    return of[(int) Math.floorMod(pushed - back, (long) of.length)];
  }

  /** Whether there were so many events. */
  boolean reach(int back) {
    return pushed >= back;
  }

  /** The known value nearest to so many events ago, of two the newer; NaN if none is known. */
  double nearest(int ring, int back) {
    int depth = values[ring].length;
    for (int apart = 0; apart < depth; apart++) {
      double newer = back - apart >= 1 ? get(ring, back - apart) : Double.NaN;
      double older = back + apart <= depth ? get(ring, back + apart) : Double.NaN;
      if (!Double.isNaN(newer) || !Double.isNaN(older)) {
        return Double.isNaN(newer) ? older : newer;
      }
    }
    return Double.NaN;
  }

  /** The known value of so many events ago, or the next older one; NaN if none is known. */
  double known(int ring, int back) {
    for (int ago = back; ago <= values[ring].length; ago++) {
      double value = get(ring, ago);
      if (!Double.isNaN(value)) {
        return value;
      }
    }
    return Double.NaN;
  }

  /** Puts what {@link #advance} will make the last value. */
  void put(int ring, double value) {
    double[] of = values[ring];
    int at = (int) Math.floorMod(pushed, (long) of.length);
    if (isWhole(ring) || Double.isNaN(value)) {
      of[at] = value;
      return;
    }
    if (Double.isNaN(origins[ring])) {
      origins[ring] = value;
    }
    double last = nearest(ring, 1);
    double move = Math.abs(value - last);
    if (move > 0 && Math.abs(value - origins[ring]) > FAR * move) {
      moveTo(ring, last);
    }
    of[at] = kept(ring, value);
  }

  private void moveTo(int ring, double origin) {
    origins[ring] = origin;
    for (int i = 0; i < values[ring].length; i++) {
      values[ring][i] = kept(ring, values[ring][i]);
    }
  }

  private double kept(int ring, double value) {
    return origins[ring] + (float) (value - origins[ring]);
  }

  void advance() {
    pushed++;
  }

  int bytes() {
    return bytes;
  }

  void put(ByteBuffer out) {
    out.putLong(pushed);
    for (int r = 0; r < values.length; r++) {
      if (!isWhole(r)) {
        out.putDouble(origins[r]);
      }
      for (double value : values[r]) {
        if (isWhole(r)) {
          out.putDouble(value);
        } else {
          out.putFloat((float) (value - origins[r]));
        }
      }
    }
  }

  void get(ByteBuffer in) {
    pushed = in.getLong();
    for (int r = 0; r < values.length; r++) {
      origins[r] = isWhole(r) ? Double.NaN : in.getDouble();
      for (int i = 0; i < values[r].length; i++) {
        values[r][i] = isWhole(r) ? in.getDouble() : origins[r] + in.getFloat();
      }
    }
  }
}
