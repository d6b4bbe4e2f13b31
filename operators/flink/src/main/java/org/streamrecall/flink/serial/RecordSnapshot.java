package org.streamrecall.flink.serial;

import java.io.IOException;
import java.lang.reflect.Constructor;
import org.apache.flink.api.common.typeutils.CompositeTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.streamrecall.flink.Codec;

/**
 * What a checkpoint holds of a {@link RecordSerializer}: its codec's name, and the serializer of
 * the user's event where there is one. Public for Flink, which finds it by its own.
 */
public final class RecordSnapshot<T>
    extends CompositeTypeSerializerSnapshot<T, RecordSerializer<T>> {
  private Class<? extends Codec<T>> codec;

  public RecordSnapshot() {}

  @SuppressWarnings("unchecked")
  RecordSnapshot(RecordSerializer<T> serializer) {
    super(serializer);
    codec = (Class<? extends Codec<T>>) serializer.codec().getClass();
  }

  /** An instance of a codec, which has no state but its event's serializer. */
  static <C> C create(Class<C> codec) {
    try {
      Constructor<C> constructor = codec.getDeclaredConstructor();
      constructor.setAccessible(true);
      return constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(codec + " has no constructor without arguments", e);
    }
  }

  @Override
  protected int getCurrentOuterSnapshotVersion() {
    return 1;
  }

  @Override
  protected void writeOuterSnapshot(DataOutputView out) throws IOException {
    out.writeUTF(codec.getName());
  }

  @Override
  @SuppressWarnings("unchecked")
  protected void readOuterSnapshot(int version, DataInputView in, ClassLoader classes)
      throws IOException {
    String name = in.readUTF();
    try {
      codec =
          (Class<? extends Codec<T>>) Class.forName(name, true, classes).asSubclass(Codec.class);
    } catch (ClassNotFoundException e) {
      throw new IOException(
          "this build has no " + name + "; restore with the build that wrote it", e);
    }
  }

  @Override
  protected OuterSchemaCompatibility resolveOuterSchemaCompatibility(
      TypeSerializerSnapshot<T> before) {
    return before instanceof RecordSnapshot<T> that && that.codec == codec
        ? OuterSchemaCompatibility.COMPATIBLE_AS_IS
        : OuterSchemaCompatibility.INCOMPATIBLE;
  }

  @Override
  protected TypeSerializer<?>[] getNestedSerializers(RecordSerializer<T> outer) {
    return outer.codec() instanceof Envelope<?, ?> envelope
        ? new TypeSerializer<?>[] {envelope.event()}
        : new TypeSerializer<?>[0];
  }

  @Override
  protected RecordSerializer<T> createOuterSerializerWithNestedSerializers(
      TypeSerializer<?>[] nested) {
    Codec<T> created = create(codec);
    return new RecordSerializer<>(
        created instanceof Envelope<?, T> envelope ? envelope.of(nested[0]) : created);
  }
}
