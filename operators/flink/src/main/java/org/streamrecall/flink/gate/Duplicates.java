package org.streamrecall.flink.gate;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.streamrecall.flink.serial.RecordTypes;
import org.streamrecall.measure.Hash;

/**
 * The references of what the current key has learned last, as 64-bit hashes, oldest first: 8 bytes
 * each, beside the memory.
 */
public final class Duplicates {
  private final int window;
  private final ValueState<byte[]> newest;

  /**
   * @param window references that are kept of one key; 0 for none, so that all is new
   */
  public Duplicates(RuntimeContext context, int window) {
    this.window = window;
    newest = context.getState(new ValueStateDescriptor<>("refs", RecordTypes.BYTES));
  }

  /** Whether a reference is among the newest, where some are kept. */
  public boolean has(String ref) throws IOException {
    byte[] held = newest.value();
    if (held == null) {
      return false;
    }
    long hash = Hash.of(ref);
    ByteBuffer hashes = ByteBuffer.wrap(held);
    while (hashes.hasRemaining()) {
      if (hashes.getLong() == hash) {
        return true;
      }
    }
    return false;
  }

  /** Notes what has been learned; the oldest makes room for it. */
  public void add(String ref) throws IOException {
    if (ref == null || window == 0) {
      return;
    }
    byte[] held = newest.value();
    int all = held == null ? 0 : held.length;
    int kept = Math.min(all, (window - 1) * Long.BYTES);
    ByteBuffer next = ByteBuffer.allocate(kept + Long.BYTES);
    if (held != null) {
      next.put(held, all - kept, kept);
    }
    newest.update(next.putLong(Hash.of(ref)).array());
  }

  public void forget() {
    if (window > 0) {
      newest.clear();
    }
  }
}
