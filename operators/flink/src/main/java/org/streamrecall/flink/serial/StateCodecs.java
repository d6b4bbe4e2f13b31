package org.streamrecall.flink.serial;

import static org.apache.flink.types.StringValue.readString;
import static org.apache.flink.types.StringValue.writeString;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.streamrecall.flink.Codec;
import org.streamrecall.measure.Atom;

/** What the memories of keys are made of. */
public final class StateCodecs {
  private StateCodecs() {}

  /** One element of a context's recent tokens. */
  public record Atoms() implements Codec<Atom> {
    @Override
    public void write(Atom value, DataOutputView out) throws IOException {
      Numbers.write(value.tag(), out);
      Numbers.write(value.content(), out);
      out.writeDouble(value.mass());
      out.writeLong(value.time());
      writeString(value.ref(), out);
    }

    @Override
    public Atom read(DataInputView in) throws IOException {
      return new Atom(
          Numbers.readFloats(in),
          Numbers.readFloats(in),
          in.readDouble(),
          in.readLong(),
          readString(in));
    }
  }

  /** The two arrays of a key, one after the other. */
  public record Keys() implements Codec<KeyState> {
    private static final Bytes BYTES = new Bytes();

    @Override
    public void write(KeyState value, DataOutputView out) throws IOException {
      BYTES.write(value.record(), out);
      BYTES.write(value.memory(), out);
    }

    @Override
    public KeyState read(DataInputView in) throws IOException {
      return new KeyState(BYTES.read(in), BYTES.read(in));
    }
  }

  /** A key's packed bytes: nobody writes into them, so that a copy is the array itself. */
  public record Bytes() implements Codec<byte[]> {
    @Override
    public void write(byte[] value, DataOutputView out) throws IOException {
      out.writeInt(value.length);
      out.write(value);
    }

    @Override
    public byte[] read(DataInputView in) throws IOException {
      byte[] bytes = new byte[in.readInt()];
      in.readFully(bytes);
      return bytes;
    }
  }
}
