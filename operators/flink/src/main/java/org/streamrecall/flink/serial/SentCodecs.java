package org.streamrecall.flink.serial;

import static org.apache.flink.types.StringValue.readString;
import static org.apache.flink.types.StringValue.writeString;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.streamrecall.flink.Codec;
import org.streamrecall.flink.ModelUpdate;
import org.streamrecall.model.Query;
import org.streamrecall.model.Token;

/** What users send, not validated: so that what is bad still reaches its refusal. */
public final class SentCodecs {
  private static final StateCodecs.Bytes BYTES = new StateCodecs.Bytes();

  private SentCodecs() {}

  public record Tokens() implements Codec<Token> {
    @Override
    public void write(Token value, DataOutputView out) throws IOException {
      writeString(value.context(), out);
      Numbers.write(value.tag(), out);
      Numbers.write(value.content(), out);
      out.writeLong(value.time());
      out.writeDouble(value.weight());
      writeString(value.ref(), out);
    }

    @Override
    public Token read(DataInputView in) throws IOException {
      return new Token(
          readString(in),
          Numbers.readFloats(in),
          Numbers.readFloats(in),
          in.readLong(),
          in.readDouble(),
          readString(in));
    }
  }

  public record Queries() implements Codec<Query> {
    @Override
    public void write(Query value, DataOutputView out) throws IOException {
      writeString(value.id(), out);
      writeString(value.context(), out);
      Numbers.write(value.tag(), out);
      Numbers.write(value.inputs(), out);
      out.writeLong(value.time());
      writeString(value.replyTo(), out);
    }

    @Override
    public Query read(DataInputView in) throws IOException {
      return new Query(
          readString(in),
          readString(in),
          Numbers.readFloats(in),
          Numbers.readFloats(in),
          in.readLong(),
          readString(in));
    }
  }

  public record Models() implements Codec<ModelUpdate> {
    @Override
    public void write(ModelUpdate value, DataOutputView out) throws IOException {
      writeString(value.name(), out);
      BYTES.write(value.safetensors(), out);
      out.writeLong(value.effectiveFrom());
      writeString(value.fault(), out);
    }

    @Override
    public ModelUpdate read(DataInputView in) throws IOException {
      return new ModelUpdate(readString(in), BYTES.read(in), in.readLong(), readString(in));
    }
  }
}
