package org.streamrecall.events.score;

import java.util.ArrayDeque;
import java.util.Arrays;

/** What most users have today for categories. */
enum CategoryBaseline implements Baseline {
  /** The key's last category. */
  LAST("last category") {
    @Override
    public Method method(int horizon, int period) {
      return new Shares(1);
    }
  },
  /** The key's most frequent category so far, its shares as probabilities. */
  FREQUENT("most frequent category") {
    @Override
    public Method method(int horizon, int period) {
      return new Shares(Integer.MAX_VALUE);
    }
  },
  /** The shares among the last 16. */
  WINDOW("shares of the last 16") {
    @Override
    public Method method(int horizon, int period) {
      return new Shares(16);
    }
  },
  /** The votes of the 8 nearest moments, all of them kept; the nearest breaks a tie. */
  NEIGHBOURS("8 nearest") {
    @Override
    public Method method(int horizon, int period) {
      return new Votes();
    }
  };

  private final String title;

  CategoryBaseline(String title) {
    this.title = title;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public boolean hasProbabilities() {
    return this != LAST;
  }

  /** How often each slot came among so many last ones. */
  private static final class Shares implements Method {
    private final int width;
    private final ArrayDeque<Integer> slots = new ArrayDeque<>();
    private double[] counts = new double[0];
    private long sum;

    Shares(int width) {
      this.width = width;
    }

    @Override
    public double[] foretell(float[] tag) {
      return sum == 0 ? null : Arrays.stream(counts).map(count -> count / sum).toArray();
    }

    @Override
    public void learn(float[] tag, double value) {
      int slot = (int) value;
      counts = Arrays.copyOf(counts, Math.max(counts.length, slot + 1));
      counts[slot]++;
      sum++;
      if (width == Integer.MAX_VALUE) {
        return;
      }
      slots.add(slot);
      if (slots.size() > width) {
        counts[slots.remove()]--;
        sum--;
      }
    }
  }

  private static final class Votes implements Method {
    /** What a vote counts more than that of the next nearest. */
    private static final double NEARER = 1e-9;

    private final Nearest nearest = new Nearest();

    @Override
    public double[] foretell(float[] tag) {
      double[] slots = nearest.values(tag);
      double[] shares = new double[1 + (int) Arrays.stream(slots).max().orElse(0)];
      for (int i = 0; i < slots.length; i++) {
        shares[(int) slots[i]] += 1.0 / slots.length - i * NEARER;
      }
      return slots.length == 0 ? null : shares;
    }

    @Override
    public void learn(float[] tag, double value) {
      nearest.learn(tag, value);
    }
  }
}
