package org.streamrecall.flink.order;

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
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;
import org.streamrecall.flink.Codec;
import org.streamrecall.flink.KeyedInput;
import org.streamrecall.flink.serial.RecordType;
import org.streamrecall.flink.serial.RecordTypes;

/**
 * What waits in the current key, by time.
 *
 * <ol>
 *   <li>What is taken out comes in order of time, then as the comparator says: in no other order
 *       than any other arrival would have given.
 *   <li>{@link Progress#bytes} is all that waits.
 *   <li>No array in the state is ever written into.
 *   <li>A record is held at a cost that does not grow with how many wait for the same time.
 * </ol>
 *
 * <p>A time's records stand one after the other: when each came by the clock, whether it has been
 * answered, its length, its bytes. The block to which more is added begins with how many full ones
 * there are beside it.
 */
final class Pending<I extends KeyedInput> {
  /**
   * Where some of what waits for a time stands.
   *
   * @param number 0 for what came last, to which more is added; from 1 on for what is full
   */
  record Slot(long time, int number) {
    record OfSlot() implements Codec<Slot> {
      @Override
      public void write(Slot value, DataOutputView out) throws IOException {
        out.writeLong(value.time);
        out.writeInt(value.number);
      }

      @Override
      public Slot read(DataInputView in) throws IOException {
        return new Slot(in.readLong(), in.readInt());
      }
    }
  }

  /** Nothing. */
  static final long NEVER = Long.MAX_VALUE;

  static final MapStateDescriptor<Slot, byte[]> BLOCKS =
      new MapStateDescriptor<>(
          "pending", new RecordType<>(Slot.class, new Slot.OfSlot()), RecordTypes.BYTES);

  private static final int FRAME = Long.BYTES + 1 + Integer.BYTES;
  private static final int HEADER = Integer.BYTES;

  /** Bytes that are copied for each record at most, beside itself. */
  private static final int BLOCK = 2048;

  private final MapState<Slot, byte[]> blocks;
  private final ValueState<Progress> progress;
  private final TypeSerializer<I> serializer;
  private final Comparator<? super Held<I>> order;
  private final DataOutputSerializer out = new DataOutputSerializer(256);

  Pending(RuntimeContext context, TypeSerializer<I> serializer, Comparator<? super Held<I>> order) {
    this.serializer = serializer;
    this.order = order;
    blocks = context.getMapState(BLOCKS);
    progress =
        context.getState(
            new ValueStateDescriptor<>(
                "progress", new RecordType<>(Progress.class, new Progress.OfProgress())));
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
  int hold(long time, I input, long arrived, boolean answered) throws Exception {
    Slot last = new Slot(time, 0);
    byte[] before = blocks.get(last);
    int full = 0;
    if (before != null) {
      full = full(before);
      if (before.length > BLOCK) {
        blocks.put(new Slot(time, ++full), Arrays.copyOfRange(before, HEADER, before.length));
        before = null;
      }
    }
    out.clear();
    out.writeInt(full);
    if (before != null) {
      out.write(before, HEADER, before.length - HEADER);
    }
    int start = out.length();
    out.writeLong(arrived);
    out.writeBoolean(answered);
    out.writeInt(0);
    serializer.serialize(input, out);
    int length = out.length() - start;
    out.writeIntUnsafe(length - FRAME, start + Long.BYTES + 1);
    blocks.put(last, out.getCopyOfBuffer());
    return length;
  }

  private static int full(byte[] block) throws IOException {
    return new DataInputDeserializer(block, 0, HEADER).readInt();
  }

  /** Of the current key: nothing waits, and it has not come anywhere. */
  void forget() {
    blocks.clear();
    progress.clear();
  }

  /** The times up to the last one, in order. */
  List<Long> times(long last) throws Exception {
    List<Long> times = new ArrayList<>();
    for (Slot slot : blocks.keys()) {
      if (slot.number() == 0 && slot.time() <= last) {
        times.add(slot.time());
      }
    }
    times.sort(null);
    return times;
  }

  /** The earliest time at which anything waits, or {@link #NEVER}. */
  long earliest() throws Exception {
    long earliest = NEVER;
    for (Slot slot : blocks.keys()) {
      earliest = Math.min(earliest, slot.time());
    }
    return earliest;
  }

  /** What waits at a time, in order. */
  List<Held<I>> at(long time) throws Exception {
    byte[] last = blocks.get(new Slot(time, 0));
    List<Held<I>> held = new ArrayList<>();
    for (int number = 1; number <= full(last); number++) {
      read(blocks.get(new Slot(time, number)), 0, held);
    }
    read(last, HEADER, held);
    held.sort(order);
    return held;
  }

  private void read(byte[] block, int start, List<Held<I>> held) throws IOException {
    DataInputDeserializer in = new DataInputDeserializer(block, start, block.length - start);
    while (in.available() > 0) {
      long arrived = in.readLong();
      boolean answered = in.readBoolean();
      int length = in.readInt();
      int from = in.getPosition();
      I input = serializer.deserialize(in);
      held.add(
          new Held<>(input, answered, arrived, Arrays.copyOfRange(block, from, from + length)));
    }
  }

  /**
   * Takes out all that waits at a time.
   *
   * @return bytes that it took
   */
  int remove(long time) throws Exception {
    Slot last = new Slot(time, 0);
    byte[] block = blocks.get(last);
    int bytes = block.length - HEADER;
    for (int number = 1; number <= full(block); number++) {
      Slot slot = new Slot(time, number);
      bytes += blocks.get(slot).length;
      blocks.remove(slot);
    }
    blocks.remove(last);
    return bytes;
  }

  /**
   * Leaves only these waiting at a time.
   *
   * @return bytes that the others took
   */
  int keep(long time, List<Held<I>> held) throws Exception {
    int before = remove(time);
    int after = 0;
    for (Held<I> one : held) {
      after += hold(time, one.input(), one.arrived(), one.answered());
    }
    return before - after;
  }
}
