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
 * A kind byte, then the fields of that kind, and last the origin where there is one: inputs of one
 * time wait in order of their bytes, and where they were read from comes after what they say.
 */
public final class InputCodec implements Codec<RecallInput> {
  private static final long serialVersionUID = 1;
  private static final StateCodecs.Atoms ATOMS = new StateCodecs.Atoms();

  private static final byte TELL = 0;
  private static final byte ASK = 1;
  private static final byte FORGET = 2;
  private static final byte REFUSED = 3;
  private static final byte TELL_FROM = 4;
  private static final byte ASK_FROM = 5;
  private static final byte SHARD_ASK = 6;

  @Override
  public void write(RecallInput value, DataOutputView out) throws IOException {
    if (value instanceof Tell tell) {
      out.writeByte(tell.origin() == null ? TELL : TELL_FROM);
      StringValue.writeString(tell.context(), out);
      ATOMS.write(tell.atom(), out);
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
      writeRefused(refused, out);
    }
  }

  @Override
  public RecallInput read(DataInputView in) throws IOException {
    byte kind = in.readByte();
    return switch (kind) {
      case TELL -> new Tell(StringValue.readString(in), ATOMS.read(in));
      case TELL_FROM -> new Tell(StringValue.readString(in), ATOMS.read(in), readOrigin(in));
      case ASK -> readAsk(in, false);
      case ASK_FROM -> readAsk(in, true);
      case FORGET -> new Forget(StringValue.readString(in), in.readLong());
      case REFUSED -> readRefused(in);
      case SHARD_ASK ->
          new ShardAsk(StringValue.readString(in), in.readInt(), in.readInt(), readWhole(in));
      default -> throw new IOException("input of kind " + kind + " is none of 0 to " + SHARD_ASK);
    };
  }

  private static void writeAsk(Ask ask, DataOutputView out) throws IOException {
    StringValue.writeString(ask.id(), out);
    StringValue.writeString(ask.context(), out);
    Numbers.write(ask.tag(), out);
    Numbers.write(ask.inputs(), out);
    out.writeLong(ask.time());
    StringValue.writeString(ask.replyTo(), out);
  }

  private static Ask readAsk(DataInputView in, boolean from) throws IOException {
    return new Ask(
        StringValue.readString(in),
        StringValue.readString(in),
        Numbers.readFloats(in),
        Numbers.readFloats(in),
        in.readLong(),
        StringValue.readString(in),
        from ? readOrigin(in) : null);
  }

  /** A question within something else. */
  public static void writeWhole(Ask ask, DataOutputView out) throws IOException {
    out.writeBoolean(ask.origin() != null);
    writeAsk(ask, out);
    writeOrigin(ask.origin(), out);
  }

  public static Ask readWhole(DataInputView in) throws IOException {
    return readAsk(in, in.readBoolean());
  }

  public static void writeRefused(Refused value, DataOutputView out) throws IOException {
    StringValue.writeString(value.context(), out);
    StringValue.writeString(value.kind(), out);
    StringValue.writeString(value.id(), out);
    StringValue.writeString(value.reason(), out);
    out.writeBoolean(value.origin() != null);
    writeOrigin(value.origin(), out);
  }

  public static Refused readRefused(DataInputView in) throws IOException {
    return new Refused(
        StringValue.readString(in),
        StringValue.readString(in),
        StringValue.readString(in),
        StringValue.readString(in),
        in.readBoolean() ? readOrigin(in) : null);
  }

  static void writeOrigin(Origin origin, DataOutputView out) throws IOException {
    if (origin != null) {
      StringValue.writeString(origin.topic(), out);
      out.writeInt(origin.partition());
      out.writeLong(origin.offset());
      out.writeLong(origin.timestamp());
    }
  }

  static Origin readOrigin(DataInputView in) throws IOException {
    return new Origin(StringValue.readString(in), in.readInt(), in.readLong(), in.readLong());
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
