package org.streamrecall.flink.serial;

import static org.apache.flink.types.StringValue.readString;
import static org.apache.flink.types.StringValue.writeString;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;
import org.streamrecall.events.Alarm;
import org.streamrecall.events.JudgedOutcome;
import org.streamrecall.flink.Answered;
import org.streamrecall.flink.Codec;
import org.streamrecall.flink.RefusedEvent;
import org.streamrecall.model.Prediction;

/** What leaves a recall on events. */
public final class EventCodecs {
  private EventCodecs() {}

  private static OddnessCodec oddness(boolean nameless) {
    return nameless ? OddnessCodec.NAMELESS : OddnessCodec.NOW;
  }

  /**
   * A prediction and how odd the event was; since version 2 also what the prediction is of, for
   * which there is no room in that of tokens, and more of the oddness than the surprise; since 3
   * the names of categories there.
   */
  public static final class AnsweredEvents<E> extends Envelope<E, Answered<E>> {
    private static final long serialVersionUID = 1;
    private static final PredictionCodec PREDICTION = new PredictionCodec();
    private static final byte OF = 2;
    private static final byte NAMED = 3;

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
      return new Answered<>(other, a.prediction(), a.oddness());
    }

    @Override
    protected void writeOurs(Answered<E> envelope, DataOutputView out) throws IOException {
      PREDICTION.write(envelope.prediction(), out);
      Parts.writeAll(envelope.prediction().targets(), StringValue::writeString, out);
      OddnessCodec.write(envelope.oddness(), out);
    }

    @Override
    protected Answered<E> readOurs(DataInputView in, byte version) throws IOException {
      Prediction prediction = PREDICTION.read(in);
      if (version < OF) {
        return new Answered<>(null, prediction, OddnessCodec.readSurprise(in));
      }
      prediction = prediction.of(Parts.readAll(StringValue::readString, in));
      return new Answered<>(null, prediction, oddness(version < NAMED).read(in));
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

  /** An alarm that opens or closes; since version 2 also of a silence, since 3 with names. */
  public record Alarms() implements Codec<Alarm> {
    private static final byte SILENT = 2;
    private static final byte NAMED = 3;

    @Override
    public byte version() {
      return NAMED;
    }

    @Override
    public void write(Alarm value, DataOutputView out) throws IOException {
      OddnessCodec.write(value, out);
    }

    @Override
    public Alarm read(DataInputView in) throws IOException {
      return read(in, NAMED);
    }

    @Override
    public Alarm read(DataInputView in, byte version) throws IOException {
      OddnessCodec oddness = oddness(version < NAMED);
      return version < SILENT ? oddness.readOddAlarm(in) : oddness.readAlarm(in);
    }
  }

  /**
   * What came of an event; since version 2 more of the oddness than the surprise, since 3 its
   * names.
   */
  public record Judged() implements Codec<JudgedOutcome> {
    private static final byte ODD = 2;
    private static final byte NAMED = 3;

    @Override
    public byte version() {
      return NAMED;
    }

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
      return read(in, NAMED);
    }

    @Override
    public JudgedOutcome read(DataInputView in, byte version) throws IOException {
      return new JudgedOutcome(
          readString(in),
          readString(in),
          in.readLong(),
          Numbers.readDoubles(in),
          version < ODD ? OddnessCodec.readSurprise(in) : oddness(version < NAMED).read(in));
    }
  }
}
