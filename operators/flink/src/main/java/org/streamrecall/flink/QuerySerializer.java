package org.streamrecall.flink;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;
import org.streamrecall.model.Query;

final class QuerySerializer extends RecordSerializer<Query> {
  static final QuerySerializer INSTANCE = new QuerySerializer();

  private QuerySerializer() {}

  @Override
  protected void write(Query value, DataOutputView out) throws IOException {
    StringValue.writeString(value.id(), out);
    StringValue.writeString(value.context(), out);
    Floats.write(value.tag(), out);
    Floats.write(value.inputs(), out);
    out.writeLong(value.time());
    StringValue.writeString(value.replyTo(), out);
  }

  @Override
  protected Query read(DataInputView in) throws IOException {
    return new Query(
        StringValue.readString(in),
        StringValue.readString(in),
        Floats.read(in),
        Floats.read(in),
        in.readLong(),
        StringValue.readString(in));
  }

  @Override
  public TypeSerializerSnapshot<Query> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Public for Flink, which finds it by name in a checkpoint. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Query> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
