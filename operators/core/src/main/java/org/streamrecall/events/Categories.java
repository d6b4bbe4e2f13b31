package org.streamrecall.events;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The categories that a key has had, as they are foretold: their names in order of arrival. */
final class Categories {
  /** The name of the slot that all share for which there is no room. */
  static final String OTHER = "other";

  /** A name's least probability: who was sure of something else is not wrong without end. */
  private static final double LEAST = 1e-4;

  static final int LONGEST = 64; // bytes of a name that are kept

  private final List<String> names = new ArrayList<>();

  void clear() {
    names.clear();
  }

  List<String> names() {
    return List.copyOf(names);
  }

  /** -log of a truth's probability, which counts as at least {@value #LEAST}. */
  static double loss(double probability) {
    return -StrictMath.log(Math.max(LEAST, probability));
  }

  /** A name's slot among those of an answer, or -1 if it has none there. */
  static int slot(String name, List<String> names) {
    int slot = names.indexOf(cut(name));
    return slot < 0 ? names.indexOf(OTHER) : slot;
  }

  /** A name's slot, or -1 for one that is new and has room. */
  int find(String name, int slots) {
    int slot = names.indexOf(cut(name));
    return slot < 0 && names.size() >= slots ? slots - 1 : slot;
  }

  /** The slot of a name, given to it if it is new. The last slot is for all others. */
  int learn(String name, int slots) {
    int slot = find(name, slots);
    if (slot >= 0) {
      return slot;
    }
    names.add(names.size() == slots - 1 ? OTHER : cut(name));
    return names.size() - 1;
  }

  static String cut(String name) {
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    if (utf8.length <= LONGEST) {
      return name;
    }
    int end = LONGEST;
    while ((utf8[end] & 0xc0) == 0x80) { // within a character
      end--;
    }
    return new String(utf8, 0, end, StandardCharsets.UTF_8);
  }

  int bytes() {
    int bytes = 2;
    for (String name : names) {
      bytes += 1 + name.getBytes(StandardCharsets.UTF_8).length;
    }
    return bytes;
  }

  static int mostBytes(int slots) {
    return 2 + slots * (1 + LONGEST);
  }

  void put(ByteBuffer out) {
    out.putShort((short) names.size());
    for (String name : names) {
      byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
      out.put((byte) utf8.length).put(utf8);
    }
  }

  void get(ByteBuffer in) {
    names.clear();
    int count = in.getShort();
    for (int i = 0; i < count; i++) {
      byte[] utf8 = new byte[in.get()];
      in.get(utf8);
      names.add(new String(utf8, StandardCharsets.UTF_8));
    }
  }
}
