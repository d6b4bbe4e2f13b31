package org.streamrecall.flink;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/**
 * A kind byte, then the fields of that kind, and last the origin where there is one: inputs of one
 * time wait in order of their bytes, and where they were read from comes after what they say.
 */
final class InputSerializer extends RecordSerializer<RecallInput> {
  static final InputSerializer INSTANCE = new InputSerializer();

  private static final byte TELL = 0;
  private static final byte ASK = 1;
  private static final byte FORGET = 2;
  private static final byte REFUSED = 3;
  private static final byte TELL_FROM = 4;
  private static final byte ASK_FROM = 5;
  private static final byte SHARD_ASK = 6;

  private InputSerializer() {}

  @Override
  protected void write(RecallInput value, DataOutputView out) throws IOException {
    if (value instanceof Tell tell) {
      out.writeByte(tell.origin() == null ? TELL : TELL_FROM);
      StringValue.writeString(tell.context(), out);
      AtomSerializer.INSTANCE.write(tell.atom(), out);
      writeOrigin(tell.origin(), out);
    } else if (value instanceof Ask ask) {
      out.writeByte(ask.origin() == null ? ASK : ASK_FROM);
      writeAsk(ask, out);
      writeOrigin(ask.origin(), out);
    } else if (value instanceof ShardAsk part) {
      out.writeByte(SHARD_ASK);
      StringValue.writeString(part.context(), out);
      out.writeInt(part.salt());
      out.writeInt(part.salts());
      writeWhole(part.ask(), out);
    } else if (value instanceof Forget forget) {
      out.writeByte(FORGET);
      StringValue.writeString(forget.context(), out);
      out.writeLong(forget.time());
    } else if (value instanceof Refused refused) {
      out.writeByte(REFUSED);
      RefusedSerializer.INSTANCE.write(refused, out);
    }
  }

  @Override
  protected RecallInput read(DataInputView in) throws IOException {
    byte kind = in.readByte();
    return switch (kind) {
      case TELL -> new Tell(StringValue.readString(in), AtomSerializer.INSTANCE.read(in));
      case TELL_FROM ->
          new Tell(
              StringValue.readString(in), AtomSerializer.INSTANCE.read(in), OriginBytes.read(in));
      case ASK -> readAsk(in, false);
      case ASK_FROM -> readAsk(in, true);
      case FORGET -> new Forget(StringValue.readString(in), in.readLong());
      case REFUSED -> RefusedSerializer.INSTANCE.read(in);
      case SHARD_ASK ->
          new ShardAsk(StringValue.readString(in), in.readInt(), in.readInt(), readWhole(in));
      default -> throw new IOException("input of kind " + kind + " is none of 0 to " + SHARD_ASK);
    };
  }

  private static void writeAsk(Ask ask, DataOutputView out) throws IOException {
    StringValue.writeString(ask.id(), out);
    StringValue.writeString(ask.context(), out);
    Floats.write(ask.tag(), out);
    Floats.write(ask.inputs(), out);
    out.writeLong(ask.time());
    StringValue.writeString(ask.replyTo(), out);
  }

  /** A question within something else. */
  static void writeWhole(Ask ask, DataOutputView out) throws IOException {
    out.writeBoolean(ask.origin() != null);
    writeAsk(ask, out);
    writeOrigin(ask.origin(), out);
  }

  static Ask readWhole(DataInputView in) throws IOException {
    return readAsk(in, in.readBoolean());
  }

  private static void writeOrigin(Origin origin, DataOutputView out) throws IOException {
    if (origin != null) {
      OriginBytes.write(origin, out);
    }
  }

  private static Ask readAsk(DataInputView in, boolean from) throws IOException {
    return new Ask(
        StringValue.readString(in),
        StringValue.readString(in),
        Floats.read(in),
        Floats.read(in),
        in.readLong(),
        StringValue.readString(in),
        from ? OriginBytes.read(in) : null);
  }

  @Override
  public TypeSerializerSnapshot<RecallInput> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Public for Flink, which finds it by name in a checkpoint. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<RecallInput> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
