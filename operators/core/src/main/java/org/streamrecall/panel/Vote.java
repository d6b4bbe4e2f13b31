package org.streamrecall.panel;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.streamrecall.measure.Exp;
import org.streamrecall.measure.Log;

/**
 * What each of a panel has said of the labels of a moment, until it is known which came: of the
 * likeliest only, logs of probabilities in 16 bits.
 */
public final class Vote {
  /** Labels of which it is kept what each has said. */
  private static final int MOST = 8;

  private static final double STEPS = 2048; // of a log
  private static final double FLOOR = 0x1p-16;
  private static final short NOTHING = Short.MIN_VALUE;

  /** Nothing was said. */
  public static final Vote NONE = new Vote(-1, new byte[0], new short[0], new float[1]);

  /** Last label that was known, or -1. */
  final int last;

  private final byte[] labels; // that are kept
  private final short[] said; // (members, kept)
  private final float[] together; // (labels + 1), the last of one that is new

  private Vote(int last, byte[] labels, short[] said, float[] together) {
    this.last = last;
    this.labels = labels;
    this.said = said;
    this.together = together;
  }

  /**
   * @param each (members, labels), the first NaN of who says nothing
   * @param together (labels + 1), the last of one that is new
   */
  static Vote of(int last, double[][] each, double[] together) {
    byte[] kept = likeliest(Arrays.copyOf(together, together.length - 1));
    short[] said = new short[each.length * kept.length];
    for (int i = 0; i < each.length; i++) {
      for (int l = 0; l < kept.length; l++) {
        said[i * kept.length + l] = Double.isNaN(each[i][0]) ? NOTHING : level(each[i][kept[l]]);
      }
    }
    float[] all = new float[together.length];
    for (int l = 0; l < all.length; l++) {
      all[l] = (float) together[l];
    }
    return new Vote(last, kept, said, all);
  }

  private static byte[] likeliest(double[] p) {
    byte[] kept = new byte[Math.min(MOST, p.length)];
    boolean[] taken = new boolean[p.length];
    for (int n = 0; n < kept.length; n++) {
      int best = -1;
      for (int l = 0; l < p.length; l++) {
        best = !taken[l] && (best < 0 || p[l] > p[best]) ? l : best;
      }
      taken[best] = true;
      kept[n] = (byte) best;
    }
    return kept;
  }

  private static short level(double p) {
    return (short) Math.round(STEPS * -Log.log(Math.max(FLOOR, Math.min(1, p))));
  }

  private int place(int label) {
    for (int l = 0; l < labels.length; l++) {
      if (labels[l] == label) {
        return l;
      }
    }
    return -1;
  }

  /** Whether nothing was said. */
  public boolean isNone() {
    return labels.length == 0;
  }

  /** Labels that were known. */
  public int labels() {
    return together.length - 1;
  }

  /** What was made of them for a label; for {@link #labels} and more, for one that is new. */
  public double together(int label) {
    return together[Math.min(label, together.length - 1)];
  }

  /** What was made of them, (labels), and of one that is new if there is room for it. */
  public double[] together() {
    boolean room = together[together.length - 1] > 0;
    double[] all = new double[room ? together.length : together.length - 1];
    for (int l = 0; l < all.length; l++) {
      all[l] = together[l];
    }
    return all;
  }

  /**
   * Whether it was kept what each has said of a label.
   *
   * @param out what each has given to it, (members), NaN for nothing
   */
  boolean each(int label, double[] out) {
    int place = place(label);
    for (int i = 0; i < out.length && place >= 0; i++) {
      short level = said[i * labels.length + place];
      out[i] = level == NOTHING ? Double.NaN : p(level);
    }
    return place >= 0;
  }

  private static double p(short level) {
    return Exp.exp(-level / STEPS);
  }

  // ---- bytes ----

  public int bytes() {
    return 3 + labels.length + Short.BYTES * said.length + Float.BYTES * together.length;
  }

  /** Most bytes of one. */
  static int mostBytes(int members, int labels) {
    int kept = Math.min(MOST, labels);
    return 3 + kept + Short.BYTES * members * kept + Float.BYTES * (labels + 1);
  }

  public void put(ByteBuffer out) {
    out.put((byte) last).put((byte) labels()).put((byte) labels.length).put(labels);
    for (short level : said) {
      out.putShort(level);
    }
    for (float p : together) {
      out.putFloat(p);
    }
  }

  static Vote get(ByteBuffer in, int members) {
    int last = in.get();
    float[] together = new float[in.get() + 1];
    byte[] labels = new byte[in.get()];
    in.get(labels);
    short[] said = new short[members * labels.length];
    for (int i = 0; i < said.length; i++) {
      said[i] = in.getShort();
    }
    for (int l = 0; l < together.length; l++) {
      together[l] = in.getFloat();
    }
    return new Vote(last, labels, said, together);
  }
}
