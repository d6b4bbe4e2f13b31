package org.streamrecall.flink.salt;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;
import org.streamrecall.flink.Ask;
import org.streamrecall.flink.Codec;
import org.streamrecall.flink.serial.InputCodec;
import org.streamrecall.model.Status;

final class SaidCodec implements Codec<Said> {
  private static final long serialVersionUID = 1;

  @Override
  public void write(Said value, DataOutputView out) throws IOException {
    out.writeBoolean(value.ask() != null);
    if (value.ask() != null) {
      InputCodec.writeAsk(value.ask(), out);
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
      InputCodec.writeRefused(value.refused(), out);
    }
  }

  @Override
  public Said read(DataInputView in) throws IOException {
    Ask ask = in.readBoolean() ? InputCodec.readAsk(in) : null;
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
        in.readBoolean() ? InputCodec.readRefused(in) : null);
  }
}
