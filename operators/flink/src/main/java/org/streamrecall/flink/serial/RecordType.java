package org.streamrecall.flink.serial;

import java.util.Objects;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.streamrecall.flink.Codec;

/** A type that has exactly one serializer, whatever the job's configuration says. Never Kryo. */
public final class RecordType<T> extends TypeInformation<T> {
  private static final long serialVersionUID = 1;

  private final Class<?> type;
  private final Codec<T> codec;
  private final TypeInformation<?> event; // inside it, or null

  public RecordType(Class<T> type, Codec<T> codec) {
    this.type = type;
    this.codec = codec;
    this.event = null;
  }

  /** Of something of ours around a user's event, whatever type that is. */
  public <E> RecordType(Class<?> type, Envelope<E, T> envelope, TypeInformation<E> event) {
    this.type = type;
    this.codec = envelope;
    this.event = event;
  }

  @Override
  public TypeSerializer<T> createSerializer(SerializerConfig config) {
    return new RecordSerializer<>(
        codec instanceof Envelope<?, T> envelope
            ? envelope.of(event.createSerializer(config))
            : codec);
  }

  @Override
  @SuppressWarnings("unchecked")
  public Class<T> getTypeClass() {
    return (Class<T>) type;
  }

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof RecordType;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RecordType<?> that
        && that.type == type
        && that.codec.getClass() == codec.getClass()
        && Objects.equals(that.event, event);
  }

  @Override
  public int hashCode() {
    return Objects.hash(type, event);
  }

  @Override
  public String toString() {
    return type.getSimpleName() + (event == null ? "" : "<" + event + ">");
  }
}
