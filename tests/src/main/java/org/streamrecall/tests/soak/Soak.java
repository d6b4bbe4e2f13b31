package org.streamrecall.tests.soak;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.streamrecall.client.Topics;
import org.streamrecall.deploy.JobOptions;
import org.streamrecall.deploy.LocalCluster;
import org.streamrecall.deploy.LocalJob;
import org.streamrecall.deploy.RecallJob;
import org.streamrecall.kafka.KafkaSettings;
import org.streamrecall.tests.cluster.BrokerProcess;

/**
 * A steady load through a job, on a broker in a process of its own.
 *
 * @param contexts that all say as much
 * @param perSecond tokens sent
 * @param length of it all
 * @param sketchBytes of one context
 * @param backend Flink's name of the state backend
 * @param queries asked a second
 * @param say told each sample
 */
record Soak(
    int contexts,
    double perSecond,
    Duration length,
    int sketchBytes,
    String backend,
    double queries,
    long seed,
    Consumer<String> say) {
  private static final Topics TOPICS = Topics.withPrefix("soak");
  private static final Duration CHECKPOINTS = Duration.ofSeconds(10);
  private static final Duration SAMPLES = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int PARTITIONS = 4;

  /** All that are sent. */
  long tokens() {
    return Math.round(perSecond * length.toSeconds());
  }

  List<Sample> run(Path folder) throws Exception {
    try (BrokerProcess broker = BrokerProcess.start(folder);
        LocalCluster cluster =
            LocalCluster.start(
                1, Runtime.getRuntime().availableProcessors(), TakenIn.configuration())) {
      LocalJob job = submit(cluster, broker.bootstrapServers());
      job.awaitRunning(PATIENCE);
      try (Questions questions =
              new Questions(
                  broker.bootstrapServers(), TOPICS, queries, new SoakStream(contexts, seed + 1));
          TokenSender sender =
              new TokenSender(
                  broker.bootstrapServers(),
                  TOPICS.tokens(),
                  tokens(),
                  perSecond,
                  new SoakStream(contexts, seed))) {
        return sample(job, sender, questions);
      } finally {
        job.cancel();
      }
    }
  }

  private LocalJob submit(LocalCluster cluster, String servers) {
    StreamExecutionEnvironment environment = cluster.environment();
    JobOptions options =
        JobOptions.of(KafkaSettings.of(servers, TOPICS, "soak"))
            .withSketchBytes(sketchBytes)
            .withPartitions(PARTITIONS)
            .withCheckpointInterval(CHECKPOINTS);
    RecallJob.build(environment, SoakStream.MODEL, options);
    Configuration more = new Configuration();
    more.set(StateBackendOptions.STATE_BACKEND, backend);
    environment.configure(more);
    return cluster.submit(environment, "soak");
  }

  private List<Sample> sample(LocalJob job, TokenSender sender, Questions questions)
      throws InterruptedException {
    List<Sample> samples = new ArrayList<>();
    long start = System.nanoTime();
    say.accept(Sample.HEAD);
    for (long at = SAMPLES.toNanos(); at <= length.toNanos(); at += SAMPLES.toNanos()) {
      Thread.sleep(Math.max(0, (start + at - System.nanoTime()) / 1_000_000));
      sender.requireSound();
      job.requireSound();
      if (at + SAMPLES.toNanos() > length.toNanos()) {
        awaitAll();
      }
      questions.rest();
      double heapMb = LiveHeap.bytes() / 1e6;
      Sample before = samples.isEmpty() ? null : samples.get(samples.size() - 1);
      double seconds = (System.nanoTime() - start) / 1e9;
      long stateBytes = job.checkpointed().map(LocalJob.Checkpointed::bytes).orElse(0L);
      Sample sample = Sample.of(seconds, before, stateBytes, heapMb, questions.latencies());
      samples.add(sample);
      say.accept(sample.line(contexts));
      Thread.sleep(1000); // what the collection held up is made up for
      questions.goOn();
    }
    return samples;
  }

  /** The last are on their way when the time is over; those of a job that lags are not. */
  private void awaitAll() throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (TakenIn.tokens() < tokens() && System.nanoTime() < deadline) {
      Thread.sleep(10);
    }
  }
}
