package org.streamrecall.flink;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A context's packed bytes: nobody writes into them, so that a copy is the array itself. */
final class MemorySerializer extends RecordSerializer<byte[]> {
  static final MemorySerializer INSTANCE = new MemorySerializer();

  private MemorySerializer() {}

  @Override
  protected void write(byte[] value, DataOutputView out) throws IOException {
    out.writeInt(value.length);
    out.write(value);
  }

  @Override
  protected byte[] read(DataInputView in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return bytes;
  }

  @Override
  public TypeSerializerSnapshot<byte[]> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Public for Flink, which finds it by name in a checkpoint. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<byte[]> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
