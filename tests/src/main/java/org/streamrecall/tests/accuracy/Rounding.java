package org.streamrecall.tests.accuracy;

/** Numbers as a packed baseline keeps them. All round in place, to nearest. */
enum Rounding {
  /** Unchanged: 4 bytes. */
  F32(4),
  /** 11 significant bits: 2 bytes. Tiny numbers keep theirs, which flatters it. */
  F16(2),
  /** 8 significant bits: 2 bytes. */
  BF16(2),
  /** 255 steps over all numbers at once, scaled by the largest: 1 byte. */
  INT8(1);

  private final int bytes;

  Rounding(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of one number. The one scale of INT8 is not charged. */
  int bytes() {
    return bytes;
  }

  void round(float[] values) {
    switch (this) {
      case F32 -> {}
      case F16 -> keepBits(values, 10);
      case BF16 -> keepBits(values, 7);
      case INT8 -> step(values);
    }
  }

  private static void keepBits(float[] values, int mantissa) {
    int half = 1 << (22 - mantissa);
    for (int i = 0; i < values.length; i++) {
      int bits = Float.floatToIntBits(values[i]);
      values[i] = Float.intBitsToFloat((bits + half) & -(2 * half));
    }
  }

  private static void step(float[] values) {
    float max = 0;
    for (float value : values) {
      max = Math.max(max, Math.abs(value));
    }
    float scale = max / 127;
    for (int i = 0; i < values.length && scale > 0; i++) {
      values[i] = Math.round(values[i] / scale) * scale;
    }
  }
}
