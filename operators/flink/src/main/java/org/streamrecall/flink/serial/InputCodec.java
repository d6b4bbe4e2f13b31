package org.streamrecall.flink.serial;

import static org.apache.flink.types.StringValue.readString;
import static org.apache.flink.types.StringValue.writeString;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.streamrecall.flink.Ask;
import org.streamrecall.flink.Codec;
import org.streamrecall.flink.Forget;
import org.streamrecall.flink.Origin;
import org.streamrecall.flink.RecallInput;
import org.streamrecall.flink.Refused;
import org.streamrecall.flink.ShardAsk;
import org.streamrecall.flink.Tell;
import org.streamrecall.model.Query;

/**
 * A kind byte, then the fields of that kind, and last the origin: inputs of one time wait in order
 * of their bytes, and where they were read from comes after what they say.
 */
public record InputCodec() implements Codec<RecallInput> {
  private static final StateCodecs.Atoms ATOMS = new StateCodecs.Atoms();
  private static final SentCodecs.Queries QUERIES = new SentCodecs.Queries();
  private static final Refusals REFUSALS = new Refusals();

  private static final byte TELL = 0;
  private static final byte ASK = 1;
  private static final byte FORGET = 2;
  private static final byte REFUSED = 3;
  private static final byte SHARD_ASK = 4;

  @Override
  public void write(RecallInput value, DataOutputView out) throws IOException {
    if (value instanceof Tell tell) {
      out.writeByte(TELL);
      writeString(tell.context(), out);
      ATOMS.write(tell.atom(), out);
      writeOrigin(tell.origin(), out);
    } else if (value instanceof Ask ask) {
      out.writeByte(ASK);
      writeAsk(ask, out);
    } else if (value instanceof ShardAsk part) {
      out.writeByte(SHARD_ASK);
      writeString(part.context(), out);
      out.writeInt(part.salt());
      out.writeInt(part.salts());
      writeAsk(part.ask(), out);
    } else if (value instanceof Forget forget) {
      out.writeByte(FORGET);
      writeString(forget.context(), out);
      out.writeLong(forget.time());
    } else if (value instanceof Refused refused) {
      out.writeByte(REFUSED);
      REFUSALS.write(refused, out);
    }
  }

  @Override
  public RecallInput read(DataInputView in) throws IOException {
    byte kind = in.readByte();
    return switch (kind) {
      case TELL -> new Tell(readString(in), ATOMS.read(in), readOrigin(in));
      case ASK -> readAsk(in);
      case FORGET -> new Forget(readString(in), in.readLong());
      case REFUSED -> REFUSALS.read(in);
      case SHARD_ASK -> new ShardAsk(readString(in), in.readInt(), in.readInt(), readAsk(in));
      default -> throw new IOException("input of kind " + kind + " is none of 0 to " + SHARD_ASK);
    };
  }

  /** A query, and where it was read from. */
  public static void writeAsk(Ask ask, DataOutputView out) throws IOException {
    QUERIES.write(
        new Query(ask.id(), ask.context(), ask.tag(), ask.inputs(), ask.time(), ask.replyTo()),
        out);
    writeOrigin(ask.origin(), out);
  }

  public static Ask readAsk(DataInputView in) throws IOException {
    Query of = QUERIES.read(in);
    return new Ask(
        of.id(), of.context(), of.tag(), of.inputs(), of.time(), of.replyTo(), readOrigin(in));
  }

  /** Whether it is known, and where. */
  static void writeOrigin(Origin origin, DataOutputView out) throws IOException {
    out.writeBoolean(origin != null);
    if (origin != null) {
      writeString(origin.topic(), out);
      out.writeInt(origin.partition());
      out.writeLong(origin.offset());
      out.writeLong(origin.timestamp());
    }
  }

  static Origin readOrigin(DataInputView in) throws IOException {
    return in.readBoolean()
        ? new Origin(readString(in), in.readInt(), in.readLong(), in.readLong())
        : null;
  }

  /** What was refused, as it leaves. */
  public record Refusals() implements Codec<Refused> {
    @Override
    public void write(Refused value, DataOutputView out) throws IOException {
      writeString(value.context(), out);
      writeString(value.kind(), out);
      writeString(value.id(), out);
      writeString(value.reason(), out);
      writeOrigin(value.origin(), out);
    }

    @Override
    public Refused read(DataInputView in) throws IOException {
      return new Refused(
          readString(in), readString(in), readString(in), readString(in), readOrigin(in));
    }
  }
}
