package org.streamrecall.events;

import java.nio.ByteBuffer;
import org.streamrecall.measure.Hash;

/**
 * A key's own names, by their hashes, in order of arrival: one dictionary for each categorical
 * field. A name's number is its place; once a dictionary is full, others are known by 23 bits of
 * their hash, counted on from its size.
 */
final class Names {
  private static final int HASHED = 1 << 23; // exact in a float

  private final long[][] hashes; // (dictionaries, slots)
  private final int[] counts;

  Names(int[] slots) {
    hashes = new long[slots.length][];
    for (int i = 0; i < slots.length; i++) {
      hashes[i] = new long[slots[i]];
    }
    counts = new int[slots.length];
  }

  void clear() {
    java.util.Arrays.fill(counts, 0);
  }

  /** The number of a name; NaN if it is missing, or new to a dictionary that has room. */
  double find(int dictionary, String name) {
    if (name == null) {
      return Double.NaN;
    }
    long hash = Hash.of(name);
    long[] known = hashes[dictionary];
    for (int i = 0; i < counts[dictionary]; i++) {
      if (known[i] == hash) {
        return i;
      }
    }
    boolean full = counts[dictionary] == known.length;
    return full ? known.length + (hash & HASHED - 1) : Double.NaN;
  }

  /**
   * Takes in a name.
   *
   * @return whether it is new
   */
  boolean learn(int dictionary, String name) {
    if (name == null || !Double.isNaN(find(dictionary, name))) {
      return false;
    }
    hashes[dictionary][counts[dictionary]++] = Hash.of(name);
    return true;
  }

  int bytes() {
    int bytes = 0;
    for (int count : counts) {
      bytes += 1 + Long.BYTES * count;
    }
    return bytes;
  }

  /** Most bytes of dictionaries of so many slots. */
  static int mostBytes(int[] slots) {
    int bytes = 0;
    for (int of : slots) {
      bytes += 1 + Long.BYTES * of;
    }
    return bytes;
  }

  void put(ByteBuffer out) {
    for (int i = 0; i < counts.length; i++) {
      out.put((byte) counts[i]);
      for (int j = 0; j < counts[i]; j++) {
        out.putLong(hashes[i][j]);
      }
    }
  }

  void get(ByteBuffer in) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] = in.get();
      for (int j = 0; j < counts[i]; j++) {
        hashes[i][j] = in.getLong();
      }
    }
  }
}
