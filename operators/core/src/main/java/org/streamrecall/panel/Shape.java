package org.streamrecall.panel;

import java.nio.ByteBuffer;
import org.streamrecall.measure.Exp;
import org.streamrecall.measure.Log;
import org.streamrecall.measure.Normal;

/**
 * How what comes lies about what is foretold, in units of the spread that is stated with it: up to
 * {@value #MOST} Gaussians, whose mean is 0. As rounded as its bytes.
 */
public final class Shape {
  /** Gaussians. */
  static final int MOST = 4;

  /** Nothing is known of it. */
  public static final Shape NONE = new Shape(0);

  /** Moments ahead up to which it is kept. */
  private static final int NEAR = 8;

  private static final int PARTS = 255; // of a share
  private static final int PLACES = 4096; // of a spread

  /** Deviations are powers of two, so many to an octave, from this one up. */
  private static final int PER_OCTAVE = 20;

  private static final double NARROWEST = 1.0 / 64;
  private static final int STEPS = 24; // to the place of a quantile
  private static final int HALVED = 4; // one step of so many
  private static final double EXACT = 1e-6; // of a z
  private static final double FAR = 1e-300; // a tail that cannot be told from none
  private static final double LN_2 = StrictMath.log(2);

  private final byte[] parts;
  private final short[] places;
  private final byte[] widths;
  private final double[] share;
  private final double[] mean;
  private final double[] deviation;

  private Shape(int count) {
    parts = new byte[count];
    places = new short[count];
    widths = new byte[count];
    share = new double[count];
    mean = new double[count];
    deviation = new double[count];
  }

  /**
   * @param count Gaussians, at most {@value #MOST}
   * @param share positive, sum 1
   */
  static Shape of(int count, double[] share, double[] mean, double[] variance) {
    Shape shape = new Shape(count);
    for (int k = 0; k < count; k++) {
      shape.parts[k] = (byte) Math.max(1, Math.round(PARTS * share[k]));
      double place = Math.max(-Short.MAX_VALUE, Math.min(Short.MAX_VALUE, PLACES * mean[k]));
      shape.places[k] = (short) Math.round(place);
      double octaves = Log.log(Math.max(NARROWEST, Math.sqrt(variance[k])) / NARROWEST) / LN_2;
      shape.widths[k] = (byte) Math.min(PARTS, Math.round(PER_OCTAVE * octaves));
    }
    shape.read();
    return shape;
  }

  private void read() {
    double sum = 0;
    for (byte part : parts) {
      sum += part & PARTS;
    }
    for (int k = 0; k < parts.length; k++) {
      share[k] = (parts[k] & PARTS) / sum;
      mean[k] = (double) places[k] / PLACES;
      deviation[k] = NARROWEST * Exp.exp((widths[k] & PARTS) * LN_2 / PER_OCTAVE);
    }
  }

  /** Whether nothing is known of it. */
  public boolean isNone() {
    return parts.length == 0;
  }

  /** Root mean square of what comes, in units of the spread. */
  public double size() {
    double sum = 0;
    for (int k = 0; k < share.length; k++) {
      sum += share[k] * (deviation[k] * deviation[k] + mean[k] * mean[k]);
    }
    return Math.sqrt(sum);
  }

  /** Density at x, times the square root of two pi. */
  public double density(double x) {
    double sum = 0;
    for (int k = 0; k < share.length; k++) {
      double z = (x - mean[k]) / deviation[k];
      sum += share[k] / deviation[k] * Exp.exp(-z * z / 2);
    }
    return sum;
  }

  /**
   * How deep x lies between two modes: the logarithm of the lower one's density over that of x; 0
   * where x lies between none.
   */
  public double gap(double x) {
    double left = 0;
    double right = 0;
    for (double at : mean) {
      if (at < x) {
        left = Math.max(left, density(at));
      } else {
        right = Math.max(right, density(at));
      }
    }
    double lower = Math.min(left, right);
    double here = density(x);
    return lower > here ? Log.log(lower / Math.max(Double.MIN_NORMAL, here)) : 0;
  }

  /** How often what comes is at least x. */
  private double tail(double x, int sign) {
    double sum = 0;
    for (int k = 0; k < share.length; k++) {
      sum += share[k] * Normal.tail(sign * (x - mean[k]) / deviation[k]);
    }
    return sum;
  }

  /** How far out x is: the |z| of a normal distribution with the same tail. */
  public double farness(double x) {
    double p = Math.min(tail(x, 1), tail(x, -1));
    if (p > FAR) {
      return Math.max(0, Normal.upper(p));
    }
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < share.length; k++) {
      least = Math.min(least, Math.abs(x - mean[k]) / deviation[k]);
    }
    return least;
  }

  /** What is as far out as z is of a normal distribution, on the side of its sign. */
  public double at(double z) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < share.length; k++) {
      low = Math.min(low, mean[k] + z * deviation[k]);
      high = Math.max(high, mean[k] + z * deviation[k]);
    }
    return low < high ? between(low, high, z) : low;
  }

  /**
   * As {@link #at}, of which two bounds are known: by false position with the Illinois rule (Dowell
   * and Jarratt 1971), and halving now and then, for z is nearly straight in x.
   */
  private double between(double low, double high, double z) {
    double below = z(low, z < 0) - z;
    double above = z(high, z < 0) - z;
    double x = below < 0 ? high : low;
    int side = 0; // of the bound that moved last
    for (int step = 1; step <= STEPS && below < 0 && above > 0; step++) {
      x = step % HALVED == 0 ? (low + high) / 2 : low + (high - low) * below / (below - above);
      double off = z(x, z < 0) - z;
      if (Math.abs(off) < EXACT) {
        return x;
      }
      if (off < 0) {
        low = x;
        below = off;
        above /= side < 0 ? 2 : 1;
        side = -1;
      } else {
        high = x;
        above = off;
        below /= side > 0 ? 2 : 1;
        side = 1;
      }
    }
    return x;
  }

  /** The z of a normal distribution with as much on one side of it as x has on the same side. */
  private double z(double x, boolean isLeft) {
    double p = Math.max(FAR, Math.min(1 - EXACT * EXACT, tail(x, isLeft ? -1 : 1)));
    return isLeft ? -Normal.upper(p) : Normal.upper(p);
  }

  /** As wide as the spread, and so far to be believed, beside the normal distribution. */
  public Shape normalised(double trust) {
    int count = share.length;
    Shape shape = new Shape(count + 1);
    double size = size();
    for (int k = 0; k < count; k++) {
      shape.share[k] = trust * share[k];
      shape.mean[k] = mean[k] / size;
      shape.deviation[k] = deviation[k] / size;
    }
    shape.share[count] = 1 - trust;
    shape.deviation[count] = 1;
    return shape;
  }

  // ---- bytes ----

  /**
   * Whether so many moments that wait are few enough for each to keep its shape.
   *
   * @param ahead moments until what is foretold is known
   */
  static boolean isKept(int ahead) {
    return ahead <= NEAR;
  }

  /** Most bytes of one. */
  public static int mostBytes(int ahead) {
    return isKept(ahead) ? 1 + 4 * MOST : 1;
  }

  public int bytes() {
    return 1 + 4 * parts.length;
  }

  public void put(ByteBuffer out) {
    out.put((byte) parts.length);
    for (int k = 0; k < parts.length; k++) {
      out.put(parts[k]).putShort(places[k]).put(widths[k]);
    }
  }

  /** Reads what {@link #put} wrote. */
  public static Shape get(ByteBuffer in) {
    int count = in.get();
    if (count == 0) {
      return NONE;
    }
    Shape shape = new Shape(count);
    for (int k = 0; k < count; k++) {
      shape.parts[k] = in.get();
      shape.places[k] = in.getShort();
      shape.widths[k] = in.get();
    }
    shape.read();
    return shape;
  }
}
