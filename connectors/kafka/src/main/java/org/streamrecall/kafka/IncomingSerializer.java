package org.streamrecall.kafka;

import java.io.IOException;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;
import org.streamrecall.flink.RecallInput;
import org.streamrecall.flink.RecallTypes;
import org.streamrecall.flink.RecordSerializer;
import org.streamrecall.flink.RecordType;
import org.streamrecall.kafka.Incoming.Parsed;
import org.streamrecall.kafka.Incoming.Rejected;

/** A kind byte, then the fields of that kind. */
final class IncomingSerializer extends RecordSerializer<Incoming> {
  static final IncomingSerializer INSTANCE = new IncomingSerializer();
  static final TypeInformation<Incoming> TYPE = new RecordType<>(Incoming.class, INSTANCE);

  private static final byte PARSED = 0;
  private static final byte REJECTED = 1;

  private static final TypeSerializer<RecallInput> INPUT =
      RecallTypes.INPUT.createSerializer(new SerializerConfigImpl());

  private IncomingSerializer() {}

  @Override
  protected void write(Incoming value, DataOutputView out) throws IOException {
    if (value instanceof Parsed parsed) {
      out.writeByte(PARSED);
      INPUT.serialize(parsed.input(), out);
    } else if (value instanceof Rejected rejected) {
      out.writeByte(REJECTED);
      RecordBytes.write(rejected.value(), out);
      RecordBytes.write(rejected.key(), out);
      StringValue.writeString(rejected.topic(), out);
      out.writeInt(rejected.partition());
      out.writeLong(rejected.offset());
      out.writeLong(rejected.timestamp());
      StringValue.writeString(rejected.reason(), out);
    }
  }

  @Override
  protected Incoming read(DataInputView in) throws IOException {
    if (in.readByte() == PARSED) {
      return new Parsed(INPUT.deserialize(in));
    }
    return new Rejected(
        RecordBytes.read(in),
        RecordBytes.read(in),
        StringValue.readString(in),
        in.readInt(),
        in.readLong(),
        in.readLong(),
        StringValue.readString(in));
  }

  @Override
  public TypeSerializerSnapshot<Incoming> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Public for Flink, which finds it by name. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Incoming> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
