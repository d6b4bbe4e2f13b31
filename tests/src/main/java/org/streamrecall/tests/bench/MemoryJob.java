package org.streamrecall.tests.bench;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.SecurityOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.streamrecall.deploy.Loopback;

/** A job over records from memory, run to their end on a cluster in this process. */
abstract class MemoryJob {
  static final int PARALLELISM = 2;

  boolean timed;
  boolean rocks;

  abstract void build(StreamExecutionEnvironment environment, long records);

  /** Runs to the end of so many records. */
  AccessExecutionGraph run(long records) throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(PipelineOptions.MAX_PARALLELISM, 128);
    configuration.set(SecurityOptions.DELEGATION_TOKENS_ENABLED, false); // it warns of having none
    configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(512));
    if (rocks) {
      configuration.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    }
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(Loopback.keep(configuration))
                .setNumSlotsPerTaskManager(PARALLELISM)
                .withRandomPorts()
                .build());
    try {
      cluster.start();
      StreamExecutionEnvironment environment =
          StreamExecutionEnvironment.createLocalEnvironment(PARALLELISM, configuration);
      build(environment, records);
      var id = cluster.submitJob(environment.getStreamGraph()).get().getJobID();
      var result = cluster.requestJobResult(id).get();
      if (!result.isSuccess()) {
        throw new IllegalStateException("the job failed", result.getSerializedThrowable().get());
      }
      return cluster.getExecutionGraph(id).get();
    } finally {
      cluster.close();
    }
  }
}
