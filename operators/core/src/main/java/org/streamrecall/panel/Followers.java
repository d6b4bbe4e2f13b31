package org.streamrecall.panel;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Which labels came, which came lately, and which came where another had been the last known. */
final class Followers {
  private static final double PRIOR = 0.5; // of each label
  private static final double KEEP = 1 - 1.0 / 5000; // of a count at the next
  private static final double LATELY = 1 - 1.0 / 24;

  private final int labels;
  private final int followed; // labels that are told apart as the last one; the others are one
  private final float[] shares; // (labels) counts
  private final float[] late; // (labels)
  private final float[][] after; // (followed, labels)
  private float repeated; // how often the last came again
  private float asked; // and how often it could have

  Followers(int labels, int followed) {
    this.labels = labels;
    this.followed = Math.min(labels, followed);
    shares = new float[labels];
    late = new float[labels];
    after = new float[this.followed][labels];
  }

  static int bytes(int labels, int followed) {
    return Float.BYTES * (2 + labels * (2 + Math.min(labels, followed)));
  }

  int bytes() {
    return bytes(labels, followed);
  }

  void clear() {
    Arrays.fill(shares, 0);
    Arrays.fill(late, 0);
    for (float[] row : after) {
      Arrays.fill(row, 0);
    }
    repeated = 0;
    asked = 0;
  }

  /** Makes this what another is that knows no more labels. */
  void take(Followers other) {
    clear();
    System.arraycopy(other.shares, 0, shares, 0, other.labels);
    System.arraycopy(other.late, 0, late, 0, other.labels);
    for (int i = 0; i < Math.min(followed, other.followed); i++) {
      System.arraycopy(other.after[i], 0, after[i], 0, other.labels);
    }
    repeated = other.repeated;
    asked = other.asked;
  }

  private static void shares(float[] counts, double[] out) {
    double sum = 0;
    for (float count : counts) {
      sum += count + PRIOR;
    }
    for (int l = 0; l < counts.length; l++) {
      out[l] = (counts[l] + PRIOR) / sum;
    }
  }

  /**
   * How likely a label is that has never come: Ristad's natural law of succession (1995), by how
   * many have come but once; at most what Krichevsky and Trofimov give to one label more.
   */
  double fresh() {
    double n = 0;
    double once = PRIOR;
    for (float count : shares) {
      n += count;
      once += count <= 1 ? 1 : 0;
    }
    double law = labels * (labels + 1) / (n * n + n + 2 * labels) * Math.min(1, once / labels);
    double most = PRIOR / (n + (labels + 1) * PRIOR);
    return labels == 1 ? most : Math.min(law, most);
  }

  /** How often each has come. */
  void shares(double[] out) {
    shares(shares, out);
  }

  /** And lately. */
  void late(double[] out) {
    shares(late, out);
  }

  /** What came where the last known was this one; NaN where none was, or it is not followed. */
  void after(int last, double[] out) {
    if (last < 0 || last >= followed) {
      Arrays.fill(out, Double.NaN);
    } else {
      shares(after[last], out);
    }
  }

  /** The last known again, as often as that has been so; NaN where none was. */
  void again(int last, double[] out) {
    if (last < 0) {
      Arrays.fill(out, Double.NaN);
      return;
    }
    double rate = labels == 1 ? 1 : (repeated + PRIOR) / (asked + 2 * PRIOR);
    shares(out);
    double others = 1 - out[last];
    for (int l = 0; l < labels; l++) {
      out[l] = l == last ? rate : (1 - rate) * out[l] / others;
    }
  }

  /**
   * @param last that was known when it was asked, or -1
   * @param label that came
   */
  void learn(int last, int label) {
    for (int l = 0; l < labels; l++) {
      shares[l] *= (float) KEEP;
      late[l] *= (float) LATELY;
    }
    shares[label]++;
    late[label]++;
    if (last >= 0) {
      repeated = (float) (KEEP * repeated + (last == label ? 1 : 0));
      asked = (float) (KEEP * asked + 1);
    }
    if (last >= 0 && last < followed) {
      for (int l = 0; l < labels; l++) {
        after[last][l] *= (float) KEEP;
      }
      after[last][label]++;
    }
  }

  void put(ByteBuffer out) {
    out.putFloat(repeated).putFloat(asked);
    put(shares, out);
    put(late, out);
    for (float[] row : after) {
      put(row, out);
    }
  }

  private static void put(float[] row, ByteBuffer out) {
    for (float x : row) {
      out.putFloat(x);
    }
  }

  void get(ByteBuffer in) {
    repeated = in.getFloat();
    asked = in.getFloat();
    get(shares, in);
    get(late, in);
    for (float[] row : after) {
      get(row, in);
    }
  }

  private static void get(float[] row, ByteBuffer in) {
    for (int i = 0; i < row.length; i++) {
      row[i] = in.getFloat();
    }
  }
}
