package org.streamrecall.flink.serial;

import static org.apache.flink.types.StringValue.readString;
import static org.apache.flink.types.StringValue.writeString;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.streamrecall.events.Alarm;
import org.streamrecall.events.Cause;
import org.streamrecall.events.Odd;
import org.streamrecall.events.Oddness;
import org.streamrecall.events.Reason;
import org.streamrecall.events.Silence;

/** How odd an event is: two numbers, each target that was judged, the alarm. */
final class OddnessCodec {
  static final OddnessCodec NOW = new OddnessCodec(true);

  /** Reads what was written before categories had names and moments were told apart. */
  static final OddnessCodec NAMELESS = new OddnessCodec(false);

  private final boolean named;

  private OddnessCodec(boolean named) {
    this.named = named;
  }

  static void write(Oddness oddness, DataOutputView out) throws IOException {
    out.writeDouble(oddness.surprise());
    out.writeDouble(oddness.unlike());
    out.writeShort(oddness.targets().size());
    for (Odd odd : oddness.targets()) {
      write(odd, out);
    }
    Alarm alarm = oddness.alarm();
    out.writeBoolean(alarm != null);
    if (alarm != null) {
      writeHead(alarm, out);
      write((Reason) alarm.reason(), out); // an event's own is never of a silence
    }
  }

  /** Of either kind. */
  static void write(Alarm alarm, DataOutputView out) throws IOException {
    writeHead(alarm, out);
    boolean silent = alarm.reason() instanceof Silence;
    out.writeBoolean(silent);
    if (silent) {
      write((Silence) alarm.reason(), out);
    } else {
      write((Reason) alarm.reason(), out);
    }
  }

  private static void writeHead(Alarm alarm, DataOutputView out) throws IOException {
    writeString(alarm.id(), out);
    out.writeBoolean(alarm.opens());
    writeString(alarm.key(), out);
    out.writeLong(alarm.start());
    out.writeLong(alarm.time());
    out.writeDouble(alarm.peak());
  }

  private static void write(Odd odd, DataOutputView out) throws IOException {
    out.writeShort(odd.target());
    out.writeDouble(odd.p());
    out.writeByte(odd.sign());
    out.writeDouble(odd.deviation());
    out.writeDouble(odd.anomaly());
    out.writeDouble(odd.actual());
    out.writeDouble(odd.expected());
    out.writeDouble(odd.low());
    out.writeDouble(odd.high());
    Parts.writeOptional(odd.named(), OddnessCodec::write, out);
  }

  private static void write(Odd.Named names, DataOutputView out) throws IOException {
    writeString(names.actual(), out);
    out.writeDouble(names.chance());
    writeString(names.expected(), out);
    out.writeDouble(names.most());
  }

  private static Odd.Named readNamed(DataInputView in) throws IOException {
    return new Odd.Named(readString(in), in.readDouble(), readString(in), in.readDouble());
  }

  /** As it was written before anything but the surprise was known. */
  static Oddness readSurprise(DataInputView in) throws IOException {
    return new Oddness(in.readDouble(), Double.NaN, List.of());
  }

  Oddness read(DataInputView in) throws IOException {
    double surprise = in.readDouble();
    double unlike = in.readDouble();
    int count = in.readShort();
    List<Odd> targets = new ArrayList<>(count);
    for (int t = 0; t < count; t++) {
      targets.add(readOdd(in));
    }
    return new Oddness(surprise, unlike, targets, in.readBoolean() ? readOddAlarm(in) : null);
  }

  private Odd readOdd(DataInputView in) throws IOException {
    return new Odd(
        in.readShort(),
        in.readDouble(),
        in.readByte(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        named ? Parts.readOptional(OddnessCodec::readNamed, in) : null);
  }

  /** As {@link #write(Alarm, DataOutputView)} wrote it. */
  Alarm readAlarm(DataInputView in) throws IOException {
    return read(in, of -> of.readBoolean() ? readSilence(of) : readReason(of));
  }

  /** One that an event's oddness opened or closed. */
  Alarm readOddAlarm(DataInputView in) throws IOException {
    return read(in, this::readReason);
  }

  private interface Reading {
    Cause read(DataInputView in) throws IOException;
  }

  private static Alarm read(DataInputView in, Reading reason) throws IOException {
    return new Alarm(
        readString(in),
        in.readBoolean(),
        readString(in),
        in.readLong(),
        in.readLong(),
        in.readDouble(),
        reason.read(in));
  }

  private static void write(Silence silence, DataOutputView out) throws IOException {
    out.writeLong(silence.since());
    out.writeLong(silence.quiet());
    out.writeLong(silence.usual());
    out.writeLong(silence.most());
  }

  private static Silence readSilence(DataInputView in) throws IOException {
    return new Silence(in.readLong(), in.readLong(), in.readLong(), in.readLong());
  }

  private static void write(Reason reason, DataOutputView out) throws IOException {
    writeString(reason.target(), out);
    write(reason.odd(), out);
    out.writeShort(reason.ago());
    out.writeByte(reason.moment().size());
    for (Reason.Field field : reason.moment()) {
      writeString(field.name(), out);
      writeString(field.text(), out);
      out.writeDouble(field.number());
    }
    out.writeDouble(reason.like());
    out.writeLong(reason.since());
  }

  private Reason readReason(DataInputView in) throws IOException {
    String target = readString(in);
    Odd odd = readOdd(in);
    int ago = named ? in.readShort() : 0;
    int count = in.readByte();
    List<Reason.Field> moment = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      moment.add(new Reason.Field(readString(in), readString(in), in.readDouble()));
    }
    return new Reason(target, odd, ago, moment, in.readDouble(), in.readLong());
  }
}
