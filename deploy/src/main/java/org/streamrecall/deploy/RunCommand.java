package org.streamrecall.deploy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.streamrecall.measure.SketchLayout;
import org.streamrecall.model.RecallModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Serves a model between the topics of a Kafka, until it is interrupted. */
@Command(
    name = "run",
    description = {
      "Remembers the tokens and answers the queries of a Kafka, until it is interrupted.",
      "Creates the topics that do not exist. Answers are exactly once to a reader of committed"
          + " records; give --state to go on exactly where it stopped."
    })
final class RunCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Spec private CommandSpec spec;

  @Mixin private KafkaOptions kafka;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "MODEL",
      description = "What train wrote. A newer one in the models topic replaces it.")
  private Path model;

  @Option(
      names = "--sketch-bytes",
      paramLabel = "N",
      converter = PositiveNumber.class,
      defaultValue = "" + SketchLayout.DEFAULT_BYTES,
      description = "Bytes of one context's memory (default: ${DEFAULT-VALUE}).")
  private int sketchBytes;

  @Option(
      names = "--checkpoint-interval",
      paramLabel = "MILLIS",
      converter = PositiveNumber.class,
      defaultValue = "500",
      description =
          "How often answers are committed, and memories kept (default: ${DEFAULT-VALUE}).")
  private int checkpointMillis;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description =
          "Keep memories here, and go on from the newest. Without it a next run rebuilds them from"
              + " the tokens topic.")
  private Path state;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      converter = PositiveNumber.class,
      description = "Subtasks (default: the number of cores).")
  private Integer parallelism;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      converter = PositiveNumber.class,
      defaultValue = "" + JobOptions.PARTITIONS,
      description = "Partitions of topics that do not exist yet (default: ${DEFAULT-VALUE}).")
  private int partitions;

  @Override
  public Integer call() throws InterruptedException {
    RecallModel loaded = new InputFile("--model", model).model();
    JobOptions options =
        new JobOptions(
            kafka.settings(), sketchBytes, Duration.ofMillis(checkpointMillis), partitions, state);
    try (LocalCluster cluster =
        LocalCluster.start(
            parallelism == null ? Runtime.getRuntime().availableProcessors() : parallelism)) {
      StreamExecutionEnvironment environment = cluster.environment();
      RecallJob.build(environment, loaded, options);
      LocalJob job = cluster.submit(environment, options.kafka().groupId());
      Thread stop = new Thread(() -> job.stop(PATIENCE), "stop the job");
      Runtime.getRuntime().addShutdownHook(stop); // Ctrl-C
      try {
        job.awaitRunning(PATIENCE);
        say(
            "Serving %s from %s (%s -> %s); Ctrl-C stops.",
            loaded.id(),
            options.kafka().bootstrapServers(),
            options.kafka().topics().queries(),
            options.kafka().topics().predictions());
        job.awaitEnd();
      } finally {
        forget(stop);
      }
      return 0;
    } catch (IllegalStateException e) {
      throw new CommandFailure(e.getMessage(), e);
    }
  }

  private void say(String format, Object... args) {
    spec.commandLine().getErr().println(format.formatted(args));
    spec.commandLine().getErr().flush();
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return; // it is running: that is why the job has ended
    }
  }
}
