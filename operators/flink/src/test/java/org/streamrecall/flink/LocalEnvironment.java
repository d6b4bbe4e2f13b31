package org.streamrecall.flink;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Where this module's tests run jobs: on clusters that listen to this machine alone. */
final class LocalEnvironment {
  private static final String HOST = "localhost";

  private LocalEnvironment() {}

  static StreamExecutionEnvironment of(int parallelism) {
    return of(parallelism, new Configuration());
  }

  /** Without Kryo too. */
  static StreamExecutionEnvironment of(int parallelism, Configuration configuration) {
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(RestOptions.BIND_ADDRESS, HOST);
    configuration.set(JobManagerOptions.BIND_HOST, HOST);
    configuration.set(TaskManagerOptions.BIND_HOST, HOST);
    return StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
  }
}
