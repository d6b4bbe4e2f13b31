package org.streamrecall.flink;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;
import org.streamrecall.model.Status;

final class SaidSerializer extends RecordSerializer<Said> {
  static final SaidSerializer INSTANCE = new SaidSerializer();

  private SaidSerializer() {}

  @Override
  protected void write(Said value, DataOutputView out) throws IOException {
    out.writeBoolean(value.ask() != null);
    if (value.ask() != null) {
      InputSerializer.writeWhole(value.ask(), out);
    }
    out.writeInt(value.salt());
    out.writeInt(value.salts());
    StringValue.writeString(value.status().name(), out);
    out.writeInt(value.voices().size());
    for (Said.Voice voice : value.voices()) {
      StringValue.writeString(voice.model(), out);
      PartialAnswers.write(voice.answer(), out);
    }
    out.writeBoolean(value.shadow() != null);
    if (value.shadow() != null) {
      PartialAnswers.write(value.shadow(), out);
    }
    out.writeBoolean(value.refused() != null);
    if (value.refused() != null) {
      RefusedSerializer.INSTANCE.write(value.refused(), out);
    }
  }

  @Override
  protected Said read(DataInputView in) throws IOException {
    Ask ask = in.readBoolean() ? InputSerializer.readWhole(in) : null;
    int salt = in.readInt();
    int salts = in.readInt();
    Status status = Status.valueOf(StringValue.readString(in));
    List<Said.Voice> voices = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      voices.add(new Said.Voice(StringValue.readString(in), PartialAnswers.read(in)));
    }
    return new Said(
        ask,
        salt,
        salts,
        status,
        voices,
        in.readBoolean() ? PartialAnswers.read(in) : null,
        in.readBoolean() ? RefusedSerializer.INSTANCE.read(in) : null);
  }

  @Override
  public TypeSerializerSnapshot<Said> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Public for Flink, which finds it by name in a checkpoint. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Said> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
