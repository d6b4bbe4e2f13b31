package org.streamrecall.events.feature;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * The changes of a key's numbers that are to be foretold, each since the key's last event in which
 * it was known; little-endian, for each its last value f64 and a byte of what it has shown itself
 * to be.
 *
 * <p>A counter that is reset has not fallen. A field that has only risen, or stood still, for
 * {@value #RISES} changes and then falls to less than half, but not below 0, was reset: its change
 * is its new value, counted from 0. So is each later fall of it to less than half, and any within
 * {@value #RISES} changes after a reset. A field that falls otherwise is no counter from then on:
 * its changes are what they are. Nor is the logarithm of one.
 */
public final class Changes {
  /** Changes without a fall by which a counter is known. */
  static final int RISES = 8;

  private static final byte GAUGE = -1;

  private final boolean[] counts; // whether it may be a counter
  private final double[] lasts; // NaN until known
  // Changes seen up to RISES; RISES more, and less one each change, after a reset; or GAUGE.
  private final byte[] marks;

  /**
   * @param changes whose numbers are followed
   */
  public Changes(List<Delta> changes) {
    counts = new boolean[changes.size()];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = changes.get(i).of() instanceof Plain;
    }
    lasts = new double[counts.length];
    marks = new byte[counts.length];
    clear();
  }

  public void clear() {
    Arrays.fill(lasts, Double.NaN);
    Arrays.fill(marks, (byte) 0);
  }

  /** The change to a value that is not taken in yet; NaN if it or the last one is not known. */
  public double to(int which, double value) {
    return isReset(which, value) ? value : value - lasts[which];
  }

  private boolean isReset(int which, double value) {
    boolean falls = value < lasts[which];
    boolean proven = counts[which] && marks[which] >= RISES;
    return falls && proven && value >= 0 && (marks[which] > RISES || value < lasts[which] / 2);
  }

  /** Takes a value in; NaN if it is missing. */
  public void pass(int which, double value) {
    if (Double.isNaN(value)) {
      return;
    }
    if (!Double.isNaN(lasts[which])) {
      marks[which] = mark(which, value);
    }
    lasts[which] = value;
  }

  private byte mark(int which, double value) {
    byte mark = marks[which];
    if (mark == GAUGE || value < lasts[which] && !isReset(which, value)) {
      return GAUGE;
    }
    if (mark > RISES) {
      return (byte) (mark - 1);
    }
    return (byte) (value < lasts[which] ? 2 * RISES : Math.min(RISES, mark + 1));
  }

  // ---- bytes ----

  public int bytes() {
    return lasts.length * (Double.BYTES + 1);
  }

  public void put(ByteBuffer out) {
    for (int i = 0; i < lasts.length; i++) {
      out.putDouble(lasts[i]).put(marks[i]);
    }
  }

  public void get(ByteBuffer in) {
    for (int i = 0; i < lasts.length; i++) {
      lasts[i] = in.getDouble();
      marks[i] = in.get();
    }
  }
}
