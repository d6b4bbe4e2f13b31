package org.streamrecall.kafka;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** The type of {@link Incoming}: its own serializer, never Kryo. */
final class IncomingType extends TypeInformation<Incoming> {
  static final IncomingType INSTANCE = new IncomingType();

  @Override
  public TypeSerializer<Incoming> createSerializer(SerializerConfig config) {
    return IncomingSerializer.INSTANCE;
  }

  @Override
  public Class<Incoming> getTypeClass() {
    return Incoming.class;
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
    return other instanceof IncomingType;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IncomingType;
  }

  @Override
  public int hashCode() {
    return Incoming.class.hashCode();
  }

  @Override
  public String toString() {
    return "Incoming";
  }
}
