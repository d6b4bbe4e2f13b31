package org.streamrecall.tests.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.streamrecall.deploy.BackendOptions;
import org.streamrecall.deploy.LocalCluster;
import org.streamrecall.deploy.LocalJob;
import org.streamrecall.deploy.LocalJob.Checkpointed;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tests/bench keys}: many full memories, on the heap or on disk. */
@Command(
    name = "bench keys",
    mixinStandardHelpOptions = true,
    description =
        "Fills the memories of many keys, then draws keys: for each event its key's memory is read,"
            + " asked, told and written. Prints answers a second from then on, and what checkpoints"
            + " take. On the heap all of it has to fit: STREAMRECALL_JAVA_OPTS=-Xmx4g.")
public final class KeysBenchCommand implements Callable<Integer> {
  private static final int SUBTASKS = 2;

  @Spec private CommandSpec spec;

  @Option(
      names = "--keys",
      paramLabel = "N",
      defaultValue = "300000",
      description = "Keys, all of them there before any answer counts (default: ${DEFAULT-VALUE}).")
  private int keys;

  @Option(
      names = "--bytes",
      paramLabel = "B",
      defaultValue = "4096",
      description = "Bytes of one key at most (default: ${DEFAULT-VALUE}).")
  private int bytes;

  @Mixin private BackendOptions backend = new BackendOptions();

  @Option(names = "--tokens", description = "Tokens and questions by turns, instead of events.")
  private boolean tokens;

  @Option(
      names = "--zipf",
      paramLabel = "S",
      defaultValue = "0",
      description = "Draws the k-th key 1/k^S times as often as the first (default: 0, all alike).")
  private double zipf;

  @Option(
      names = "--fill",
      paramLabel = "N",
      description =
          "Records of each key before any answer counts (default: 8 events, which fill a memory, or 24"
              + " tokens, the last a question).")
  private Integer fill;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "30",
      description =
          "Time that counts, after half as long that does not (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--checkpoint-interval",
      paramLabel = "MILLIS",
      defaultValue = "5000",
      description = "From one checkpoint to the next (default: ${DEFAULT-VALUE}).")
  private int checkpointMillis;

  @Option(
      names = "--flink",
      paramLabel = "KEY=VALUE",
      description = "A setting of Flink's, in place of ours; may be repeated.")
  private Map<String, String> flink = Map.of();

  private KeysJob load;
  private LocalJob job;

  public static void main(String[] args) {
    System.exit(
        new CommandLine(new KeysBenchCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(args));
  }

  @Override
  public Integer call() throws Exception {
    try {
      backend.requireConsistent(SUBTASKS);
      int usual = tokens ? KeysJob.TOKENS_FILL : KeysJob.EVENTS_FILL;
      load = new KeysJob(keys, bytes, tokens, fill == null ? usual : fill, zipf);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
    try (LocalCluster cluster = LocalCluster.start(SUBTASKS)) {
      StreamExecutionEnvironment environment = cluster.environment();
      backend.configure(environment);
      environment.configure(configuration());
      load.build(environment);
      job = cluster.submit(environment, "keys");
      measure();
      job.cancel();
      return 0;
    }
  }

  private Configuration configuration() {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(
        CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(checkpointMillis));
    flink.forEach(configuration::setString);
    return configuration;
  }

  private void measure() throws InterruptedException {
    long began = System.nanoTime();
    while (load.answered() < load.firstAnswers()) {
      job.requireSound();
      Thread.sleep(20);
    }
    say("%,d keys are there after %.1f s", keys, (System.nanoTime() - began) / 1e9);
    watch(seconds * 500L, false);
    long start = System.nanoTime();
    long answered = load.answered();
    long cpu = cpu();
    List<Checkpointed> checkpoints = watch(seconds * 1000L, true);
    double counted = load.answered() - answered;
    say(
        "%,.0f answers a second, %.1f us of CPU each",
        counted * 1e9 / (System.nanoTime() - start), (cpu() - cpu) / 1e3 / counted);
    Checkpointed last = checkpoints.get(checkpoints.size() - 1);
    say("state of %,.1f MB, %,d bytes a key", last.bytes() / 1e6, last.bytes() / keys);
    say(
        "%d checkpoints: %.2f s and %,.1f MB on average, at most %.2f s",
        checkpoints.size(),
        checkpoints.stream().mapToLong(c -> c.took().toMillis()).average().orElseThrow() / 1e3,
        checkpoints.stream().mapToLong(Checkpointed::written).average().orElseThrow() / 1e6,
        checkpoints.stream().mapToLong(c -> c.took().toMillis()).max().orElseThrow() / 1e3);
  }

  /**
   * The checkpoints that end from now on.
   *
   * @param some whether to wait beyond the time for the first of them
   */
  private List<Checkpointed> watch(long millis, boolean some) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofMillis(millis).toNanos();
    List<Checkpointed> ended = new ArrayList<>();
    long last = job.checkpointed().map(Checkpointed::number).orElse(0L);
    while (System.nanoTime() < end || some && ended.isEmpty()) {
      job.requireSound();
      Checkpointed now = job.checkpointed().orElse(null);
      if (now != null && now.number() > last) {
        ended.add(now);
        last = now.number();
      }
      Thread.sleep(20);
    }
    return ended;
  }

  /** Of the whole process, RocksDB's threads too. */
  private static long cpu() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private void say(String format, Object... args) {
    spec.commandLine().getOut().println(String.format(Locale.ROOT, format, args));
    spec.commandLine().getOut().flush();
  }
}
