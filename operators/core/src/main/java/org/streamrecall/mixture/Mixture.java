package org.streamrecall.mixture;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A bounded measure over plain numbers: Gaussians with masses, side by side, so that one loop does
 * the same to all of them.
 *
 * <p>The first tokens are kept as they are; later ones join the component that they widen least, or
 * take the place of two components that lose least by becoming one (Ward 1963). What is far is said
 * anew with each token, so the unit of distance may follow the stream. After each token the
 * components that it touched are rounded to what their bytes hold: written and read again, a
 * mixture is the same.
 */
public final class Mixture {
  /**
   * A component counts in the costs as at most so many tokens: what is new always finds a place.
   * With fewer the places of a long stream go to what is far and rare.
   */
  private static final float HEAVY = 1024;

  /** The price is asked anew now and then, though nothing reaches it. */
  private static final float CHEAPER = 1f / 32;

  /** No token stands farther off in one number than so many units: none takes a place for ever. */
  private static final float FAR = 24;

  /** Of more tokens than these the newest move a component as much as if it had no more. */
  private static final float STILL = 1 << 14;

  /** Components that a measure of few tokens has, and tokens for each that come after. */
  private static final int FEW = 8;

  private static final int EACH = 2;
  private static final int HEADER = 2 + 4 + 4;

  final TokenShape shape;
  final int stride;
  final float[] mass; // (stride)
  final float[][] mean; // (all, stride)
  final float[][] cov; // (pairs, stride)
  int count;

  private final int capacity;
  private final MixturePacking packing;
  private final float[] costs; // (stride)
  private final float[] point; // (all)
  private float price; // what the last two components lost that became one
  private int heir;
  private int tokens; // told so far, as far as it matters

  /**
   * @param capacity most components
   */
  public Mixture(TokenShape shape, int capacity) {
    if (capacity < 2) {
      throw new IllegalArgumentException(capacity + " components are too few; give at least 2");
    }
    this.shape = shape;
    this.capacity = capacity;
    stride = Lanes.padded(capacity);
    mass = new float[stride];
    mean = new float[shape.all()][stride];
    cov = new float[shape.pairs()][stride];
    costs = new float[stride];
    point = new float[shape.all()];
    packing = new MixturePacking(this);
  }

  /** Most bytes of one of so many components. */
  public static int bytes(TokenShape shape, int capacity) {
    return HEADER + capacity * MixturePacking.bytes(shape);
  }

  public TokenShape shape() {
    return shape;
  }

  /** Components. */
  public int count() {
    return count;
  }

  /** Most components. */
  public int capacity() {
    return capacity;
  }

  /** Tokens of a component, or what is left of them. */
  public double mass(int k) {
    return mass[k];
  }

  /** All tokens, or what is left of them. */
  public double mass() {
    double sum = 0;
    for (int k = 0; k < count; k++) {
      sum += mass[k];
    }
    return sum;
  }

  /** The mean of number i of a component. */
  public float mean(int i, int k) {
    return mean[i][k];
  }

  public void clear() {
    Arrays.fill(mass, 0);
    for (float[] row : mean) {
      Arrays.fill(row, 0);
    }
    for (float[] row : cov) {
      Arrays.fill(row, 0);
    }
    count = 0;
    price = 0;
    tokens = 0;
  }

  /** All that was told counts less from now on. */
  public void fade(double factor) {
    for (int k = 0; k < count; k++) {
      mass[k] = Math.max(Float.MIN_NORMAL, (float) (mass[k] * factor));
    }
  }

  /** Adds a number to all tokens' number i: its origin has moved. */
  public void shift(int i, double by) {
    for (int k = 0; k < count; k++) {
      mean[i][k] = (float) (mean[i][k] + by);
    }
  }

  /**
   * Takes in a token.
   *
   * @param token (all)
   * @param weight its mass, positive
   * @param per what each number is multiplied by for it to count as its distance, (all)
   * @return the component that has it now
   */
  public int add(float[] token, float weight, float[] per) {
    heir = -1;
    tokens = Math.min(tokens + 1, EACH * capacity);
    if (count < Math.min(capacity, Math.max(FEW, tokens / EACH))) {
      int same = same(token);
      return same >= 0 ? join(token, weight, same) : place(token, weight, count++);
    }
    price -= price * CHEAPER;
    int nearest = nearest(token, weight, per);
    float cost = costs[nearest];
    if (cost > price) {
      long pair = closestPair(per);
      if (cost > price) {
        int kept = (int) (pair >>> 32);
        int freed = (int) pair;
        merge(kept, freed);
        heir = kept;
        return place(token, weight, freed);
      }
    }
    return join(token, weight, nearest);
  }

  /** Which component has had the last token's component become part of it; -1 for none. */
  public int heir() {
    return heir;
  }

  private int same(float[] token) {
    for (int k = 0; k < count; k++) {
      int i = 0;
      while (i < mean.length && mean[i][k] == token[i]) {
        i++;
      }
      if (i == mean.length) {
        return k;
      }
    }
    return -1;
  }

  private int place(float[] token, float weight, int k) {
    mass[k] = weight;
    for (int i = 0; i < mean.length; i++) {
      mean[i][k] = token[i];
    }
    for (float[] row : cov) {
      row[k] = 0;
    }
    packing.round(k);
    return k;
  }

  /** Leaves in costs what each component would lose. */
  private int nearest(float[] token, float weight, float[] per) {
    Arrays.fill(costs, 0, stride, 0);
    for (int i = 0; i < mean.length; i++) {
      Lanes.addSquares(token[i], mean[i], per[i], FAR, costs, stride);
    }
    int best = 0;
    for (int k = 0; k < count; k++) {
      float n = Math.min(HEAVY, mass[k]);
      costs[k] *= n * weight / (n + weight);
      if (costs[k] < costs[best]) {
        best = k;
      }
    }
    return best;
  }

  /** The two that lose least; leaves in price what they lose. */
  private long closestPair(float[] per) {
    long best = 0;
    float least = Float.POSITIVE_INFINITY;
    for (int a = 1; a < count; a++) {
      int width = Lanes.padded(a);
      Arrays.fill(costs, 0, width, 0);
      for (int i = 0; i < mean.length; i++) {
        Lanes.addSquares(mean[i][a], mean[i], per[i], FAR, costs, width);
      }
      float n = Math.min(HEAVY, mass[a]);
      for (int b = 0; b < a; b++) {
        float m = Math.min(HEAVY, mass[b]);
        float cost = costs[b] * (n * m / (n + m));
        if (cost < least) {
          least = cost;
          best = (long) b << 32 | a;
        }
      }
    }
    price = least;
    return best;
  }

  private int join(float[] token, float weight, int k) {
    float n = Math.min(STILL, mass[k]);
    float part = weight / (n + weight);
    mass[k] += weight;
    for (int i = 0; i < mean.length; i++) {
      point[i] = token[i] - mean[i][k];
      mean[i][k] += point[i] * part;
    }
    float kept = n / (n + weight);
    for (int i = 0, at = 0; i < shape.dims(); i++) {
      float d = part * point[i];
      for (int j = 0; j < Math.min(i, shape.tags()); j++, at++) {
        cov[at][k] = kept * (cov[at][k] + d * point[j]);
      }
      cov[at][k] = kept * (cov[at][k] + d * point[i]);
      at++;
    }
    packing.round(k);
    return k;
  }

  private void merge(int a, int b) {
    float sum = mass[a] + mass[b];
    float part = mass[b] / sum;
    float kept = mass[a] / sum;
    for (int i = 0; i < mean.length; i++) {
      point[i] = mean[i][b] - mean[i][a];
      mean[i][a] += part * point[i];
    }
    for (int i = 0, at = 0; i < shape.dims(); i++) {
      for (int j = 0; j < Math.min(i, shape.tags()); j++, at++) {
        merge(cov[at], a, b, kept, part, point[i] * point[j]);
      }
      merge(cov[at++], a, b, kept, part, point[i] * point[i]);
    }
    mass[a] = sum;
    packing.round(a);
  }

  private static void merge(float[] row, int a, int b, float kept, float part, float apart) {
    row[a] = kept * row[a] + part * (row[b] + kept * apart);
  }

  /**
   * Makes this what another is, but for labels that the other does not know.
   *
   * @param other of the same tags, with as many labels or fewer, and no more components than this
   *     has room for
   */
  public void take(Mixture other) {
    clear();
    count = other.count;
    price = other.price;
    tokens = other.tokens;
    System.arraycopy(other.mass, 0, mass, 0, count);
    int more = shape.dims() - other.shape.dims();
    for (int i = 0; i < other.mean.length; i++) {
      int at = i < other.shape.dims() ? i : i + more;
      System.arraycopy(other.mean[i], 0, mean[at], 0, count);
    }
    for (int i = 0; i < other.cov.length; i++) {
      System.arraycopy(other.cov[i], 0, cov[i], 0, count);
    }
    for (int k = 0; k < count; k++) {
      packing.round(k);
    }
  }

  /**
   * Makes one component of the two that lose least; the last one takes the place that is free then.
   *
   * @param per as {@link #add} takes it
   * @return the place; {@link #heir} is where what was there has gone
   */
  public int mergeClosest(float[] per) {
    long pair = closestPair(per);
    int freed = (int) pair;
    heir = (int) (pair >>> 32);
    merge(heir, freed);
    count--;
    mass[freed] = mass[count];
    mass[count] = 0;
    for (float[][] rows : new float[][][] {mean, cov}) {
      for (float[] row : rows) {
        row[freed] = row[count];
        row[count] = 0;
      }
    }
    packing.round(freed);
    return freed;
  }

  // ---- bytes ----

  /** Bytes of it as it is. */
  public int bytes() {
    return bytes(shape, count);
  }

  /** Writes {@link #bytes()}, little-endian. */
  public void put(ByteBuffer out) {
    out.putShort((short) count).putFloat(price).putInt(tokens);
    packing.put(out);
  }

  /** Reads what {@link #put} wrote. */
  public void get(ByteBuffer in) {
    count = in.getShort();
    price = in.getFloat();
    tokens = in.getInt();
    packing.get(in);
  }
}
