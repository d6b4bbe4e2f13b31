package org.streamrecall.flink.order;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.streamrecall.flink.Codec;
import org.streamrecall.measure.Atom;

/**
 * How far a key has come.
 *
 * @param appliedUpTo the newest time that it has taken in: what comes at or before it is late
 * @param timer the earliest time at which anything waits, where a timer stands; {@link
 *     Pending#NEVER} for none
 * @param deadline the earliest time by the clock at which something must be answered, likewise
 * @param bytes that wait
 */
record Progress(long appliedUpTo, long timer, long deadline, long bytes) {
  static final Progress NONE = new Progress(Atom.NO_TIME, Pending.NEVER, Pending.NEVER, 0);

  Progress applied(long time) {
    return new Progress(Math.max(appliedUpTo, time), timer, deadline, bytes);
  }

  Progress withTimer(long at) {
    return new Progress(appliedUpTo, at, deadline, bytes);
  }

  Progress withDeadline(long at) {
    return new Progress(appliedUpTo, timer, at, bytes);
  }

  Progress plus(long more) {
    return new Progress(appliedUpTo, timer, deadline, bytes + more);
  }

  record OfProgress() implements Codec<Progress> {
    @Override
    public void write(Progress value, DataOutputView out) throws IOException {
      out.writeLong(value.appliedUpTo);
      out.writeLong(value.timer);
      out.writeLong(value.deadline);
      out.writeLong(value.bytes);
    }

    @Override
    public Progress read(DataInputView in) throws IOException {
      return new Progress(in.readLong(), in.readLong(), in.readLong(), in.readLong());
    }
  }
}
