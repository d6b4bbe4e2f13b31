package org.streamrecall.flink.serial;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.streamrecall.flink.Codec;

/**
 * Writes something of ours around a user's event, or around none: what is ours, whether there is an
 * event, and the event by its own serializer.
 */
public abstract class Envelope<E, T> implements Codec<T> {
  private static final long serialVersionUID = 1;

  private TypeSerializer<E> event; // null in what only names the class

  protected abstract E event(T envelope);

  /** The same around another event. */
  protected abstract T around(E other, T envelope);

  protected abstract void writeOurs(T envelope, DataOutputView out) throws IOException;

  /**
   * Around no event yet.
   *
   * @param version in which it was written
   */
  protected abstract T readOurs(DataInputView in, byte version) throws IOException;

  final TypeSerializer<E> event() {
    return event;
  }

  /** The same for events of this serializer. */
  @SuppressWarnings("unchecked")
  final Envelope<E, T> of(TypeSerializer<?> serializer) {
    Envelope<E, T> other = RecordSnapshot.create(getClass());
    other.event = (TypeSerializer<E>) serializer;
    return other;
  }

  final T copy(T from) {
    E inside = event(from);
    return inside == null || event.isImmutableType() ? from : around(event.copy(inside), from);
  }

  @Override
  public final void write(T value, DataOutputView out) throws IOException {
    writeOurs(value, out);
    Parts.writeOptional(event(value), event::serialize, out);
  }

  @Override
  public final T read(DataInputView in) throws IOException {
    return read(in, version());
  }

  @Override
  public final T read(DataInputView in, byte version) throws IOException {
    T ours = readOurs(in, version);
    return in.readBoolean() ? around(event.deserialize(in), ours) : ours;
  }
}
