package org.streamrecall.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.streamrecall.attention.SoftmaxRecall;

/**
 * Parts of a shard that can be among the largest of the whole memory. How much each head finds in
 * this shard is known only once all shards have been asked, so a sum of the heads' shares within it
 * cannot say. A part is left out only where as many others as are wanted have no smaller share in
 * <em>any</em> head: they come before it whatever the heads' weights.
 *
 * <p>With one head these are just the largest; with more, a few above that.
 */
final class LargestParts {
  private LargestParts() {}

  /**
   * Places of the parts, the largest by the sum over the heads first; ties go to the earlier part.
   *
   * @param shares within the shard, (heads, parts)
   * @param count how many of the whole memory are wanted
   */
  static List<Integer> of(double[][] shares, int count) {
    double[] sums = new double[shares[0].length];
    for (double[] head : shares) {
      for (int p = 0; p < sums.length; p++) {
        sums[p] += head[p];
      }
    }
    List<Integer> first = new ArrayList<>();
    for (int p : SoftmaxRecall.largest(sums, count)) {
      first.add(p);
    }
    List<Integer> others = new ArrayList<>();
    for (int p = 0; p < sums.length; p++) {
      if (!first.contains(p) && before(p, first, shares) < count) {
        others.add(p);
      }
    }
    others.sort(Comparator.comparingDouble(p -> -sums[p])); // stable
    List<Integer> kept = new ArrayList<>(first);
    for (int p : others) {
      if (before(p, kept, shares) < count) {
        kept.add(p);
      }
    }
    return kept;
  }

  /** How many of the kept have no smaller share than a part in any head. */
  private static int before(int part, List<Integer> kept, double[][] shares) {
    int before = 0;
    for (int other : kept) {
      before += isBefore(other, part, shares) ? 1 : 0;
    }
    return before;
  }

  private static boolean isBefore(int other, int part, double[][] shares) {
    for (double[] head : shares) {
      if (head[other] < head[part]) {
        return false;
      }
    }
    return true;
  }
}
