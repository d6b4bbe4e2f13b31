package org.streamrecall.panel;

import java.nio.ByteBuffer;

/**
 * What a {@link Panel} said of a moment, kept until what comes of it is known. Numbers are places
 * within a limit, in 16 bits; of contents far ahead, of which many moments wait, their roots in 8.
 */
public final class Said {
  /** Moments ahead of which more is kept. */
  private static final int NEAR = 8;

  private static final int PLACES = Panel.HEADS.size() + Panel.STAGES + 1; // of a content

  private static final double LEVELS = Short.MAX_VALUE;
  private static final double ROOTS = Byte.MAX_VALUE;
  private static final short NOTHING = Short.MIN_VALUE;
  private static final double ERROR = 2; // between places

  private final int[] ahead; // (contents) moments until each is known
  private final float[] middle; // (contents)
  private final float[] limit; // (contents); 0 where nothing had moved yet
  private final short[] heads; // (contents * heads)
  private final short[] stages; // (contents * stages)
  private final short[] before; // (contents), last known errors

  /**
   * With nothing said.
   *
   * @param ahead moments until each content is known, (contents)
   */
  public Said(int[] ahead) {
    this.ahead = ahead;
    int contents = ahead.length;
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
    heads[content * Panel.HEADS.size() + head] = rounded(content, place);
  }

  /**
   * @param out (heads) places, NaN of those that said nothing
   */
  void heads(int content, double[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = placed(content, heads[content * out.length + i]);
    }
  }

  void stage(int content, int stage, double place) {
    stages[content * Panel.STAGES + stage] = rounded(content, Math.max(-1, Math.min(1, place)));
  }

  /**
   * @param out (stages)
   */
  void stages(int content, double[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = placed(content, stages[content * Panel.STAGES + i]);
    }
  }

  void before(int content, double error) {
    before[content] = rounded(content, error / ERROR);
  }

  double before(int content) {
    return ERROR * placed(content, before[content]);
  }

  private static boolean isFar(int ahead) {
    return ahead > NEAR;
  }

  private short rounded(int content, double place) {
    if (Double.isNaN(place)) {
      return NOTHING;
    }
    return (short)
        (isFar(ahead[content])
            ? Math.round(Math.copySign(Math.sqrt(Math.abs(place)), place) * ROOTS)
            : Math.round(place * LEVELS));
  }

  private double placed(int content, short level) {
    if (level == NOTHING) {
      return Double.NaN;
    }
    if (isFar(ahead[content])) {
      double root = level / ROOTS;
      return root * Math.abs(root);
    }
    return level / LEVELS;
  }

  /**
   * Bytes of what was said of a content.
   *
   * @param ahead moments until it is known
   */
  public static int bytes(int ahead) {
    return 2 * Float.BYTES + (isFar(ahead) ? Byte.BYTES : Short.BYTES) * PLACES;
  }

  /** Writes what was said of a content. */
  public void put(int content, ByteBuffer out) {
    out.putFloat(middle[content]).putFloat(limit[content]);
    for (short[] of : new short[][] {heads, stages, before}) {
      int each = of.length / middle.length;
      for (int i = content * each; i < (content + 1) * each; i++) {
        if (isFar(ahead[content])) {
          out.put((byte) (of[i] == NOTHING ? Byte.MIN_VALUE : of[i]));
        } else {
          out.putShort(of[i]);
        }
      }
    }
  }

  /** Reads what {@link #put} wrote. */
  public void get(int content, ByteBuffer in) {
    within(content, in.getFloat(), in.getFloat());
    for (short[] of : new short[][] {heads, stages, before}) {
      int each = of.length / middle.length;
      for (int i = content * each; i < (content + 1) * each; i++) {
        if (isFar(ahead[content])) {
          byte level = in.get();
          of[i] = level == Byte.MIN_VALUE ? NOTHING : level;
        } else {
          of[i] = in.getShort();
        }
      }
    }
  }
}
