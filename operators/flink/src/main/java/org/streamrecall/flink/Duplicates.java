package org.streamrecall.flink;

import java.nio.ByteBuffer;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;

/**
 * The references of the current context's newest tokens, as 64-bit hashes, oldest first: 8 bytes
 * each, beside the memory.
 */
final class Duplicates {
  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

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
    long hash = hash(ref);
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

  /** FNV-1a over the characters. */
  private static long hash(String ref) {
    long hash = OFFSET;
    for (int i = 0; i < ref.length(); i++) {
      hash = (hash ^ ref.charAt(i)) * PRIME;
    }
    return hash;
  }
}
