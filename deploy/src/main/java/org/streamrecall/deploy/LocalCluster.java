package org.streamrecall.deploy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.SecurityOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Flink cluster inside this process, which listens to this machine alone, with its files in
 * a temporary folder that {@link #close} removes.
 */
public final class LocalCluster implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LocalCluster.class);
  private static final MemorySize ROCKSDB_SLOT = MemorySize.ofMebiBytes(128);
  private static final Duration ASKED_WITHIN = Duration.ofSeconds(3);
  private static final Duration STARTS_WITHIN = Duration.ofSeconds(20);

  private final int parallelism;
  private final TemporaryFolder folder;
  private final MiniCluster cluster;
  private final TaskManagerLoss loss;

  private LocalCluster(
      int parallelism, TemporaryFolder folder, MiniCluster cluster, TaskManagerLoss loss) {
    this.parallelism = parallelism;
    this.folder = folder;
    this.cluster = cluster;
    this.loss = loss;
  }

  /**
   * @param parallelism number of task slots, and of subtasks of a job unless it says otherwise
   * @throws IllegalArgumentException if it is not positive
   */
  public static LocalCluster start(int parallelism) {
    if (parallelism < 1) {
      throw new IllegalArgumentException(
          "parallelism=" + parallelism + " is below 1; give the number of cores to use");
    }
    return start(1, parallelism);
  }

  /**
   * Starts several TaskManagers, which may be lost.
   *
   * @param slots of each
   */
  public static LocalCluster start(int taskManagers, int slots) {
    return start(taskManagers, slots, new Configuration());
  }

  /**
   * The same.
   *
   * @param more that the cluster is told beside what it needs here
   */
  public static LocalCluster start(int taskManagers, int slots, Configuration more) {
    TemporaryFolder folder = TemporaryFolder.create("streamrecall-flink-");
    Configuration configuration = Loopback.keep(new Configuration(more));
    configuration.set(CoreOptions.TMP_DIRS, folder.path().toString());
    configuration.set(BlobServerOptions.STORAGE_DIRECTORY, folder.path().toString());
    configuration.set(WebOptions.TMP_DIR, folder.path().toString());
    // In memory, Flink's own default, a checkpoint of more than 5 MB a task would fail the job.
    configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
    configuration.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        folder.path().resolve("checkpoints").toUri().toString());
    // Of RocksDB, if it is used, and nothing if not; Flink's own is one sum for all slots.
    configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, ROCKSDB_SLOT.multiply(slots));
    // Its own default is a folder that Flink removes at once when the process is interrupted.
    configuration.setString("state.backend.rocksdb.localdir", rocksDb(folder).toString());
    configuration.set(SecurityOptions.DELEGATION_TOKENS_ENABLED, false); // it warns of having none
    // Whoever stops a job by REST may never ask how it went, and the cluster's end waits for that.
    configuration.set(RestOptions.ASYNC_OPERATION_STORE_DURATION, ASKED_WITHIN);
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(taskManagers)
                .setNumSlotsPerTaskManager(slots)
                .withRandomPorts()
                .build());
    TaskManagerLoss loss = TaskManagerLoss.listen();
    try {
      cluster.start();
    } catch (Exception e) {
      loss.close();
      folder.close();
      throw new IllegalStateException(
          "the local Flink cluster did not start: " + e.getMessage() + "; see --verbose", e);
    }
    return new LocalCluster(taskManagers * slots, folder, cluster, loss);
  }

  private static Path rocksDb(TemporaryFolder folder) {
    return folder.path().resolve("rocksdb");
  }

  /** An environment to build a job in for {@link #submit}. */
  public StreamExecutionEnvironment environment() {
    return StreamExecutionEnvironment.createLocalEnvironment(parallelism);
  }

  /** Starts the job that was built in the environment and returns at once. */
  public LocalJob submit(StreamExecutionEnvironment environment, String name) {
    StreamGraph graph = environment.getStreamGraph();
    graph.setJobName(name);
    JobID id = cluster.submitJob(graph).join().getJobID();
    String savepoints =
        environment
            .getConfiguration()
            .getOptional(CheckpointingOptions.SAVEPOINT_DIRECTORY)
            .orElse(null);
    return new LocalJob(cluster, id, savepoints, rocksDb(folder), new JobLoss(cluster, loss, name));
  }

  /**
   * Ends a TaskManager and what runs on it.
   *
   * @param index in order of their start, of those that were lost too
   */
  public void terminateTaskManager(int index) {
    cluster.terminateTaskManager(index).join();
  }

  /** Starts one more, in place of one that was lost. */
  public void startTaskManager() {
    try {
      cluster.startTaskManager();
    } catch (Exception e) {
      throw new IllegalStateException(
          "a TaskManager did not start: " + e.getMessage() + "; see --verbose", e);
    }
  }

  /** What is done when the process is interrupted, while the cluster still has its files. */
  void onInterrupt(Runnable stop) {
    folder.onInterrupt(stop);
  }

  /** Ends the jobs that still run, the cluster, and its folder. */
  @Override
  public void close() {
    awaitStart();
    try {
      cluster.close();
    } catch (Exception e) {
      throw new IllegalStateException(
          "the local Flink cluster did not end cleanly: " + e.getMessage(), e);
    } finally {
      loss.close();
      folder.close();
    }
  }

  /**
   * A cluster whose dispatcher or resource manager is just coming up never ends: the one waits for
   * an RPC system that is gone, the other for the one, and Flink for both.
   */
  private void awaitStart() {
    try {
      cluster.requestClusterOverview().get(STARTS_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException | IllegalStateException e) {
      LOG.debug("the local Flink cluster did not say that it is up", e);
    }
  }
}
