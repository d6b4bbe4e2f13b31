package org.streamrecall.events;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.streamrecall.measure.Atom;

/**
 * When the tokens of each component came, and one reference of each: the newest. References of a
 * key differ in the number at their end, as offsets do; only those that begin as the newest of all
 * does are kept.
 */
final class Provenance {
  private static final int LONGEST = 32;
  private static final long NONE = -1;
  private static final long WHOLE = -2; // the prefix is all of it
  private static final int HEADER = 1 + LONGEST;
  static final int BYTES = 3 * Long.BYTES;

  private final long[] first;
  private final long[] last;
  private final long[] number; // or NONE, or WHOLE
  private String prefix;

  Provenance(int components) {
    first = new long[components];
    last = new long[components];
    number = new long[components];
  }

  /** Most bytes of one of so many components. */
  static int bytes(int components) {
    return HEADER + components * BYTES;
  }

  void clear() {
    prefix = null;
  }

  long first(int k) {
    return first[k];
  }

  long last(int k) {
    return last[k];
  }

  /** Or null. */
  String ref(int k) {
    if (prefix == null || number[k] == NONE) {
      return null;
    }
    return number[k] < 0 ? prefix : prefix + number[k];
  }

  /**
   * Notes a token.
   *
   * @param k its component
   * @param isNew whether the component holds nothing else
   */
  void add(int k, boolean isNew, long time, String ref) {
    if (isNew) {
      first[k] = time;
      last[k] = time;
      number[k] = NONE;
    } else if (time != Atom.NO_TIME) {
      first[k] = first[k] == Atom.NO_TIME ? time : Math.min(first[k], time);
      last[k] = Math.max(last[k], time);
    }
    if (ref != null) {
      int digits = ref.length();
      while (digits > 0 && ref.length() - digits < 18 && isDigit(ref.charAt(digits - 1))) {
        digits--;
      }
      while (digits < ref.length() - 1 && ref.charAt(digits) == '0') {
        digits++; // a number is written without it
      }
      String begins = ref.substring(0, digits);
      if (!begins.equals(prefix)) {
        prefix = begins;
        Arrays.fill(number, NONE);
      }
      number[k] = digits < ref.length() ? Long.parseLong(ref.substring(digits)) : WHOLE;
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Component b has become part of a. */
  void merge(int a, int b) {
    if (first[a] == Atom.NO_TIME || first[b] != Atom.NO_TIME && first[b] < first[a]) {
      first[a] = first[b];
    }
    if (last[b] > last[a] || number[a] == NONE) {
      number[a] = number[b];
    }
    last[a] = Math.max(last[a], last[b]);
  }

  /** Component b stands at a from now on. */
  void move(int a, int b) {
    first[a] = first[b];
    last[a] = last[b];
    number[a] = number[b];
  }

  int bytesOf(int components) {
    return HeldBytes.bytes(prefix) + components * BYTES;
  }

  void put(ByteBuffer out, int components) {
    HeldBytes.put(prefix, out);
    for (int k = 0; k < components; k++) {
      out.putLong(first[k]).putLong(last[k]).putLong(number[k]);
    }
  }

  void get(ByteBuffer in, int components) {
    prefix = HeldBytes.text(in);
    for (int k = 0; k < components; k++) {
      first[k] = in.getLong();
      last[k] = in.getLong();
      number[k] = in.getLong();
    }
  }
}
