package org.streamrecall.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a checkpoint writes when few of many contexts have said something since the last one. */
class IncrementalCheckpointTest {
  private static final int CONTEXTS = 1000;
  private static final int TOUCHED = 10;
  private static final int BYTES = 16384;

  @TempDir Path folder;

  @Test
  void shouldWriteWhatHasChanged() throws Exception {
    EmbeddedRocksDBStateBackend backend = new EmbeddedRocksDBStateBackend(true);
    backend.getMemoryConfiguration().setUseManagedMemory(false); // the harness has next to none
    try (OperatorHarness harness = OperatorHarness.start(Example.MODEL, BYTES, backend)) {
      for (int c = 0; c < CONTEXTS; c++) {
        harness.send(Example.tells("c" + c, 400, c));
      }
      assertThat(harness.memory("c0")).hasSizeGreaterThan(BYTES / 2);
      long id = settle(harness);
      for (int c = 0; c < TOUCHED; c++) {
        harness.send(Example.tells("c" + c * (CONTEXTS / TOUCHED), 200, CONTEXTS + c));
      }
      OperatorSubtaskState few = harness.checkpoint(id + 1, folder);
      assertThat(few.getCheckpointedSize()).isBetween(1L, few.getStateSize() / 20);
    }
  }

  /** Takes checkpoints until RocksDB has merged in the background what it wrote meanwhile. */
  private long settle(OperatorHarness harness) throws Exception {
    long last = -1;
    for (long id = 1; id <= 100; id++) {
      OperatorSubtaskState state = harness.checkpoint(id, folder);
      if (state.getCheckpointedSize() == last) {
        return id;
      }
      last = state.getCheckpointedSize();
      Thread.sleep(200);
    }
    throw new AssertionError("RocksDB did not come to rest within 100 checkpoints");
  }
}
