package org.streamrecall.panel;

import java.nio.ByteBuffer;

/**
 * What a {@link Panel} said of a moment, kept until what comes of it is known. Numbers are places
 * within a limit, in 16 bits.
 */
public final class Said {
  /** Bytes of what was said of a content. */
  public static final int BYTES =
      2 * Float.BYTES + Short.BYTES * (Panel.HEADS.size() + Panel.STAGES + 1);

  private static final double LEVELS = Short.MAX_VALUE;
  private static final short NOTHING = Short.MIN_VALUE;
  private static final double ERROR = 2; // between places

  private final float[] middle; // (contents)
  private final float[] limit; // (contents); 0 where nothing had moved yet
  private final short[] heads; // (contents * heads)
  private final short[] stages; // (contents * stages)
  private final short[] before; // (contents), last known errors

  /** With nothing said. */
  public Said(int contents) {
    middle = new float[contents];
    limit = new float[contents];
    heads = new short[contents * Panel.HEADS.size()];
    stages = new short[contents * Panel.STAGES];
    before = new short[contents];
  }

  void within(int content, double middle, double limit) {
    this.middle[content] = (float) middle;
    this.limit[content] = (float) limit;
  }

  /** Whether there is a limit to say anything within. */
  boolean isLimited(int content) {
    return limit[content] > 0;
  }

  /** From -1 to 1; NaN for NaN. */
  double place(int content, double x) {
    return Math.max(-1, Math.min(1, (x - middle[content]) / limit[content]));
  }

  double content(int content, double place) {
    return middle[content] + place * limit[content];
  }

  double limit(int content) {
    return limit[content];
  }

  void head(int content, int head, double place) {
    heads[content * Panel.HEADS.size() + head] = rounded(place);
  }

  /**
   * @param out (heads) places, NaN of those that said nothing
   */
  void heads(int content, double[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = place(heads[content * out.length + i]);
    }
  }

  void stage(int content, int stage, double place) {
    stages[content * Panel.STAGES + stage] = rounded(Math.max(-1, Math.min(1, place)));
  }

  /**
   * @param out (stages)
   */
  void stages(int content, double[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = place(stages[content * Panel.STAGES + i]);
    }
  }

  void before(int content, double error) {
    before[content] = rounded(error / ERROR);
  }

  double before(int content) {
    return ERROR * place(before[content]);
  }

  private static short rounded(double place) {
    return Double.isNaN(place) ? NOTHING : (short) Math.round(place * LEVELS);
  }

  private static double place(short level) {
    return level == NOTHING ? Double.NaN : level / LEVELS;
  }

  /** Writes what was said of a content. */
  public void put(int content, ByteBuffer out) {
    out.putFloat(middle[content]).putFloat(limit[content]);
    for (short[] of : new short[][] {heads, stages, before}) {
      int each = of.length / middle.length;
      for (int i = content * each; i < (content + 1) * each; i++) {
        out.putShort(of[i]);
      }
    }
  }

  /** Reads what {@link #put} wrote. */
  public void get(int content, ByteBuffer in) {
    within(content, in.getFloat(), in.getFloat());
    for (short[] of : new short[][] {heads, stages, before}) {
      int each = of.length / middle.length;
      for (int i = content * each; i < (content + 1) * each; i++) {
        of[i] = in.getShort();
      }
    }
  }
}
