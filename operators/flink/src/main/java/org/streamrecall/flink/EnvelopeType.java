package org.streamrecall.flink;

import java.util.function.Function;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** The type of something of ours around a user's event, whatever type that is. */
final class EnvelopeType<E, T> extends TypeInformation<T> {
  /** Makes the envelope's serializer of the event's. */
  interface Wrapping<E, T>
      extends Function<TypeSerializer<E>, TypeSerializer<T>>, java.io.Serializable {}

  private final TypeInformation<E> event;
  private final Class<T> type;
  private final Wrapping<E, T> wrapping;

  @SuppressWarnings("unchecked")
  private EnvelopeType(TypeInformation<E> event, Class<?> type, Wrapping<E, T> wrapping) {
    this.event = event;
    this.type = (Class<T>) type;
    this.wrapping = wrapping;
  }

  static <E> TypeInformation<Asked<E>> asked(TypeInformation<E> event) {
    return new EnvelopeType<>(event, Asked.class, AskedSerializer::new);
  }

  static <E> TypeInformation<Answered<E>> answered(TypeInformation<E> event) {
    return new EnvelopeType<>(event, Answered.class, AnsweredSerializer::new);
  }

  static <E> TypeInformation<RefusedEvent<E>> refused(TypeInformation<E> event) {
    return new EnvelopeType<>(event, RefusedEvent.class, RefusedEventSerializer::new);
  }

  @Override
  public TypeSerializer<T> createSerializer(SerializerConfig config) {
    return wrapping.apply(event.createSerializer(config));
  }

  @Override
  public Class<T> getTypeClass() {
    return type;
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
    return other instanceof EnvelopeType;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EnvelopeType<?, ?> that
        && that.type == type
        && that.event.equals(event);
  }

  @Override
  public int hashCode() {
    return 31 * type.hashCode() + event.hashCode();
  }

  @Override
  public String toString() {
    return type.getSimpleName() + "<" + event + ">";
  }
}
