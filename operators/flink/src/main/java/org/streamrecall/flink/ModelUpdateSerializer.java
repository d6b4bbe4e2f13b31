package org.streamrecall.flink;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

final class ModelUpdateSerializer extends RecordSerializer<ModelUpdate> {
  static final ModelUpdateSerializer INSTANCE = new ModelUpdateSerializer();

  private ModelUpdateSerializer() {}

  @Override
  protected void write(ModelUpdate value, DataOutputView out) throws IOException {
    StringValue.writeString(value.name(), out);
    MemorySerializer.INSTANCE.write(value.safetensors(), out);
    out.writeLong(value.effectiveFrom());
    StringValue.writeString(value.fault(), out);
  }

  @Override
  protected ModelUpdate read(DataInputView in) throws IOException {
    return new ModelUpdate(
        StringValue.readString(in),
        MemorySerializer.INSTANCE.read(in),
        in.readLong(),
        StringValue.readString(in));
  }

  @Override
  public TypeSerializerSnapshot<ModelUpdate> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Public for Flink, which finds it by name in a checkpoint. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<ModelUpdate> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
