package org.streamrecall.flink.serial;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;
import org.streamrecall.flink.Ask;
import org.streamrecall.flink.Codec;
import org.streamrecall.flink.Forget;
import org.streamrecall.flink.Origin;
import org.streamrecall.flink.RecallInput;
import org.streamrecall.flink.Refused;
import org.streamrecall.flink.ShardAsk;
import org.streamrecall.flink.Tell;

/**
 * A kind byte, then the fields of that kind, and last the origin: inputs of one time wait in order
 * of their bytes, and where they were read from comes after what they say.
 */
public final class InputCodec implements Codec<RecallInput> {
  private static final long serialVersionUID = 1;
  private static final StateCodecs.Atoms ATOMS = new StateCodecs.Atoms();

  private static final byte TELL = 0;
  private static final byte ASK = 1;
  private static final byte FORGET = 2;
  private static final byte REFUSED = 3;
  private static final byte SHARD_ASK = 4;

  @Override
  public void write(RecallInput value, DataOutputView out) throws IOException {
    if (value instanceof Tell tell) {
      out.writeByte(TELL);
      StringValue.writeString(tell.context(), out);
      ATOMS.write(tell.atom(), out);
      writeOrigin(tell.origin(), out);
    } else if (value instanceof Ask ask) {
      out.writeByte(ASK);
      writeAsk(ask, out);
    } else if (value instanceof ShardAsk part) {
      out.writeByte(SHARD_ASK);
      StringValue.writeString(part.context(), out);
      out.writeInt(part.salt());
      out.writeInt(part.salts());
      writeAsk(part.ask(), out);
    } else if (value instanceof Forget forget) {
      out.writeByte(FORGET);
      StringValue.writeString(forget.context(), out);
      out.writeLong(forget.time());
    } else if (value instanceof Refused refused) {
      out.writeByte(REFUSED);
      writeRefused(refused, out);
    }
  }

  @Override
  public RecallInput read(DataInputView in) throws IOException {
    byte kind = in.readByte();
    return switch (kind) {
      case TELL -> new Tell(StringValue.readString(in), ATOMS.read(in), readOrigin(in));
      case ASK -> readAsk(in);
      case FORGET -> new Forget(StringValue.readString(in), in.readLong());
      case REFUSED -> readRefused(in);
      case SHARD_ASK ->
          new ShardAsk(StringValue.readString(in), in.readInt(), in.readInt(), readAsk(in));
      default -> throw new IOException("input of kind " + kind + " is none of 0 to " + SHARD_ASK);
    };
  }

  public static void writeAsk(Ask ask, DataOutputView out) throws IOException {
    StringValue.writeString(ask.id(), out);
    StringValue.writeString(ask.context(), out);
    Numbers.write(ask.tag(), out);
    Numbers.write(ask.inputs(), out);
    out.writeLong(ask.time());
    StringValue.writeString(ask.replyTo(), out);
    writeOrigin(ask.origin(), out);
  }

  public static Ask readAsk(DataInputView in) throws IOException {
    return new Ask(
        StringValue.readString(in),
        StringValue.readString(in),
        Numbers.readFloats(in),
        Numbers.readFloats(in),
        in.readLong(),
        StringValue.readString(in),
        readOrigin(in));
  }

  public static void writeRefused(Refused value, DataOutputView out) throws IOException {
    StringValue.writeString(value.context(), out);
    StringValue.writeString(value.kind(), out);
    StringValue.writeString(value.id(), out);
    StringValue.writeString(value.reason(), out);
    writeOrigin(value.origin(), out);
  }

  public static Refused readRefused(DataInputView in) throws IOException {
    return new Refused(
        StringValue.readString(in),
        StringValue.readString(in),
        StringValue.readString(in),
        StringValue.readString(in),
        readOrigin(in));
  }

  static void writeOrigin(Origin origin, DataOutputView out) throws IOException {
    out.writeBoolean(origin != null);
    if (origin != null) {
      StringValue.writeString(origin.topic(), out);
      out.writeInt(origin.partition());
      out.writeLong(origin.offset());
      out.writeLong(origin.timestamp());
    }
  }

  static Origin readOrigin(DataInputView in) throws IOException {
    return in.readBoolean()
        ? new Origin(StringValue.readString(in), in.readInt(), in.readLong(), in.readLong())
        : null;
  }

  /** What was refused, as it leaves. */
  public static final class Refusals implements Codec<Refused> {
    private static final long serialVersionUID = 1;

    @Override
    public void write(Refused value, DataOutputView out) throws IOException {
      writeRefused(value, out);
    }

    @Override
    public Refused read(DataInputView in) throws IOException {
      return readRefused(in);
    }
  }
}
