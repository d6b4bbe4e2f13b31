package org.streamrecall.flink;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

final class RefusedSerializer extends RecordSerializer<Refused> {
  static final RefusedSerializer INSTANCE = new RefusedSerializer();

  private RefusedSerializer() {}

  @Override
  protected void write(Refused value, DataOutputView out) throws IOException {
    StringValue.writeString(value.context(), out);
    StringValue.writeString(value.kind(), out);
    StringValue.writeString(value.id(), out);
    StringValue.writeString(value.reason(), out);
    OriginBytes.writeNullable(value.origin(), out);
  }

  @Override
  protected Refused read(DataInputView in) throws IOException {
    return new Refused(
        StringValue.readString(in),
        StringValue.readString(in),
        StringValue.readString(in),
        StringValue.readString(in),
        OriginBytes.readNullable(in));
  }

  @Override
  public TypeSerializerSnapshot<Refused> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Public for Flink, which finds it by name in a checkpoint. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Refused> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
