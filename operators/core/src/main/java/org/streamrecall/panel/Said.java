package org.streamrecall.panel;

import java.nio.ByteBuffer;

/**
 * What a {@link Panel} said of a moment, kept until what comes of it is known. Numbers are places
 * within a limit, in 16 bits.
 */
public final class Said {
  private static final double LEVELS = Short.MAX_VALUE;
  private static final short NOTHING = Short.MIN_VALUE;
  private static final double ERROR = 2; // between places

  private final int contents;
  private final float[] middle; // (contents)
  private final float[] limit; // (contents); 0 where nothing had moved yet
  private final short[] heads; // (contents * heads)
  private final short[] stages; // (contents * stages)
  private final short[] before; // (contents * 2), last known errors
  int part; // of the day

  Said(int contents) {
    this.contents = contents;
    middle = new float[contents];
    limit = new float[contents];
    heads = new short[contents * Panel.HEADS.size()];
    stages = new short[contents * Panel.STAGES];
    before = new short[contents * 2];
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

  void before(int content, int which, double error) {
    before[content * 2 + which] = rounded(error / ERROR);
  }

  double before(int content, int which) {
    return ERROR * place(before[content * 2 + which]);
  }

  private static short rounded(double place) {
    return Double.isNaN(place) ? NOTHING : (short) Math.round(place * LEVELS);
  }

  private static double place(short level) {
    return level == NOTHING ? Double.NaN : level / LEVELS;
  }

  /** Bytes of one. */
  public static int bytes(int contents) {
    int shorts = Panel.HEADS.size() + Panel.STAGES + 2;
    return 1 + contents * (2 * Float.BYTES + Short.BYTES * shorts);
  }

  public void put(ByteBuffer out) {
    out.put((byte) part);
    for (int c = 0; c < contents; c++) {
      out.putFloat(middle[c]).putFloat(limit[c]);
    }
    for (short[] of : new short[][] {heads, stages, before}) {
      for (short x : of) {
        out.putShort(x);
      }
    }
  }

  public static Said get(ByteBuffer in, int contents) {
    Said said = new Said(contents);
    said.part = in.get();
    for (int c = 0; c < contents; c++) {
      said.within(c, in.getFloat(), in.getFloat());
    }
    for (short[] of : new short[][] {said.heads, said.stages, said.before}) {
      for (int i = 0; i < of.length; i++) {
        of[i] = in.getShort();
      }
    }
    return said;
  }
}
