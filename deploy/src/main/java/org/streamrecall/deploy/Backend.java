package org.streamrecall.deploy;

import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Where a local job holds its memories. They and their answers are the same bytes in either. */
enum Backend {
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

  void configure(StreamExecutionEnvironment environment) {
    Configuration configuration = new Configuration();
    configuration.set(StateBackendOptions.STATE_BACKEND, type);
    configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, incremental);
    environment.configure(configuration);
  }
}
