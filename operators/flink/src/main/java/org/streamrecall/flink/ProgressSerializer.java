package org.streamrecall.flink;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

final class ProgressSerializer extends RecordSerializer<Progress> {
  static final ProgressSerializer INSTANCE = new ProgressSerializer();

  private ProgressSerializer() {}

  @Override
  protected void write(Progress value, DataOutputView out) throws IOException {
    out.writeLong(value.appliedUpTo());
    out.writeLong(value.timer());
    out.writeLong(value.deadline());
    out.writeLong(value.bytes());
  }

  @Override
  protected Progress read(DataInputView in) throws IOException {
    return new Progress(in.readLong(), in.readLong(), in.readLong(), in.readLong());
  }

  @Override
  public TypeSerializerSnapshot<Progress> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Public for Flink, which finds it by name in a checkpoint. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Progress> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
