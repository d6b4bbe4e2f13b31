package org.streamrecall.flink;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;
import org.streamrecall.model.Token;

/** A token as its user sent it: not validated, so that a bad one still reaches its refusal. */
final class TokenSerializer extends RecordSerializer<Token> {
  static final TokenSerializer INSTANCE = new TokenSerializer();

  private TokenSerializer() {}

  @Override
  protected void write(Token value, DataOutputView out) throws IOException {
    StringValue.writeString(value.context(), out);
    Floats.write(value.tag(), out);
    Floats.write(value.content(), out);
    out.writeLong(value.time());
    out.writeDouble(value.weight());
    StringValue.writeString(value.ref(), out);
  }

  @Override
  protected Token read(DataInputView in) throws IOException {
    return new Token(
        StringValue.readString(in),
        Floats.read(in),
        Floats.read(in),
        in.readLong(),
        in.readDouble(),
        StringValue.readString(in));
  }

  @Override
  public TypeSerializerSnapshot<Token> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Public for Flink, which finds it by name in a checkpoint. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Token> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
