package org.streamrecall.flink.order;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.streamrecall.flink.Codec;

/**
 * Where some of what waits for a time stands.
 *
 * @param number 0 for what came last, to which more is added; from 1 on for what is full
 */
record Slot(long time, int number) {
  static final class OfSlot implements Codec<Slot> {
    private static final long serialVersionUID = 1;

    @Override
    public void write(Slot value, DataOutputView out) throws IOException {
      out.writeLong(value.time);
      out.writeInt(value.number);
    }

    @Override
    public Slot read(DataInputView in) throws IOException {
      return new Slot(in.readLong(), in.readInt());
    }
  }
}
