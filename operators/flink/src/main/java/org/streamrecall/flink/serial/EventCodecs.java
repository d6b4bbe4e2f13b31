package org.streamrecall.flink.serial;

import static org.apache.flink.types.StringValue.readString;
import static org.apache.flink.types.StringValue.writeString;

import java.io.IOException;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;
import org.streamrecall.events.JudgedOutcome;
import org.streamrecall.flink.Answered;
import org.streamrecall.flink.Codec;
import org.streamrecall.flink.RefusedEvent;
import org.streamrecall.model.Prediction;

/** What leaves a recall on events. */
public final class EventCodecs {
  private EventCodecs() {}

  /**
   * A prediction, how surprising the event was, and since version 2 what the prediction is of: in
   * that of tokens, which names nothing, there is no room for it.
   */
  public static final class AnsweredEvents<E> extends Envelope<E, Answered<E>> {
    private static final long serialVersionUID = 1;
    private static final PredictionCodec PREDICTION = new PredictionCodec();
    private static final byte NAMED = 2;

    @Override
    public byte version() {
      return NAMED;
    }

    @Override
    protected E event(Answered<E> envelope) {
      return envelope.event();
    }

    @Override
    protected Answered<E> around(E other, Answered<E> a) {
      return new Answered<>(other, a.prediction(), a.surprise());
    }

    @Override
    protected void writeOurs(Answered<E> envelope, DataOutputView out) throws IOException {
      PREDICTION.write(envelope.prediction(), out);
      out.writeDouble(envelope.surprise());
      Parts.writeAll(envelope.prediction().targets(), StringValue::writeString, out);
    }

    @Override
    protected Answered<E> readOurs(DataInputView in, byte version) throws IOException {
      Prediction prediction = PREDICTION.read(in);
      double surprise = in.readDouble();
      List<String> targets =
          version < NAMED ? List.of() : Parts.readAll(StringValue::readString, in);
      return new Answered<>(null, prediction.of(targets), surprise);
    }
  }

  /** A reason, and whose event it was. */
  public static final class RefusedEvents<E> extends Envelope<E, RefusedEvent<E>> {
    private static final long serialVersionUID = 1;

    @Override
    protected E event(RefusedEvent<E> envelope) {
      return envelope.event();
    }

    @Override
    protected RefusedEvent<E> around(E other, RefusedEvent<E> r) {
      return new RefusedEvent<>(other, r.key(), r.id(), r.reason());
    }

    @Override
    protected void writeOurs(RefusedEvent<E> envelope, DataOutputView out) throws IOException {
      writeString(envelope.key(), out);
      writeString(envelope.id(), out);
      writeString(envelope.reason(), out);
    }

    @Override
    protected RefusedEvent<E> readOurs(DataInputView in, byte version) throws IOException {
      return new RefusedEvent<>(null, readString(in), readString(in), readString(in));
    }
  }

  public record Judged() implements Codec<JudgedOutcome> {
    @Override
    public void write(JudgedOutcome value, DataOutputView out) throws IOException {
      writeString(value.key(), out);
      writeString(value.id(), out);
      out.writeLong(value.time());
      Numbers.write(value.foretold(), out);
      out.writeDouble(value.surprise());
    }

    @Override
    public JudgedOutcome read(DataInputView in) throws IOException {
      return new JudgedOutcome(
          readString(in), readString(in), in.readLong(), Numbers.readDoubles(in), in.readDouble());
    }
  }
}
