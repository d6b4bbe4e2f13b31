package org.streamrecall.flink.serial;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;
import org.streamrecall.flink.Codec;
import org.streamrecall.flink.ModelUpdate;
import org.streamrecall.model.Query;
import org.streamrecall.model.Token;

/** What users send, not validated: so that what is bad still reaches its refusal. */
public final class SentCodecs {
  private static final StateCodecs.Bytes BYTES = new StateCodecs.Bytes();

  private SentCodecs() {}

  public static final class Tokens implements Codec<Token> {
    private static final long serialVersionUID = 1;

    @Override
    public void write(Token value, DataOutputView out) throws IOException {
      StringValue.writeString(value.context(), out);
      Numbers.write(value.tag(), out);
      Numbers.write(value.content(), out);
      out.writeLong(value.time());
      out.writeDouble(value.weight());
      StringValue.writeString(value.ref(), out);
    }

    @Override
    public Token read(DataInputView in) throws IOException {
      return new Token(
          StringValue.readString(in),
          Numbers.readFloats(in),
          Numbers.readFloats(in),
          in.readLong(),
          in.readDouble(),
          StringValue.readString(in));
    }
  }

  public static final class Queries implements Codec<Query> {
    private static final long serialVersionUID = 1;

    @Override
    public void write(Query value, DataOutputView out) throws IOException {
      StringValue.writeString(value.id(), out);
      StringValue.writeString(value.context(), out);
      Numbers.write(value.tag(), out);
      Numbers.write(value.inputs(), out);
      out.writeLong(value.time());
      StringValue.writeString(value.replyTo(), out);
    }

    @Override
    public Query read(DataInputView in) throws IOException {
      return new Query(
          StringValue.readString(in),
          StringValue.readString(in),
          Numbers.readFloats(in),
          Numbers.readFloats(in),
          in.readLong(),
          StringValue.readString(in));
    }
  }

  public static final class Models implements Codec<ModelUpdate> {
    private static final long serialVersionUID = 1;

    @Override
    public void write(ModelUpdate value, DataOutputView out) throws IOException {
      StringValue.writeString(value.name(), out);
      BYTES.write(value.safetensors(), out);
      out.writeLong(value.effectiveFrom());
      StringValue.writeString(value.fault(), out);
    }

    @Override
    public ModelUpdate read(DataInputView in) throws IOException {
      return new ModelUpdate(
          StringValue.readString(in), BYTES.read(in), in.readLong(), StringValue.readString(in));
    }
  }
}
