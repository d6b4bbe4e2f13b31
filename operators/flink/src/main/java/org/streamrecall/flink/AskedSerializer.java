package org.streamrecall.flink;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;
import org.streamrecall.events.schema.Event;

final class AskedSerializer<E> extends EnvelopeSerializer<E, Asked<E>> {
  AskedSerializer(TypeSerializer<E> event) {
    super(event);
  }

  @Override
  E event(Asked<E> envelope) {
    return envelope.event();
  }

  @Override
  Asked<E> around(E other, Asked<E> envelope) {
    return new Asked<>(
        other,
        envelope.read(),
        envelope.refusal(),
        envelope.question(),
        envelope.isOutcome(),
        envelope.isForget());
  }

  @Override
  EnvelopeSerializer<E, Asked<E>> with(TypeSerializer<E> other) {
    return new AskedSerializer<>(other);
  }

  @Override
  void writeRest(Asked<E> envelope, DataOutputView out) throws IOException {
    StringValue.writeString(envelope.refusal(), out);
    StringValue.writeString(envelope.question(), out);
    out.writeBoolean(envelope.isOutcome());
    out.writeBoolean(envelope.isForget());
    out.writeBoolean(envelope.read() != null);
    if (envelope.read() != null) {
      write(envelope.read(), out);
    }
  }

  @Override
  Asked<E> readRest(E inside, DataInputView in) throws IOException {
    String refusal = StringValue.readString(in);
    String question = StringValue.readString(in);
    boolean isOutcome = in.readBoolean();
    boolean isForget = in.readBoolean();
    Event read = in.readBoolean() ? read(in) : null;
    return new Asked<>(inside, read, refusal, question, isOutcome, isForget);
  }

  private static void write(Event event, DataOutputView out) throws IOException {
    StringValue.writeString(event.key(), out);
    out.writeLong(event.time());
    out.writeInt(event.numbers().length);
    for (double number : event.numbers()) {
      out.writeDouble(number);
    }
    out.writeInt(event.texts().length);
    for (String text : event.texts()) {
      StringValue.writeString(text, out);
    }
    out.writeInt(event.given() == null ? -1 : event.given().length);
    for (int i = 0; event.given() != null && i < event.given().length; i++) {
      out.writeDouble(event.given()[i]);
    }
    StringValue.writeString(event.id(), out);
    StringValue.writeString(event.ref(), out);
  }

  private static Event read(DataInputView in) throws IOException {
    String key = StringValue.readString(in);
    long time = in.readLong();
    double[] numbers = new double[in.readInt()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = in.readDouble();
    }
    String[] texts = new String[in.readInt()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = StringValue.readString(in);
    }
    int named = in.readInt();
    double[] given = named < 0 ? null : new double[named];
    for (int i = 0; i < named; i++) {
      given[i] = in.readDouble();
    }
    String id = StringValue.readString(in);
    return new Event(key, time, numbers, texts, given, id, StringValue.readString(in));
  }

  @Override
  public TypeSerializerSnapshot<Asked<E>> snapshotConfiguration() {
    return new AskedSnapshot<>(this);
  }

  /** Public for Flink, which finds it by name in a checkpoint. */
  public static final class AskedSnapshot<E>
      extends EnvelopeSerializer.Snapshot<E, Asked<E>, AskedSerializer<E>> {
    public AskedSnapshot() {}

    AskedSnapshot(AskedSerializer<E> serializer) {
      super(serializer);
    }

    @Override
    @SuppressWarnings("unchecked")
    protected AskedSerializer<E> createOuterSerializerWithNestedSerializers(
        TypeSerializer<?>[] nested) {
      return new AskedSerializer<>((TypeSerializer<E>) nested[0]);
    }
  }
}
