package org.streamrecall.kafka;

import java.io.IOException;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;
import org.streamrecall.flink.Codec;
import org.streamrecall.flink.RecallInput;
import org.streamrecall.flink.RecallTypes;
import org.streamrecall.kafka.Incoming.Parsed;
import org.streamrecall.kafka.Incoming.Rejected;

/** A kind byte, then the fields of that kind. */
final class IncomingCodec implements Codec<Incoming> {
  private static final long serialVersionUID = 1;

  static final TypeInformation<Incoming> TYPE = RecallTypes.of(Incoming.class, new IncomingCodec());

  private static final byte PARSED = 0;
  private static final byte REJECTED = 1;

  private static final TypeSerializer<RecallInput> INPUT =
      RecallTypes.INPUT.createSerializer(new SerializerConfigImpl());

  @Override
  public void write(Incoming value, DataOutputView out) throws IOException {
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
  public Incoming read(DataInputView in) throws IOException {
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
}
