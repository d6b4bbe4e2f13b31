package org.streamrecall.events.score;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What most users have today for categories, written to win: a share is a count and a half over all
 * counts, one half being for a name that is new; of the last category it is how often it came again
 * so far. Where few have followed or are near, the shares so far count as one more.
 */
final class CategoryRivals implements Rivals<Guess> {
  /** Of the methods, in the order of {@link #next}. */
  static final List<String> NAMES =
      List.of("last category", "shares so far", "followers of the last", "10 nearest");

  private static final double HALF = 0.5;
  private static final int MOST = 1000; // names that are told apart

  private final int horizon;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<Integer> counts = new ArrayList<>();
  private final Map<Integer, Map<Integer, Integer>> followers = new HashMap<>();
  private final Nearest nearest = new Nearest();
  private final ArrayDeque<Moment> waiting = new ArrayDeque<>();
  private long sum;
  private int last = -1;
  private double hits;
  private double tries;

  private record Moment(int last, float[] tag) {}

  CategoryRivals(int horizon) {
    this.horizon = horizon;
  }

  @Override
  public List<Guess> next(Truth truth, float[] tag, double[] inputs) {
    if (horizon > 0) {
      learnNext(truth.name());
    }
    Asked<Guess> asked = ask(tag, inputs);
    waiting.add((Moment) asked.seen());
    if (horizon == 0) {
      learnNext(truth.name());
    }
    return asked.said();
  }

  @Override
  public Asked<Guess> ask(float[] tag, double[] inputs) {
    return new Asked<>(last < 0 ? null : foretell(tag), new Moment(last, tag));
  }

  @Override
  public void learn(Object seen, Truth truth) {
    learn((Moment) seen, truth.name());
  }

  private List<Guess> foretell(float[] tag) {
    int known = counts.size();
    double[] shares = new double[known + 1];
    double all = sum + HALF * shares.length;
    for (int n = 0; n < known; n++) {
      shares[n] = (counts.get(n) + HALF) / all;
    }
    shares[known] = HALF / all;
    double again = (hits + HALF) / (tries + 2 * HALF);
    double[] same = new double[known + 1];
    Arrays.fill(same, (1 - again) / known); // the others, and one that is new
    same[last] = again;
    double[] followed = shares.clone();
    followers.getOrDefault(last, Map.of()).forEach((name, times) -> followed[name] += times);
    double[] near = shares.clone();
    for (double name : nearest.values(tag)) {
      near[(int) name]++;
    }
    return List.of(
        new Guess.Counted(numbers, same, last),
        new Guess.Counted(numbers, shares),
        new Guess.Counted(numbers, normalised(followed)),
        new Guess.Counted(numbers, normalised(near)));
  }

  private static double[] normalised(double[] shares) {
    double all = Arrays.stream(shares).sum();
    for (int i = 0; i < shares.length; i++) {
      shares[i] /= all;
    }
    return shares;
  }

  private void learnNext(String name) {
    learn(waiting.size() >= Math.max(1, horizon) ? waiting.remove() : null, name);
  }

  private void learn(Moment then, String name) {
    if (name == null || !numbers.containsKey(name) && numbers.size() == MOST) {
      return;
    }
    int number = numbers.computeIfAbsent(name, added -> numbers.size());
    if (number == counts.size()) {
      counts.add(0);
    }
    counts.set(number, counts.get(number) + 1);
    sum++;
    if (then != null && then.last() >= 0) {
      followers.computeIfAbsent(then.last(), of -> new HashMap<>()).merge(number, 1, Integer::sum);
      nearest.learn(then.tag(), number);
      hits += then.last() == number ? 1 : 0;
      tries++;
    }
    last = number;
  }
}
