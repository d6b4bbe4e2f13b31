package org.streamrecall.kafka;

import java.io.IOException;
import java.time.Instant;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.streamrecall.measure.Atom;

/**
 * A transaction that is written and not committed, with what a loss of it would be.
 *
 * @param kafka what the connector's committer needs
 * @param records answers and dead letters in it
 * @param first the earliest event time among them, in milliseconds since the epoch, or Atom.NO_TIME
 * @param last the latest one, likewise
 */
record WrittenTransaction(KafkaCommittable kafka, long records, long first, long last) {
  WrittenTransaction(KafkaCommittable kafka) {
    this(kafka, 0, Atom.NO_TIME, Atom.NO_TIME);
  }

  /** The same with one record more. */
  WrittenTransaction plus(long time) {
    return time == Atom.NO_TIME
        ? new WrittenTransaction(kafka, records + 1, first, last)
        : new WrittenTransaction(
            kafka,
            records + 1,
            first == Atom.NO_TIME ? time : Math.min(first, time),
            Math.max(last, time));
  }

  /** The same, as it is committed. */
  WrittenTransaction as(KafkaCommittable other) {
    return new WrittenTransaction(other, records, first, last);
  }

  String id() {
    return kafka.getTransactionalId();
  }

  /** What it holds, and of which checkpoint: the connector ends a transaction's name with it. */
  @Override
  public String toString() {
    String times =
        first == Atom.NO_TIME
            ? ""
            : " of times " + Instant.ofEpochMilli(first) + " to " + Instant.ofEpochMilli(last);
    return "the transaction \"%s\" of checkpoint %s, with %d answers and dead letters%s"
        .formatted(id(), id().substring(id().lastIndexOf('-') + 1), records, times);
  }

  /** Around the connector's own. */
  static final class Serializer implements SimpleVersionedSerializer<WrittenTransaction> {
    private static final int VERSION = 1;

    private final SimpleVersionedSerializer<KafkaCommittable> kafka;

    Serializer(SimpleVersionedSerializer<KafkaCommittable> kafka) {
      this.kafka = kafka;
    }

    @Override
    public int getVersion() {
      return VERSION;
    }

    @Override
    public byte[] serialize(WrittenTransaction written) throws IOException {
      DataOutputSerializer out = new DataOutputSerializer(64);
      out.writeLong(written.records);
      out.writeLong(written.first);
      out.writeLong(written.last);
      out.writeInt(kafka.getVersion());
      byte[] bytes = kafka.serialize(written.kafka);
      out.writeInt(bytes.length);
      out.write(bytes);
      return out.getCopyOfBuffer();
    }

    @Override
    public WrittenTransaction deserialize(int version, byte[] serialized) throws IOException {
      DataInputDeserializer in = new DataInputDeserializer(serialized);
      long records = in.readLong();
      long first = in.readLong();
      long last = in.readLong();
      int kafkaVersion = in.readInt();
      byte[] bytes = new byte[in.readInt()];
      in.readFully(bytes);
      return new WrittenTransaction(kafka.deserialize(kafkaVersion, bytes), records, first, last);
    }
  }
}
