package org.streamrecall.tests.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.streamrecall.deploy.JobOptions;
import org.streamrecall.deploy.LocalCluster;
import org.streamrecall.deploy.LocalJob;
import org.streamrecall.flink.EventTime;
import org.streamrecall.kafka.KafkaSettings;
import org.streamrecall.kafka.KafkaTime;

/** The job under load, on a cluster of two TaskManagers, and what can be done to it. */
final class ServingJob implements AutoCloseable {
  /** Consumer group and prefix of transactions. */
  static final String NAME = "faults";

  private static final int TASK_MANAGERS = 2;
  private static final int SKETCH_BYTES = 4096;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Longer than any outage: when a broker comes back, all partitions are waited for. */
  private static final Duration IDLE = Duration.ofMinutes(2);

  private static final KafkaTime TIME =
      new KafkaTime(EventTime.DEFAULTS, LoadDraw.LATENESS, IDLE, Duration.ofMinutes(1));

  private final LocalCluster cluster = LocalCluster.start(TASK_MANAGERS, 1);
  private final List<Integer> taskManagers = new ArrayList<>();
  private final Served served;
  private final JobOptions options;
  private int started = TASK_MANAGERS;
  private LocalJob job;

  /**
   * @param served tokens or events
   * @param state folder of its checkpoints
   * @param sabotage or null
   */
  ServingJob(Served served, String servers, Path state, Sabotage sabotage)
      throws InterruptedException {
    this.served = served;
    for (int i = 0; i < TASK_MANAGERS; i++) {
      taskManagers.add(i);
    }
    KafkaSettings settings = KafkaSettings.of(servers, LoadDraw.TOPICS, NAME);
    options =
        JobOptions.of(
                sabotage == Sabotage.AT_LEAST_ONCE
                    ? settings.withGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                    : settings)
            .withSketchBytes(SKETCH_BYTES)
            .withPartitions(LoadDraw.PARTITIONS)
            .withState(state)
            .withTime(
                sabotage == Sabotage.ARRIVAL_ORDER ? KafkaTime.arrival(TIME.maxAhead()) : TIME);
    submit();
    job.awaitRunning(PATIENCE);
  }

  /** From the newest checkpoint or savepoint, if there is one. */
  private void submit() {
    StreamExecutionEnvironment environment = cluster.environment();
    guard(served.build(environment, options));
    job = cluster.submit(environment, NAME);
  }

  private static <T> void guard(DataStream<T> said) {
    said.map(new Tripwire<T>())
        .returns(said.getType())
        .uid("tripwire")
        .sinkTo(new DiscardingSink<>())
        .uid("discard");
  }

  void failTask() throws InterruptedException {
    Tripwire.arm();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (Tripwire.isArmed()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "no query was answered for "
                + PATIENCE.toSeconds()
                + " s, so that no task could fail; the job is "
                + job.status());
      }
      Thread.sleep(5);
    }
  }

  /** Gone for up to a second. */
  void loseTaskManager(Random random) throws InterruptedException {
    Integer lost = taskManagers.remove(random.nextInt(taskManagers.size()));
    cluster.terminateTaskManager(lost);
    Thread.sleep(random.nextInt(1000));
    cluster.startTaskManager();
    taskManagers.add(started++);
  }

  /** At once, or between two records with a savepoint. */
  void cancelAndRestore(Random random) throws InterruptedException {
    if (random.nextBoolean()) {
      job.stop(PATIENCE);
    } else {
      job.cancel();
    }
    job.awaitEnd();
    submit();
  }

  /** Waits until what has been answered by now must have been committed. */
  void awaitCheckpoints(int more) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    long from = checkpoint();
    while (checkpoint() < from + more) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "no checkpoint for " + PATIENCE.toSeconds() + " s; the job is " + job.status());
      }
      Thread.sleep(50);
    }
  }

  private long checkpoint() {
    return job.checkpointed().map(LocalJob.Checkpointed::number).orElse(0L);
  }

  @Override
  public void close() {
    job.cancel();
    cluster.close();
  }
}
