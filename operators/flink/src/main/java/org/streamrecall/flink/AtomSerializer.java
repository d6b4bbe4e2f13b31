package org.streamrecall.flink;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;
import org.streamrecall.measure.Atom;

/** One element of a context's recent tokens. */
final class AtomSerializer extends RecordSerializer<Atom> {
  static final AtomSerializer INSTANCE = new AtomSerializer();

  private AtomSerializer() {}

  @Override
  protected void write(Atom value, DataOutputView out) throws IOException {
    Floats.write(value.tag(), out);
    Floats.write(value.content(), out);
    out.writeDouble(value.mass());
    out.writeLong(value.time());
    StringValue.writeString(value.ref(), out);
  }

  @Override
  protected Atom read(DataInputView in) throws IOException {
    return new Atom(
        Floats.read(in),
        Floats.read(in),
        in.readDouble(),
        in.readLong(),
        StringValue.readString(in));
  }

  @Override
  public TypeSerializerSnapshot<Atom> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Public for Flink, which finds it by name in a checkpoint. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Atom> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
