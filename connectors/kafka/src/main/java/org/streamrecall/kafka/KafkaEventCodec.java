package org.streamrecall.kafka;

import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;
import org.streamrecall.flink.Codec;
import org.streamrecall.flink.RecallTypes;

final class KafkaEventCodec implements Codec<KafkaEvent> {
  private static final long serialVersionUID = 1;

  static final TypeInformation<KafkaEvent> TYPE =
      RecallTypes.of(KafkaEvent.class, new KafkaEventCodec());

  @Override
  public void write(KafkaEvent value, DataOutputView out) throws IOException {
    RecordBytes.write(value.key(), out);
    RecordBytes.write(value.value(), out);
    StringValue.writeString(value.topic(), out);
    out.writeInt(value.partition());
    out.writeLong(value.offset());
    out.writeLong(value.timestamp());
    out.writeInt(value.headerNames().length);
    for (int i = 0; i < value.headerNames().length; i++) {
      StringValue.writeString(value.headerNames()[i], out);
      RecordBytes.write(value.headerValues()[i], out);
    }
  }

  @Override
  public KafkaEvent read(DataInputView in) throws IOException {
    byte[] key = RecordBytes.read(in);
    byte[] value = RecordBytes.read(in);
    String topic = StringValue.readString(in);
    int partition = in.readInt();
    long offset = in.readLong();
    long timestamp = in.readLong();
    String[] names = new String[in.readInt()];
    byte[][] values = new byte[names.length][];
    for (int i = 0; i < names.length; i++) {
      names[i] = StringValue.readString(in);
      values[i] = RecordBytes.read(in);
    }
    return new KafkaEvent(key, value, topic, partition, offset, timestamp, names, values);
  }
}
