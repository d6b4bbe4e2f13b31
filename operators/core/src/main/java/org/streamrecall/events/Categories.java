package org.streamrecall.events;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.streamrecall.events.feature.Category;

/**
 * The categories that a key has had, as they are foretold: their names in order of arrival. A name
 * comes back as it was told, whatever it is. The last slot, which all share for which there is no
 * room, has none: its name is null, which no category has.
 */
public final class Categories {
  /** A name's least probability: who was sure of something else is not wrong without end. */
  private static final double LEAST = 1e-4;

  private final List<String> names = new ArrayList<>();

  void clear() {
    names.clear();
  }

  /** In the slots' order; the last may be null. */
  List<String> names() {
    return names;
  }

  /** A loss that is nothing: of a probability of 99 in 100. */
  static final double LEAST_LOSS = 0.01;

  /** -log of a truth's probability, which counts as at least {@value #LEAST}. */
  public static double loss(double probability) {
    return -StrictMath.log(Math.max(LEAST, probability));
  }

  /** A name's slot among those of an answer, or -1 if it has none there. */
  public static int slot(String name, List<String> names) {
    int slot = names.indexOf(name);
    return slot < 0 ? names.indexOf(null) : slot;
  }

  /** A name's slot, or -1 for one that is new and has room; of null the last one. */
  public int find(String name, int slots) {
    int slot = name == null ? -1 : names.indexOf(name);
    return slot < 0 && (name == null || names.size() >= slots) ? slots - 1 : slot;
  }

  /** The slot of a name, given to it if it is new. The last slot is for all others. */
  public int learn(String name, int slots) {
    int slot = find(name, slots);
    if (slot >= 0) {
      return slot;
    }
    names.add(names.size() == slots - 1 ? null : name);
    return names.size() - 1;
  }

  int bytes() {
    int bytes = 2;
    for (String name : names) {
      bytes += HeldBytes.bytes(name);
    }
    return bytes;
  }

  static int mostBytes(int slots) {
    return 2 + slots * (1 + Category.LONGEST_NAME);
  }

  void put(ByteBuffer out) {
    out.putShort((short) names.size());
    names.forEach(name -> HeldBytes.put(name, out));
  }

  void get(ByteBuffer in) {
    names.clear();
    int count = in.getShort();
    for (int i = 0; i < count; i++) {
      names.add(HeldBytes.text(in));
    }
  }
}
