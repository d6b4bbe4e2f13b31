package org.streamrecall.events.score;

import java.util.List;
import java.util.Map;

/** What a method says of a category that is still to come. */
interface Guess {
  /** Whether this name was thought the likeliest. */
  boolean isRight(String name);

  double probability(String name);

  /**
   * Of a method that tells all names apart.
   *
   * @param numbers of the names, in order of arrival, which may grow
   * @param shares by number, of those that were known then; the last one of any other name
   * @param best the number of the one that is named
   */
  record Counted(Map<String, Integer> numbers, double[] shares, int best) implements Guess {
    /** The likeliest is named. */
    Counted(Map<String, Integer> numbers, double[] shares) {
      this(numbers, shares, likeliest(shares, shares.length - 1));
    }

    @Override
    public boolean isRight(String name) {
      return number(name) == best;
    }

    @Override
    public double probability(String name) {
      return shares[number(name)];
    }

    private int number(String name) {
      return Math.min(numbers.getOrDefault(name, Integer.MAX_VALUE), shares.length - 1);
    }
  }

  /**
   * Of a memory, which has a slot for all other names: none of them is ever right, and they share
   * its probability.
   *
   * @param names of the slots; that of all others is null
   * @param shares by slot
   * @param others how many names they are, at least 1
   */
  record Answered(List<String> names, double[] shares, int others) implements Guess {
    @Override
    public boolean isRight(String name) {
      return name.equals(names.get(likeliest(shares, shares.length)));
    }

    @Override
    public double probability(String name) {
      int slot = names.indexOf(name);
      if (slot >= 0) {
        return shares[slot];
      }
      int rest = names.indexOf(null);
      return rest < 0 ? 0 : shares[rest] / others;
    }
  }

  private static int likeliest(double[] shares, int count) {
    int best = 0;
    for (int i = 1; i < count; i++) {
      best = shares[i] > shares[best] ? i : best;
    }
    return best;
  }
}
