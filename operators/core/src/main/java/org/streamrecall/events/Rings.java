package org.streamrecall.events;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** The last values of some numbers of a key, each as many as its longest lag asks for. */
final class Rings {
  private final double[][] values; // NaN where there is none
  private final int bytes;
  private long pushed;

  Rings(int[] depths) {
    values = new double[depths.length][];
    int sum = 0;
    for (int i = 0; i < depths.length; i++) {
      values[i] = new double[depths[i]];
      sum += depths[i];
    }
    bytes = Double.BYTES * sum + Long.BYTES;
    clear();
  }

  void clear() {
    pushed = 0;
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

  /** Puts what {@link #advance} will make the last value. */
  void put(int ring, double value) {
    double[] of = values[ring];
    of[(int) Math.floorMod(pushed, (long) of.length)] = value;
  }

  void advance() {
    pushed++;
  }

  int bytes() {
    return bytes;
  }

  void put(ByteBuffer out) {
    out.putLong(pushed);
    for (double[] ring : values) {
      for (double value : ring) {
        out.putDouble(value);
      }
    }
  }

  void get(ByteBuffer in) {
    pushed = in.getLong();
    for (double[] ring : values) {
      for (int i = 0; i < ring.length; i++) {
        ring[i] = in.getDouble();
      }
    }
  }
}
