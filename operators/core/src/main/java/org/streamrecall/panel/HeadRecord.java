package org.streamrecall.panel;

import java.nio.ByteBuffer;

/** What has been learned of how one content is foretold. */
final class HeadRecord {
  private static final int GROWN = 250; // outcomes before which corrections harm
  private static final double UNIT = 1 / (Panel.BOUND * Panel.BOUND); // of squared deviations
  private static final int OLD = 400; // and parts of the day

  final Aggregation plain = new Aggregation(Panel.FIRST, UNIT);
  final Aggregation[] parts;
  final Aggregation mixed = new Aggregation(Panel.STAGES);
  final Correction correction = new Correction();
  final Correction partCorrection = new Correction();
  int outcomes;
  float peak; // how far contents go now and then

  HeadRecord(int parts) {
    this.parts = new Aggregation[parts];
    for (int p = 0; p < parts; p++) {
      this.parts[p] = new Aggregation(Panel.FIRST, UNIT);
    }
  }

  static int bytes(int parts) {
    return Short.BYTES
        + Float.BYTES
        + (1 + parts) * Aggregation.bytes(Panel.HEADS.size())
        + Aggregation.bytes(Panel.STAGES)
        + 2 * Correction.BYTES;
  }

  void clear() {
    outcomes = 0;
    peak = 0;
    plain.clear();
    mixed.clear();
    correction.clear();
    partCorrection.clear();
    for (Aggregation part : parts) {
      part.clear();
    }
  }

  void put(ByteBuffer out) {
    out.putShort((short) outcomes).putFloat(peak);
    plain.put(out);
    mixed.put(out);
    correction.put(out);
    partCorrection.put(out);
    for (Aggregation part : parts) {
      part.put(out);
    }
  }

  void get(ByteBuffer in) {
    outcomes = in.getShort();
    peak = in.getFloat();
    plain.get(in);
    mixed.get(in);
    correction.get(in);
    partCorrection.get(in);
    for (Aggregation part : parts) {
      part.get(in);
    }
  }

  void judged() {
    outcomes = Math.min(OLD + 1, outcomes + 1);
  }

  /** How many stages count: corrections harm where little is known of errors. */
  int stages() {
    int stages = outcomes > GROWN ? Panel.CORRECTED + 1 : 1;
    return parts.length > 0 && outcomes > OLD ? Panel.STAGES : stages;
  }
}
