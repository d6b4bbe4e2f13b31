package org.streamrecall.flink;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** An origin as topic, partition (i32), offset and timestamp (i64). */
final class OriginBytes {
  private OriginBytes() {}

  static void write(Origin origin, DataOutputView out) throws IOException {
    StringValue.writeString(origin.topic(), out);
    out.writeInt(origin.partition());
    out.writeLong(origin.offset());
    out.writeLong(origin.timestamp());
  }

  static Origin read(DataInputView in) throws IOException {
    return new Origin(StringValue.readString(in), in.readInt(), in.readLong(), in.readLong());
  }

  static void writeNullable(Origin origin, DataOutputView out) throws IOException {
    out.writeBoolean(origin != null);
    if (origin != null) {
      write(origin, out);
    }
  }

  static Origin readNullable(DataInputView in) throws IOException {
    return in.readBoolean() ? read(in) : null;
  }
}
