package org.streamrecall.flink.serial;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.streamrecall.flink.Codec;

/**
 * Serializes by a codec: a version byte, then what the codec writes.
 *
 * <ol>
 *   <li>Copying returns the same instance, save where a user's event inside could change.
 *   <li>An instance has no state of its own, so threads share it.
 * </ol>
 */
public final class RecordSerializer<T> extends TypeSerializer<T> {
  private static final long serialVersionUID = 1;

  private final Codec<T> codec;

  RecordSerializer(Codec<T> codec) {
    this.codec = codec;
  }

  Codec<T> codec() {
    return codec;
  }

  @Override
  public void serialize(T value, DataOutputView out) throws IOException {
    out.writeByte(codec.version());
    codec.write(value, out);
  }

  @Override
  public T deserialize(DataInputView in) throws IOException {
    byte version = in.readByte();
    if (version < 1 || version > codec.version()) {
      throw new IOException(
          "%s found version %d, this build reads %d; restore with the build that wrote it, or a newer one"
              .formatted(codec.getClass().getSimpleName(), version, codec.version()));
    }
    return codec.read(in, version);
  }

  @Override
  public T deserialize(T reuse, DataInputView in) throws IOException {
    return deserialize(in);
  }

  @Override
  public void copy(DataInputView in, DataOutputView out) throws IOException {
    serialize(deserialize(in), out);
  }

  @Override
  public T copy(T from) {
    return codec instanceof Envelope<?, T> envelope ? envelope.copy(from) : from;
  }

  @Override
  public T copy(T from, T reuse) {
    return copy(from);
  }

  @Override
  public boolean isImmutableType() {
    return !(codec instanceof Envelope<?, T> envelope) || envelope.event().isImmutableType();
  }

  @Override
  public TypeSerializer<T> duplicate() {
    return codec instanceof Envelope<?, T> envelope
        ? new RecordSerializer<>(envelope.of(envelope.event().duplicate()))
        : this;
  }

  /** Null: Flink asks only for types that it reuses, and an immutable one is not. */
  @Override
  public T createInstance() {
    return null;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RecordSerializer<?> that
        && that.codec.getClass() == codec.getClass()
        && (!(codec instanceof Envelope<?, ?> envelope)
            || envelope.event().equals(((Envelope<?, ?>) that.codec).event()));
  }

  @Override
  public int hashCode() {
    return codec.getClass().hashCode();
  }

  @Override
  public TypeSerializerSnapshot<T> snapshotConfiguration() {
    return new RecordSnapshot<>(this);
  }
}
