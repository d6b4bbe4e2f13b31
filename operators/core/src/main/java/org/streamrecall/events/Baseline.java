package org.streamrecall.events;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.stat.StatUtils;

/** What most users have today. */
enum Baseline {
  /** The key's last value. */
  LAST("last value") {
    @Override
    Method method(int horizon, int period) {
      return new Newest(1, 1);
    }
  },
  /** The mean of all the key's values. */
  MEAN("running mean") {
    @Override
    Method method(int horizon, int period) {
      return new Newest(Integer.MAX_VALUE, Integer.MAX_VALUE);
    }
  },
  /** The mean of the last 16. */
  WINDOW("mean of the last 16") {
    @Override
    Method method(int horizon, int period) {
      return new Newest(16, 16);
    }
  },
  /** The value one season ago. */
  SEASON("one season ago") {
    @Override
    Method method(int horizon, int period) {
      int back = horizon == 0 ? period : (horizon + period - 1) / period * period - horizon + 1;
      return new Newest(back, 1);
    }
  },
  /** Linear regression on the same features, a model for each key. */
  RIDGE("online ridge") {
    @Override
    Method method(int horizon, int period) {
      return new OnlineRidge();
    }
  },
  /** The mean of what came of the 8 nearest moments, all of them kept. */
  NEIGHBOURS("8 nearest") {
    @Override
    Method method(int horizon, int period) {
      return new Nearest();
    }
  };

  /** Foretells one number. */
  interface Method {
    double foretell(float[] tag);

    /**
     * @param tag of the moment that the value came of, or null if that was before the first
     */
    void learn(float[] tag, double value);
  }

  private final String title;

  Baseline(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  abstract Method method(int horizon, int period);

  Forecast.Series series(Target target, EventFields fields, int period) {
    int field = fields.number(target.field());
    return new Forecast.Series(field, target.horizon(), method(target.horizon(), period));
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
    public double foretell(float[] tag) {
      if (width == 1) {
        return values.size() == back ? values.peekFirst() : Double.NaN;
      }
      return count == 0 ? Double.NaN : sum / count;
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
  private static final class Nearest implements Method {
    private static final int NEIGHBOURS = 8;
    private static final int MOST = 5000; // kept; then the oldest go

    private final List<float[]> tags = new ArrayList<>();
    private final List<Double> values = new ArrayList<>();

    @Override
    public double foretell(float[] tag) {
      double[] best = new double[Math.min(NEIGHBOURS, tags.size())];
      double[] theirs = new double[best.length];
      java.util.Arrays.fill(best, Double.POSITIVE_INFINITY);
      for (int i = 0; i < tags.size(); i++) {
        double square = 0;
        for (int k = 0; k < tag.length; k++) {
          double apart = tag[k] - tags.get(i)[k];
          square += apart * apart;
        }
        int at = best.length;
        while (at > 0 && square < best[at - 1]) {
          at--;
        }
        if (at < best.length) {
          System.arraycopy(best, at, best, at + 1, best.length - at - 1);
          System.arraycopy(theirs, at, theirs, at + 1, best.length - at - 1);
          best[at] = square;
          theirs[at] = values.get(i);
        }
      }
      return best.length == 0 ? Double.NaN : StatUtils.mean(theirs);
    }

    @Override
    public void learn(float[] tag, double value) {
      if (tag != null) {
        tags.add(tag);
        values.add(value);
      }
      if (tags.size() > MOST) {
        tags.remove(0);
        values.remove(0);
      }
    }
  }
}
