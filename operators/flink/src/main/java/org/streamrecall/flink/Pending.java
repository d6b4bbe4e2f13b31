package org.streamrecall.flink;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * What waits in the current context, by time.
 *
 * <ol>
 *   <li>What is taken out comes in order of time, then kind, then bytes: in no other order than any
 *       other arrival would have given.
 *   <li>{@link Progress#bytes} is all that waits.
 *   <li>No array in the state is ever written into.
 * </ol>
 *
 * <p>A time's block is one record after the other: when it came by the clock, its length, its
 * bytes.
 */
final class Pending {
  /** Nothing. */
  static final long NEVER = Long.MAX_VALUE;

  private static final int FRAME = Long.BYTES + Integer.BYTES;

  /** A record that waits since it arrived, in milliseconds by the clock. */
  record Held(RecallInput input, long arrived, byte[] bytes) {}

  private static final Comparator<Held> ORDER =
      Comparator.<Held>comparingInt(held -> rank(held.input()))
          .thenComparing(Held::bytes, Arrays::compareUnsigned);

  private final MapState<Long, byte[]> blocks;
  private final ValueState<Progress> progress;
  private final DataOutputSerializer out = new DataOutputSerializer(256);

  Pending(RuntimeContext context) {
    blocks =
        context.getMapState(new MapStateDescriptor<>("pending", Types.LONG, RecallTypes.MEMORY));
    progress = context.getState(new ValueStateDescriptor<>("progress", RecallTypes.PROGRESS));
  }

  private static int rank(RecallInput input) {
    return input instanceof Forget ? 0 : input instanceof Tell ? 1 : 2;
  }

  Progress progress() throws IOException {
    Progress now = progress.value();
    return now == null ? Progress.NONE : now;
  }

  void update(Progress now) throws IOException {
    progress.update(now);
  }

  /**
   * @return bytes that the record takes
   */
  int hold(long time, RecallInput input, long arrived) throws Exception {
    out.clear();
    out.writeLong(arrived);
    out.writeInt(0);
    InputSerializer.INSTANCE.serialize(input, out);
    int length = out.length();
    out.writeIntUnsafe(length - FRAME, Long.BYTES);
    byte[] before = blocks.get(time);
    int at = before == null ? 0 : before.length;
    byte[] block = before == null ? new byte[length] : Arrays.copyOf(before, at + length);
    System.arraycopy(out.getSharedBuffer(), 0, block, at, length);
    blocks.put(time, block);
    return length;
  }

  /** Of the current context: nothing waits, and it has not come anywhere. */
  void forget() {
    blocks.clear();
    progress.clear();
  }

  /** The times up to the last one, in order. */
  List<Long> times(long last) throws Exception {
    List<Long> times = new ArrayList<>();
    for (Long time : blocks.keys()) {
      if (time <= last) {
        times.add(time);
      }
    }
    times.sort(null);
    return times;
  }

  /** The earliest time at which anything waits, or {@link #NEVER}. */
  long earliest() throws Exception {
    long earliest = NEVER;
    for (Long time : blocks.keys()) {
      earliest = Math.min(earliest, time);
    }
    return earliest;
  }

  /** What waits at a time, in order. */
  List<Held> at(long time) throws Exception {
    byte[] block = blocks.get(time);
    List<Held> held = new ArrayList<>();
    DataInputDeserializer in = new DataInputDeserializer(block);
    while (in.available() > 0) {
      long arrived = in.readLong();
      int length = in.readInt();
      int from = in.getPosition();
      RecallInput input = InputSerializer.INSTANCE.deserialize(in);
      held.add(new Held(input, arrived, Arrays.copyOfRange(block, from, from + length)));
    }
    held.sort(ORDER);
    return held;
  }

  /**
   * Takes out all that waits at a time.
   *
   * @return bytes that it took
   */
  int remove(long time) throws Exception {
    int length = blocks.get(time).length;
    blocks.remove(time);
    return length;
  }

  /**
   * Leaves only these waiting at a time.
   *
   * @return bytes that the others took
   */
  int keep(long time, List<Held> held) throws Exception {
    int before = remove(time);
    int after = 0;
    for (Held one : held) {
      after += hold(time, one.input(), one.arrived());
    }
    return before - after;
  }
}
