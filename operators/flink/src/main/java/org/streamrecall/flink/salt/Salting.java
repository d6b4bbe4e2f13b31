package org.streamrecall.flink.salt;

import java.io.Serializable;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.streamrecall.flink.Tell;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.Hash;

/**
 * Which contexts are kept in several shards, and under which keys.
 *
 * <ol>
 *   <li>A shard's key depends on nothing but the context, the shard's number and the maximum
 *       parallelism: more shards later leave those that exist where they are.
 *   <li>Shard 0 has the key of the context unsalted: what it was told before salting stays.
 *   <li>The key groups of the first 2^n shards lie evenly over the maximum parallelism, so that at
 *       a parallelism of up to 2^n subtasks have equal numbers of them.
 *   <li>No two contexts share a key.
 * </ol>
 *
 * <p>Not thread safe.
 */
public final class Salting implements Serializable {
  private static final long serialVersionUID = 1;

  public static final int MOST = 64;

  /** Ends the context in a shard's key; before it a context is as it is, even with such a mark. */
  private static final char MARK = '\u0000';

  private static final int CACHED = 4096; // contexts

  private final int salts;
  private final HashSet<String> contexts; // empty for all
  private final int maxParallelism;
  private transient Map<String, String[]> cache;

  /**
   * @param salts shards of a context, a power of two up to {@link #MOST}
   * @param contexts that are salted; none for all
   * @param maxParallelism of the job, at least as much
   */
  public Salting(int salts, Set<String> contexts, int maxParallelism) {
    if (Integer.bitCount(salts) != 1 || salts > MOST) {
      throw new IllegalArgumentException(
          "salts=%d is no power of two up to %d, which alone lie evenly over the subtasks; take the next"
                  .formatted(salts, MOST)
              + " one");
    }
    if (salts > maxParallelism) {
      throw new IllegalArgumentException(
          "salts=%d is more than the job's maximum parallelism of %d; take fewer, or raise"
                  .formatted(salts, maxParallelism)
              + " pipeline.max-parallelism");
    }
    this.salts = salts;
    this.contexts = new HashSet<>(contexts);
    this.maxParallelism = maxParallelism;
  }

  /** Shards of a context: 1 if it is not salted. */
  int salts(String context) {
    return contexts.isEmpty() || contexts.contains(context) ? salts : 1;
  }

  /**
   * The shard that learns a token: by its reference, so that one sent twice finds itself, if any.
   */
  int salt(Tell tell) {
    if (salts(tell.context()) == 1) {
      return 0;
    }
    String ref = tell.atom().ref();
    return (int) (ref == null ? hash(tell.atom()) : Hash.of(ref)) & salts - 1;
  }

  private static long hash(Atom atom) {
    long hash = atom.time();
    for (float number : atom.tag()) {
      hash = 31 * hash + Float.floatToIntBits(number);
    }
    for (float number : atom.content()) {
      hash = 31 * hash + Float.floatToIntBits(number);
    }
    return Hash.mix(31 * hash + Double.doubleToLongBits(atom.mass()));
  }

  /** The key of one shard. */
  String key(String context, int salt) {
    if (salt == 0) {
      return first(context);
    }
    if (cache == null) {
      cache =
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, String[]> eldest) {
              return size() > CACHED;
            }
          };
    }
    return cache.computeIfAbsent(context, this::keys)[salt];
  }

  private static String first(String context) {
    return context.indexOf(MARK) < 0 ? context : context + MARK;
  }

  private String[] keys(String context) {
    String[] keys = new String[salts];
    int start = group(first(context));
    for (int salt = 1; salt < salts; salt++) {
      // The number's bits behind a binary point, times 2^32: 1/2, 1/4, 3/4, 1/8, ..
      long place = Integer.toUnsignedLong(Integer.reverse(salt));
      int wanted = (start + (int) (place * maxParallelism >>> 32)) % maxParallelism;
      int name = 0;
      do {
        keys[salt] = context + MARK + name++;
      } while (group(keys[salt]) != wanted);
    }
    return keys;
  }

  private int group(String key) {
    return KeyGroupRangeAssignment.assignToKeyGroup(key, maxParallelism);
  }

  /** The context of a shard's key. */
  static String context(String key) {
    int end = key.lastIndexOf(MARK);
    return end < 0 ? key : key.substring(0, end);
  }
}
