package org.streamrecall.flink;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;
import org.streamrecall.events.JudgedOutcome;

final class JudgedOutcomeSerializer extends RecordSerializer<JudgedOutcome> {
  static final JudgedOutcomeSerializer INSTANCE = new JudgedOutcomeSerializer();

  private JudgedOutcomeSerializer() {}

  @Override
  protected void write(JudgedOutcome value, DataOutputView out) throws IOException {
    StringValue.writeString(value.key(), out);
    StringValue.writeString(value.id(), out);
    out.writeLong(value.time());
    Doubles.write(value.foretold(), out);
    out.writeDouble(value.surprise());
  }

  @Override
  protected JudgedOutcome read(DataInputView in) throws IOException {
    return new JudgedOutcome(
        StringValue.readString(in),
        StringValue.readString(in),
        in.readLong(),
        Doubles.read(in),
        in.readDouble());
  }

  @Override
  public TypeSerializerSnapshot<JudgedOutcome> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Public for Flink, which finds it by name in a checkpoint. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<JudgedOutcome> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
