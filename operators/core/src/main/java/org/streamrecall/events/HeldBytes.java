package org.streamrecall.events;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What is written of moments and outcomes that wait: short texts that may be missing, numbers. */
final class HeldBytes {
  private HeldBytes() {}

  /** Bytes of a text of at most 127 bytes of UTF-8, or of null. */
  static int bytes(String text) {
    return 1 + utf8(text).length;
  }

  private static byte[] utf8(String text) {
    return text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
  }

  static void put(String text, ByteBuffer out) {
    byte[] utf8 = utf8(text);
    out.put((byte) (text == null ? -1 : utf8.length)).put(utf8);
  }

  static String text(ByteBuffer in) {
    int length = in.get();
    byte[] utf8 = new byte[Math.max(0, length)];
    in.get(utf8);
    return length < 0 ? null : new String(utf8, StandardCharsets.UTF_8);
  }

  static void put(float[] numbers, ByteBuffer out) {
    for (float x : numbers) {
      out.putFloat(x);
    }
  }

  static float[] floats(ByteBuffer in, int n) {
    float[] numbers = new float[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = in.getFloat();
    }
    return numbers;
  }

  static void put(double[] numbers, ByteBuffer out) {
    for (double x : numbers) {
      out.putDouble(x);
    }
  }

  static double[] doubles(ByteBuffer in, int n) {
    double[] numbers = new double[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = in.getDouble();
    }
    return numbers;
  }

  /** Numbers that are not known yet. */
  static float[] unknown(int n) {
    float[] none = new float[n];
    Arrays.fill(none, Float.NaN);
    return none;
  }

  static boolean isKnown(float[] numbers) {
    for (float x : numbers) {
      if (Float.isNaN(x)) {
        return false;
      }
    }
    return true;
  }
}
