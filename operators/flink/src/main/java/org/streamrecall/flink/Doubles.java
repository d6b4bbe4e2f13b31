package org.streamrecall.flink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * double[] as length (i32, -1 for null) and little-endian bytes, copied in bulk: the order is fixed
 * so that state moves between machines, and it is the common machines' own.
 */
final class Doubles {
  private Doubles() {}

  static void write(double[] values, DataOutputView out) throws IOException {
    if (values == null) {
      out.writeInt(-1);
      return;
    }
    out.writeInt(values.length);
    byte[] bytes = new byte[Double.BYTES * values.length];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().put(values);
    out.write(bytes);
  }

  static double[] read(DataInputView in) throws IOException {
    int length = in.readInt();
    if (length < 0) {
      return null;
    }
    byte[] bytes = new byte[Double.BYTES * length];
    in.readFully(bytes);
    double[] values = new double[length];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(values);
    return values;
  }
}
