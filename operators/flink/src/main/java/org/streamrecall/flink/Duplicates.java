package org.streamrecall.flink;

import java.nio.ByteBuffer;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.streamrecall.measure.Hash;

/**
 * The references of the current context's newest tokens, as 64-bit hashes, oldest first: 8 bytes
 * each, beside the memory.
 */
final class Duplicates {
  private final int window;
  private final ValueState<byte[]> newest;

  /**
   * @param window references that are kept of one context
   */
  Duplicates(RuntimeContext context, int window) {
    this.window = window;
    newest = context.getState(new ValueStateDescriptor<>("refs", RecallTypes.MEMORY));
  }

  /**
   * Notes a reference.
   *
   * @param ref null for a token without one, which is like no other
   * @return whether it was among the newest
   */
  boolean seen(String ref) throws Exception {
    if (ref == null) {
      return false;
    }
    long hash = Hash.of(ref);
    byte[] held = newest.value();
    int count = held == null ? 0 : held.length / Long.BYTES;
    for (int i = 0; i < count; i++) {
      if (ByteBuffer.wrap(held).getLong(i * Long.BYTES) == hash) {
        return true;
      }
    }
    int kept = Math.min(count, window - 1);
    ByteBuffer next = ByteBuffer.allocate((kept + 1) * Long.BYTES);
    if (held != null) {
      next.put(held, (count - kept) * Long.BYTES, kept * Long.BYTES);
    }
    newest.update(next.putLong(hash).array());
    return false;
  }

  void forget() {
    newest.clear();
  }
}
