package org.streamrecall.deploy;

import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Where a local job holds its memories. They and their answers are the same bytes in either. */
public enum Backend {
  /** On the heap, which all of them must fit: soonest answered, but written whole each time. */
  HEAP("hashmap", false),

  /** On disk: a record costs more, but a checkpoint writes only what has changed since the last. */
  ROCKSDB("rocksdb", true);

  private final String type;
  private final boolean incremental;

  Backend(String type, boolean incremental) {
    this.type = type;
    this.incremental = incremental;
  }

  /**
   * Has an environment's jobs hold their memories here.
   *
   * @param memory of RocksDB for each subtask; the heap has no use for it
   */
  public void configure(StreamExecutionEnvironment environment, MemorySize memory) {
    Configuration configuration = new Configuration();
    configuration.set(StateBackendOptions.STATE_BACKEND, type);
    configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, incremental);
    if (this == ROCKSDB) {
      RocksDbSettings.of(memory).forEach(configuration::setString);
    }
    environment.configure(configuration);
  }
}
