package org.streamrecall.flink.serial;

import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;
import org.streamrecall.events.schema.Event;
import org.streamrecall.flink.EventInput;
import org.streamrecall.flink.Origin;

/**
 * A kind byte, then the fields of that kind, last the user's own: events of one time may wait in
 * order of their bytes, where what was read comes first.
 */
public final class EventInputCodec<E> extends Envelope<E, EventInput<E>> {
  private static final long serialVersionUID = 1;

  private static final byte EVENT = 0;
  private static final byte QUESTION = 1;
  private static final byte OUTCOME = 2;
  private static final byte FORGET = 3;
  private static final byte UNREADABLE = 4;

  @Override
  protected E event(EventInput<E> envelope) {
    return envelope.record();
  }

  @Override
  protected EventInput<E> around(E other, EventInput<E> ours) {
    if (ours instanceof EventInput.Happened<E> event) {
      return new EventInput.Happened<>(other, event.read(), event.origin());
    } else if (ours instanceof EventInput.Question<E> asked) {
      return new EventInput.Question<>(other, asked.read(), asked.id(), asked.origin());
    } else if (ours instanceof EventInput.Outcome<E> outcome) {
      return new EventInput.Outcome<>(other, outcome.read(), outcome.origin());
    } else if (ours instanceof EventInput.Unreadable<E> unreadable) {
      return new EventInput.Unreadable<>(other, unreadable.reason());
    }
    return ours;
  }

  @Override
  protected void writeOurs(EventInput<E> value, DataOutputView out) throws IOException {
    if (value instanceof EventInput.Happened<E> event) {
      out.writeByte(EVENT);
      write(event.read(), event.origin(), out);
    } else if (value instanceof EventInput.Question<E> question) {
      out.writeByte(QUESTION);
      StringValue.writeString(question.id(), out);
      write(question.read(), question.origin(), out);
    } else if (value instanceof EventInput.Outcome<E> outcome) {
      out.writeByte(OUTCOME);
      write(outcome.read(), outcome.origin(), out);
    } else if (value instanceof EventInput.Forget<E> forget) {
      out.writeByte(FORGET);
      StringValue.writeString(forget.key(), out);
      out.writeLong(forget.time());
    } else if (value instanceof EventInput.Unreadable<E> unreadable) {
      out.writeByte(UNREADABLE);
      StringValue.writeString(unreadable.reason(), out);
    }
  }

  @Override
  protected EventInput<E> readOurs(DataInputView in, byte version) throws IOException {
    byte kind = in.readByte();
    return switch (kind) {
      case EVENT -> new EventInput.Happened<>(null, readEvent(in), InputCodec.readOrigin(in));
      case QUESTION -> {
        String id = StringValue.readString(in);
        yield new EventInput.Question<>(null, readEvent(in), id, InputCodec.readOrigin(in));
      }
      case OUTCOME -> new EventInput.Outcome<>(null, readEvent(in), InputCodec.readOrigin(in));
      case FORGET -> new EventInput.Forget<>(StringValue.readString(in), in.readLong());
      case UNREADABLE -> new EventInput.Unreadable<>(null, StringValue.readString(in));
      default -> throw new IOException("input of kind " + kind + " is none of 0 to " + UNREADABLE);
    };
  }

  private static void write(Event event, Origin origin, DataOutputView out) throws IOException {
    StringValue.writeString(event.key(), out);
    out.writeLong(event.time());
    Numbers.write(event.numbers(), out);
    Parts.writeAll(Arrays.asList(event.texts()), StringValue::writeString, out);
    Numbers.write(event.given(), out);
    StringValue.writeString(event.id(), out);
    StringValue.writeString(event.ref(), out);
    InputCodec.writeOrigin(origin, out);
  }

  private static Event readEvent(DataInputView in) throws IOException {
    return new Event(
        StringValue.readString(in),
        in.readLong(),
        Numbers.readDoubles(in),
        Parts.readAll(StringValue::readString, in).toArray(String[]::new),
        Numbers.readDoubles(in),
        StringValue.readString(in),
        StringValue.readString(in));
  }
}
