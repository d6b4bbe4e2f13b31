package org.streamrecall.flink.serial;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Arrays of numbers as length (i32, -1 for null) and little-endian bytes, copied in bulk: the order
 * is fixed so that state moves between machines, and it is the common machines' own.
 */
public final class Numbers {
  private Numbers() {}

  public static void write(float[] values, DataOutputView out) throws IOException {
    ByteBuffer bytes = start(values == null ? -1 : values.length, Float.BYTES, out);
    if (values != null) {
      bytes.asFloatBuffer().put(values);
      out.write(bytes.array());
    }
  }

  public static void write(double[] values, DataOutputView out) throws IOException {
    ByteBuffer bytes = start(values == null ? -1 : values.length, Double.BYTES, out);
    if (values != null) {
      bytes.asDoubleBuffer().put(values);
      out.write(bytes.array());
    }
  }

  public static float[] readFloats(DataInputView in) throws IOException {
    int length = in.readInt();
    if (length < 0) {
      return null;
    }
    float[] values = new float[length];
    bytes(length * Float.BYTES, in).asFloatBuffer().get(values);
    return values;
  }

  public static double[] readDoubles(DataInputView in) throws IOException {
    int length = in.readInt();
    if (length < 0) {
      return null;
    }
    double[] values = new double[length];
    bytes(length * Double.BYTES, in).asDoubleBuffer().get(values);
    return values;
  }

  private static ByteBuffer start(int length, int size, DataOutputView out) throws IOException {
    out.writeInt(length);
    return ByteBuffer.allocate(Math.max(0, length) * size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static ByteBuffer bytes(int length, DataInputView in) throws IOException {
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
