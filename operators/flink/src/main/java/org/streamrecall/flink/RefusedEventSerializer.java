package org.streamrecall.flink;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

final class RefusedEventSerializer<E> extends EnvelopeSerializer<E, RefusedEvent<E>> {
  RefusedEventSerializer(TypeSerializer<E> event) {
    super(event);
  }

  @Override
  E event(RefusedEvent<E> envelope) {
    return envelope.event();
  }

  @Override
  RefusedEvent<E> around(E other, RefusedEvent<E> envelope) {
    return new RefusedEvent<>(other, envelope.reason());
  }

  @Override
  EnvelopeSerializer<E, RefusedEvent<E>> with(TypeSerializer<E> other) {
    return new RefusedEventSerializer<>(other);
  }

  @Override
  void writeRest(RefusedEvent<E> envelope, DataOutputView out) throws IOException {
    StringValue.writeString(envelope.reason(), out);
  }

  @Override
  RefusedEvent<E> readRest(E inside, DataInputView in) throws IOException {
    return new RefusedEvent<>(inside, StringValue.readString(in));
  }

  @Override
  public TypeSerializerSnapshot<RefusedEvent<E>> snapshotConfiguration() {
    return new RefusedSnapshot<>(this);
  }

  /** Public for Flink, which finds it by name in a checkpoint. */
  public static final class RefusedSnapshot<E>
      extends EnvelopeSerializer.Snapshot<E, RefusedEvent<E>, RefusedEventSerializer<E>> {
    public RefusedSnapshot() {}

    RefusedSnapshot(RefusedEventSerializer<E> serializer) {
      super(serializer);
    }

    @Override
    @SuppressWarnings("unchecked")
    protected RefusedEventSerializer<E> createOuterSerializerWithNestedSerializers(
        TypeSerializer<?>[] nested) {
      return new RefusedEventSerializer<>((TypeSerializer<E>) nested[0]);
    }
  }
}
