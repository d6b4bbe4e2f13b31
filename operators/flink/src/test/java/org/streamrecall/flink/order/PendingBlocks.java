package org.streamrecall.flink.order;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;

/** How what waits stands in the state. */
public final class PendingBlocks {
  private PendingBlocks() {}

  /** Lengths of the blocks of one key. */
  public static List<Integer> lengths(KeyedStateBackend<Object> backend, String key)
      throws Exception {
    backend.setCurrentKey(key);
    List<Integer> lengths = new ArrayList<>();
    backend
        .getPartitionedState(
            VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, Pending.BLOCKS)
        .values()
        .forEach(block -> lengths.add(block.length));
    return lengths;
  }
}
