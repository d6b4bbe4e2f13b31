package org.streamrecall.panel;

import java.nio.ByteBuffer;

/** What has been learned of how one content is foretold. */
final class HeadRecord {
  private static final int GROWN = 250; // outcomes before which the correction harms
  static final double UNIT = 1 / (Panel.BOUND * Panel.BOUND); // of squared deviations

  static final int BYTES =
      Short.BYTES
          + Float.BYTES
          + Aggregation.bytes(Panel.HEADS.size())
          + Aggregation.bytes(Panel.STAGES)
          + Correction.BYTES;

  final Aggregation plain;
  final Aggregation mixed;
  final Correction correction;
  private int outcomes;
  float peak; // how far contents go now and then

  /**
   * @param ahead moments until a content is known, at least 1
   */
  HeadRecord(int ahead) {
    plain = new Aggregation(Panel.FIRST, UNIT, ahead);
    mixed = new Aggregation(new double[Panel.STAGES], 1, ahead);
    correction = new Correction(ahead);
  }

  /** What the next new keys start from, as {@link Aggregation#startFrom} has it; or null. */
  void startFrom(double[] errors) {
    plain.startFrom(errors);
  }

  void clear() {
    outcomes = 0;
    peak = 0;
    plain.clear();
    mixed.clear();
    correction.clear();
  }

  void put(ByteBuffer out) {
    out.putShort((short) outcomes).putFloat(peak);
    plain.put(out);
    mixed.put(out);
    correction.put(out);
  }

  void get(ByteBuffer in) {
    outcomes = in.getShort();
    peak = in.getFloat();
    plain.get(in);
    mixed.get(in);
    correction.get(in);
  }

  void judged() {
    outcomes = Math.min(GROWN + 1, outcomes + 1);
  }

  /** How many stages count: a correction harms where little is known of errors. */
  int stages() {
    return outcomes > GROWN ? Panel.STAGES : 1;
  }
}
