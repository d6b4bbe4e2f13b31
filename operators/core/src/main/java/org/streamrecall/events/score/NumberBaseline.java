package org.streamrecall.events.score;

import java.util.ArrayDeque;
import org.apache.commons.math3.stat.StatUtils;

/** What most users have today for numbers. */
enum NumberBaseline implements Baseline {
  /** The key's last value. */
  LAST("last value") {
    @Override
    public Method method(int horizon, int period) {
      return new Newest(1, 1);
    }
  },
  /** The mean of all the key's values. */
  MEAN("running mean") {
    @Override
    public Method method(int horizon, int period) {
      return new Newest(Integer.MAX_VALUE, Integer.MAX_VALUE);
    }
  },
  /** The mean of the last 16. */
  WINDOW("mean of the last 16") {
    @Override
    public Method method(int horizon, int period) {
      return new Newest(16, 16);
    }
  },
  /** The value one season ago. */
  SEASON("one season ago") {
    @Override
    public Method method(int horizon, int period) {
      int back = horizon == 0 ? period : (horizon + period - 1) / period * period - horizon + 1;
      return new Newest(back, 1);
    }
  },
  /** Linear regression on the same features, a model for each key. */
  RIDGE("online ridge") {
    @Override
    public Method method(int horizon, int period) {
      return new OnlineRidge();
    }
  },
  /** The mean of what came of the 8 nearest moments, all of them kept. */
  NEIGHBOURS("8 nearest") {
    @Override
    public Method method(int horizon, int period) {
      return new NearestMean();
    }
  };

  private final String title;

  NumberBaseline(String title) {
    this.title = title;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public boolean hasProbabilities() {
    return false;
  }

  /** The mean of {@code width} values, the newest of them so many back. */
  private static final class Newest implements Method {
    private final int back;
    private final int width;
    private final ArrayDeque<Double> values = new ArrayDeque<>();
    private double sum;
    private long count;

    Newest(int back, int width) {
      this.back = back;
      this.width = width;
    }

    @Override
    public double[] foretell(float[] tag) {
      if (width == 1) {
        return values.size() == back ? new double[] {values.peekFirst()} : null;
      }
      return count == 0 ? null : new double[] {sum / count};
    }

    @Override
    public void learn(float[] tag, double value) {
      sum += value;
      count++;
      if (back == Integer.MAX_VALUE) {
        return;
      }
      values.add(value);
      if (values.size() > back) {
        sum -= values.remove();
        count--;
      }
    }
  }

  /** The mean over the nearest of all moments. */
  private static final class NearestMean implements Method {
    private final Nearest nearest = new Nearest();

    @Override
    public double[] foretell(float[] tag) {
      double[] values = nearest.values(tag);
      return values.length == 0 ? null : new double[] {StatUtils.mean(values)};
    }

    @Override
    public void learn(float[] tag, double value) {
      nearest.learn(tag, value);
    }
  }
}
