package org.streamrecall.flink;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Serializes an immutable type: a version byte, then its fields.
 *
 * <ol>
 *   <li>Equal values have equal bytes, on any machine.
 *   <li>Copying returns the same instance; nobody writes into a record's arrays.
 *   <li>An instance has no state, so threads share it.
 *   <li>Strings come back exactly, unpaired surrogates too: a context that changed on its way would
 *       land in another key group and fail the job.
 * </ol>
 *
 * <p>Public for the connectors, whose records travel beside the operator's.
 */
public abstract class RecordSerializer<T> extends TypeSerializer<T> {
  /** Written before each record. A later version reads the earlier ones. */
  static final byte VERSION = 1;

  protected abstract void write(T value, DataOutputView out) throws IOException;

  protected abstract T read(DataInputView in) throws IOException;

  @Override
  public final void serialize(T value, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    write(value, out);
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
              + VERSION
              + "; restore with the build that wrote it, or a newer one");
    }
    return read(in);
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
    return from;
  }

  @Override
  public final T copy(T from, T reuse) {
    return from;
  }

  @Override
  public final boolean isImmutableType() {
    return true;
  }

  @Override
  public final TypeSerializer<T> duplicate() {
    return this;
  }

  /** Null: Flink asks only for types that it reuses, and an immutable one is not. */
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
    return other != null && other.getClass() == getClass();
  }

  @Override
  public final int hashCode() {
    return getClass().hashCode();
  }
}
