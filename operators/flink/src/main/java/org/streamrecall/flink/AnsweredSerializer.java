package org.streamrecall.flink;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.streamrecall.model.Prediction;

final class AnsweredSerializer<E> extends EnvelopeSerializer<E, Answered<E>> {
  AnsweredSerializer(TypeSerializer<E> event) {
    super(event);
  }

  @Override
  E event(Answered<E> envelope) {
    return envelope.event();
  }

  @Override
  Answered<E> around(E other, Answered<E> a) {
    return new Answered<>(other, a.prediction(), a.surprise());
  }

  @Override
  EnvelopeSerializer<E, Answered<E>> with(TypeSerializer<E> other) {
    return new AnsweredSerializer<>(other);
  }

  @Override
  void writeRest(Answered<E> envelope, DataOutputView out) throws IOException {
    PredictionSerializer.INSTANCE.write(envelope.prediction(), out);
    out.writeDouble(envelope.surprise());
  }

  @Override
  Answered<E> readRest(E inside, DataInputView in) throws IOException {
    Prediction prediction = PredictionSerializer.INSTANCE.read(in);
    return new Answered<>(inside, prediction, in.readDouble());
  }

  @Override
  public TypeSerializerSnapshot<Answered<E>> snapshotConfiguration() {
    return new AnsweredSnapshot<>(this);
  }

  /** Public for Flink, which finds it by name in a checkpoint. */
  public static final class AnsweredSnapshot<E>
      extends EnvelopeSerializer.Snapshot<E, Answered<E>, AnsweredSerializer<E>> {
    public AnsweredSnapshot() {}

    AnsweredSnapshot(AnsweredSerializer<E> serializer) {
      super(serializer);
    }

    @Override
    @SuppressWarnings("unchecked")
    protected AnsweredSerializer<E> createOuterSerializerWithNestedSerializers(
        TypeSerializer<?>[] nested) {
      return new AnsweredSerializer<>((TypeSerializer<E>) nested[0]);
    }
  }
}
