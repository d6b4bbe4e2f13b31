package org.streamrecall.flink.serial;

import static org.apache.flink.types.StringValue.readString;
import static org.apache.flink.types.StringValue.writeString;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.streamrecall.events.JudgedOutcome;
import org.streamrecall.flink.Answered;
import org.streamrecall.flink.Codec;
import org.streamrecall.flink.RefusedEvent;

/** What leaves a recall on events. */
public final class EventCodecs {
  private EventCodecs() {}

  /** A prediction and how odd the event was. */
  public static final class AnsweredEvents<E> extends Envelope<E, Answered<E>> {
    private static final long serialVersionUID = 1;
    private static final PredictionCodec PREDICTION = new PredictionCodec();

    @Override
    protected E event(Answered<E> envelope) {
      return envelope.event();
    }

    @Override
    protected Answered<E> around(E other, Answered<E> a) {
      return new Answered<>(other, a.prediction(), a.oddness());
    }

    @Override
    protected void writeOurs(Answered<E> envelope, DataOutputView out) throws IOException {
      PREDICTION.write(envelope.prediction(), out);
      OddnessCodec.write(envelope.oddness(), out);
    }

    @Override
    protected Answered<E> readOurs(DataInputView in) throws IOException {
      return new Answered<>(null, PREDICTION.read(in), OddnessCodec.read(in));
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
    protected RefusedEvent<E> readOurs(DataInputView in) throws IOException {
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
      OddnessCodec.write(value.oddness(), out);
    }

    @Override
    public JudgedOutcome read(DataInputView in) throws IOException {
      return new JudgedOutcome(
          readString(in),
          readString(in),
          in.readLong(),
          Numbers.readDoubles(in),
          OddnessCodec.read(in));
    }
  }
}
