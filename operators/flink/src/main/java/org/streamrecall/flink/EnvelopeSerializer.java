package org.streamrecall.flink;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.CompositeTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Serializes something of ours around a user's event, or around none: a version byte, whether there
 * is one, the event by its own serializer, then the rest.
 */
abstract class EnvelopeSerializer<E, T> extends TypeSerializer<T> {
  private static final byte VERSION = 1;

  final TypeSerializer<E> event;

  EnvelopeSerializer(TypeSerializer<E> event) {
    this.event = event;
  }

  abstract E event(T envelope);

  /** The same around another event. */
  abstract T around(E other, T envelope);

  abstract void writeRest(T envelope, DataOutputView out) throws IOException;

  abstract T readRest(E inside, DataInputView in) throws IOException;

  abstract EnvelopeSerializer<E, T> with(TypeSerializer<E> other);

  @Override
  public final void serialize(T value, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    E inside = event(value);
    out.writeBoolean(inside != null);
    if (inside != null) {
      event.serialize(inside, out);
    }
    writeRest(value, out);
  }

  @Override
  public final T deserialize(DataInputView in) throws IOException {
    byte version = in.readByte();
    if (version != VERSION) {
      throw new IOException(
          getClass().getSimpleName()
              + " found version "
              + version
              + ", this build reads "
              + VERSION);
    }
    return readRest(in.readBoolean() ? event.deserialize(in) : null, in);
  }

  @Override
  public final T deserialize(T reuse, DataInputView in) throws IOException {
    return deserialize(in);
  }

  @Override
  public final void copy(DataInputView in, DataOutputView out) throws IOException {
    serialize(deserialize(in), out);
  }

  @Override
  public final T copy(T from) {
    boolean alike = event.isImmutableType() || event(from) == null;
    return alike ? from : around(event.copy(event(from)), from);
  }

  @Override
  public final T copy(T from, T reuse) {
    return copy(from);
  }

  @Override
  public final boolean isImmutableType() {
    return event.isImmutableType();
  }

  @Override
  public final TypeSerializer<T> duplicate() {
    TypeSerializer<E> other = event.duplicate();
    return other == event ? this : with(other);
  }

  @Override
  public final T createInstance() {
    return null;
  }

  @Override
  public final int getLength() {
    return -1;
  }

  @Override
  public final boolean equals(Object other) {
    return other != null
        && other.getClass() == getClass()
        && ((EnvelopeSerializer<?, ?>) other).event.equals(event);
  }

  @Override
  public final int hashCode() {
    return 31 * getClass().hashCode() + event.hashCode();
  }

  /** Of the event's serializer, and that there is an envelope around it. */
  abstract static class Snapshot<E, T, S extends EnvelopeSerializer<E, T>>
      extends CompositeTypeSerializerSnapshot<T, S> {
    Snapshot() {}

    Snapshot(S serializer) {
      super(serializer);
    }

    @Override
    protected int getCurrentOuterSnapshotVersion() {
      return VERSION;
    }

    @Override
    protected TypeSerializer<?>[] getNestedSerializers(S outer) {
      return new TypeSerializer<?>[] {outer.event};
    }
  }

  @Override
  public abstract TypeSerializerSnapshot<T> snapshotConfiguration();
}
