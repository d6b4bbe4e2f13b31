package org.streamrecall.measure;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Little-endian numbers at a place in a byte array. */
final class Packed {
  private static final VarHandle SHORT = handle(short[].class);
  private static final VarHandle INT = handle(int[].class);
  private static final VarHandle LONG = handle(long[].class);
  private static final VarHandle FLOAT = handle(float[].class);
  private static final VarHandle DOUBLE = handle(double[].class);
  private static final int NO_REF = 255;
  private static final byte[] NOTHING = {};

  /** Bytes of a reference: its length, then its UTF-8. */
  static final int REF_BYTES = 1 + Atom.MAX_REF_BYTES;

  private Packed() {}

  private static VarHandle handle(Class<?> array) {
    return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
  }

  static short getShort(byte[] bytes, int at) {
    return (short) SHORT.get(bytes, at);
  }

  static void putShort(byte[] bytes, int at, int value) {
    SHORT.set(bytes, at, (short) value);
  }

  /** The i-th of 12-bit numbers, two in three bytes, the lower bits first. */
  static int getTwelve(byte[] bytes, int at, int i) {
    int place = at + (3 * i >> 1);
    return (i & 1) == 0
        ? (bytes[place] & 0xff | bytes[place + 1] << 8) << 20 >> 20
        : (bytes[place] & 0xff) >> 4 | bytes[place + 1] << 4;
  }

  /** Writes the i-th, to be called in order; the four bits behind it are zero then. */
  static void putTwelve(byte[] bytes, int at, int i, int value) {
    int place = at + (3 * i >> 1);
    if ((i & 1) == 0) {
      bytes[place] = (byte) value;
      bytes[place + 1] = (byte) (value >> 8 & 0xf);
    } else {
      bytes[place] |= (byte) (value << 4);
      bytes[place + 1] = (byte) (value >> 4);
    }
  }

  static int getInt(byte[] bytes, int at) {
    return (int) INT.get(bytes, at);
  }

  static void putInt(byte[] bytes, int at, int value) {
    INT.set(bytes, at, value);
  }

  static long getLong(byte[] bytes, int at) {
    return (long) LONG.get(bytes, at);
  }

  static void putLong(byte[] bytes, int at, long value) {
    LONG.set(bytes, at, value);
  }

  static float getFloat(byte[] bytes, int at) {
    return (float) FLOAT.get(bytes, at);
  }

  /** Writes a 32-bit number; never a negative zero, which is not told from zero when read back. */
  static void putFloat(byte[] bytes, int at, double value) {
    FLOAT.set(bytes, at, (float) value + 0f);
  }

  static void putFloats(byte[] bytes, int at, double[] values, int n) {
    for (int i = 0; i < n; i++) {
      putFloat(bytes, at + 4 * i, values[i]);
    }
  }

  static void getFloats(byte[] bytes, int at, double[] values, int n) {
    for (int i = 0; i < n; i++) {
      values[i] = getFloat(bytes, at + 4 * i);
    }
  }

  static double getDouble(byte[] bytes, int at) {
    return (double) DOUBLE.get(bytes, at);
  }

  static void putDouble(byte[] bytes, int at, double value) {
    DOUBLE.set(bytes, at, value);
  }

  /** Writes a reference and returns the place behind it. */
  static int putRef(byte[] bytes, int at, String ref) {
    byte[] text = text(ref);
    bytes[at] = (byte) (ref == null ? NO_REF : text.length);
    System.arraycopy(text, 0, bytes, at + 1, text.length);
    return at + 1 + text.length;
  }

  /** The same, and zeros up to {@link #REF_BYTES}. */
  static void putPaddedRef(byte[] bytes, int at, String ref) {
    Arrays.fill(bytes, putRef(bytes, at, ref), at + REF_BYTES, (byte) 0);
  }

  /** Bytes that a reference takes. */
  static int refBytes(String ref) {
    return 1 + text(ref).length;
  }

  /** Bytes that the reference there takes. */
  static int refBytes(byte[] bytes, int at) {
    int length = bytes[at] & 0xff;
    return length == NO_REF ? 1 : 1 + length;
  }

  private static byte[] text(String ref) {
    return ref == null ? NOTHING : ref.getBytes(StandardCharsets.UTF_8);
  }

  /** Whether there is a reference, or none, that would be written back as the same bytes. */
  static boolean isRef(byte[] bytes, int at) {
    int length = bytes[at] & 0xff;
    if (length == NO_REF) {
      return true;
    }
    if (length > Atom.MAX_REF_BYTES || length > bytes.length - at - 1) {
      return false;
    }
    for (int i = at + 1; i <= at + length; i++) {
      if (bytes[i] < 0) { // not ASCII
        byte[] again = getRef(bytes, at).getBytes(StandardCharsets.UTF_8);
        return Arrays.equals(again, 0, again.length, bytes, at + 1, at + 1 + length);
      }
    }
    return true;
  }

  static String getRef(byte[] bytes, int at) {
    int length = bytes[at] & 0xff;
    return length == NO_REF ? null : new String(bytes, at + 1, length, StandardCharsets.UTF_8);
  }
}
