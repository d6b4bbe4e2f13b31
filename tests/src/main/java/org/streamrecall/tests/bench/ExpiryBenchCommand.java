package org.streamrecall.tests.bench;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.streamrecall.deploy.LocalCluster;
import org.streamrecall.deploy.LocalJob;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.flink.EventInput;
import org.streamrecall.flink.Recall;
import org.streamrecall.flink.RecallInput;
import org.streamrecall.flink.RecallTypes;
import org.streamrecall.flink.Tell;
import org.streamrecall.measure.Atom;
import org.streamrecall.model.FieldsJson;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.Schema;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code tests/bench expiry}: state of keys that came once, before and after they are forgotten.
 */
@Command(
    name = "bench expiry",
    mixinStandardHelpOptions = true,
    description =
        "Tells each of many keys something once, and says how large the state is, as checkpoints"
            + " hold it, while they are remembered and after they were silent for long.")
public final class ExpiryBenchCommand implements Callable<Integer> {
  private static final AtomicLong TOLD = new AtomicLong();
  private static final EventSchema EVENTS =
      EventSchema.of("card", "at", "category(shop), x", "amount", null);

  /**
   * Of the state at its largest, at most what is left when all keys but one are gone: RocksDB's
   * files hold marks of what was removed until it merges them.
   */
  private static final double LEFT = 0.05;

  @Option(
      names = "--keys",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Keys that come once (default: ${DEFAULT-VALUE}).")
  private long keys;

  @Option(names = "--events", description = "Events instead of tokens.")
  private boolean events;

  @Option(names = "--rocksdb", description = "State on disk instead of on the heap.")
  private boolean rocks;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "60",
      description = "Silence after which a key is forgotten (default: ${DEFAULT-VALUE}).")
  private int seconds;

  public static void main(String[] args) {
    System.exit(new CommandLine(new ExpiryBenchCommand()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    try (LocalCluster cluster = LocalCluster.start(2)) {
      StreamExecutionEnvironment environment = cluster.environment();
      environment.configure(configuration());
      build(environment);
      LocalJob job = cluster.submit(environment, "expiry");
      while (TOLD.get() < keys) {
        job.requireSound();
        Thread.sleep(50);
      }
      long most = next(job);
      say("%,d keys told once: %,d bytes of state, %,d a key", keys, most, most / keys);
      long left = most;
      long deadline = System.nanoTime() + Duration.ofSeconds(10 + 3L * seconds).toNanos();
      while (left > LEFT * most && System.nanoTime() < deadline) {
        left = next(job);
      }
      say("silent for more than %d s: %,d bytes of state", seconds, left);
      job.cancel();
      return left <= LEFT * most ? 0 : 1;
    }
  }

  private Configuration configuration() {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(1));
    if (rocks) {
      configuration.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    }
    return configuration;
  }

  /** State of a checkpoint that has begun after now, in bytes. */
  private static long next(LocalJob job) throws InterruptedException {
    long after = job.checkpointed().map(LocalJob.Checkpointed::number).orElse(0L) + 1;
    while (true) {
      job.requireSound();
      var latest = job.checkpointed();
      if (latest.isPresent() && latest.get().number() > after) {
        return latest.get().bytes();
      }
      Thread.sleep(50);
    }
  }

  private void build(StreamExecutionEnvironment environment) {
    Duration silence = Duration.ofSeconds(seconds);
    if (events) {
      GeneratorFunction<Long, EventInput<String>> told = told(keys, ExpiryBenchCommand::event);
      Recall.events(
              EndlessSource.of(environment, told, RecallTypes.eventInput(Types.STRING)),
              Types.STRING)
          .model(EVENTS.untrained())
          .forgetAfter(silence)
          .uid("expiry")
          .apply()
          .sinkTo(new DiscardingSink<>());
    } else {
      GeneratorFunction<Long, RecallInput> told = told(keys, ExpiryBenchCommand::token);
      Schema schema = Schema.of(FieldsJson.parse("{\"tag\":8,\"content\":1}"));
      Recall.inputs(EndlessSource.of(environment, told, RecallTypes.INPUT))
          .model(RecallModel.untrained(schema))
          .forgetAfter(silence)
          .uid("expiry")
          .apply()
          .sinkTo(new DiscardingSink<>());
    }
  }

  /** Each key once, then one of them now and then. */
  private static <T> GeneratorFunction<Long, T> told(long keys, GeneratorFunction<Long, T> of) {
    return i -> {
      if (i >= keys) {
        Thread.sleep(10);
      }
      T told = of.map(Math.min(i, keys));
      TOLD.set(i);
      return told;
    };
  }

  private static RecallInput token(long key) {
    return new Tell("key-" + key, new Atom(new float[8], new float[] {1}, 1, Atom.NO_TIME, null));
  }

  private static EventInput<String> event(long key) {
    double[] numbers = {key % 10, key % 7};
    Event read = new Event("key-" + key, Atom.NO_TIME, numbers, new String[] {"shop"}, null);
    return new EventInput.Happened<>("as it came", read, null);
  }

  private static void say(String format, Object... args) {
    System.out.println(String.format(Locale.ROOT, format, args));
  }
}
