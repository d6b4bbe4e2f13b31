package org.streamrecall.deploy;

import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.streamrecall.client.Topics;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.kafka.Broker;
import org.streamrecall.kafka.KafkaAlarms;
import org.streamrecall.kafka.KafkaDelivery;
import org.streamrecall.kafka.NameHeld;
import org.streamrecall.measure.SketchLayout;
import org.streamrecall.model.RecallModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Serves a model between the topics of a Kafka, until it is interrupted. */
@Command(
    name = "run",
    description = {
      "Judges the events of a topic (--events, --out), or remembers the tokens and answers the queries"
          + " of a Kafka; until it is interrupted.",
      "Events are JSON objects; they go to the out topic with a field recall added, under the same key"
          + " and headers.",
      "Creates the topics that do not exist. Answers are exactly once to a reader of committed"
          + " records; give --state to go on exactly where it stopped."
    })
class RunCommand implements Callable<Integer> {
  private static final Duration LONGEST_WATCH = Duration.ofSeconds(3);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int RESTARTS = 10;

  @Spec private CommandSpec spec;

  @Mixin private KafkaOptions kafka;

  @Option(
      names = "--events",
      paramLabel = "TOPIC",
      description = "Events, each asked about and then learned.")
  private String events;

  @Option(names = "--out", paramLabel = "TOPIC", description = "Where answered events go.")
  private String out;

  @Mixin private EventOptions eventOptions = new EventOptions();

  @Mixin private OutcomeOptions outcomeOptions = new OutcomeOptions();

  @Mixin private AlarmOptions alarmOptions = new AlarmOptions();

  @Mixin private QuantilesOption quantiles = new QuantilesOption();

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description =
          "What train wrote. A newer one in the models topic replaces it. Events need none: an"
              + " untrained default answers at once.")
  private Path model;

  @Option(
      names = "--sketch-bytes",
      paramLabel = "N",
      converter = PositiveNumber.class,
      defaultValue = "" + SketchLayout.DEFAULT_BYTES,
      description = "Bytes of one context's memory (default: ${DEFAULT-VALUE}).")
  private int sketchBytes;

  @Mixin private HalfLifeOption halfLife = new HalfLifeOption();

  @Mixin private TimeOptions timeOptions = new TimeOptions();

  @Mixin private ServingOptions servingOptions = new ServingOptions();

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

  @Mixin private BackendOptions backendOptions = new BackendOptions();

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      converter = PositiveNumber.class,
      description = "Subtasks (default: the number of cores).")
  private Integer parallelism;

  @Option(
      names = "--restarts",
      paramLabel = "N",
      converter = PositiveNumber.class,
      description =
          "End with status 1 after so many failures in a row without a whole checkpoint between, as"
              + " of a full disk or heap; not of Kafka's absence (default: 10).")
  private Integer restarts;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      converter = PositiveNumber.class,
      defaultValue = "" + JobOptions.PARTITIONS,
      description = "Partitions of topics that do not exist yet (default: ${DEFAULT-VALUE}).")
  private int partitions;

  @Override
  public Integer call() throws Exception {
    requireConsistent();
    RecallModel loaded = model == null ? null : new InputFile("--model", model).model();
    RecallModel serving = events == null ? loaded : eventOptions.modelOr(loaded);
    if (events != null) {
      halfLife.requireTime(EventSchema.of(serving));
      quantiles.requireNumbers(EventSchema.of(serving));
    }
    JobOptions options =
        new JobOptions(
            kafka.settings(topicsOfEvents()),
            sketchBytes,
            Duration.ofMillis(checkpointMillis),
            partitions,
            state,
            halfLife.duration(),
            timeOptions.time(),
            servingOptions.serving());
    try {
      return serve(serving, options);
    } catch (IllegalStateException e) {
      throw new CommandFailure(e.getMessage(), e);
    }
  }

  /** Those that name the job: alarms are not among them, for they may be added to one that runs. */
  private List<String> topicsOfEvents() {
    return Stream.of(events, out, outcomeOptions.topic()).filter(Objects::nonNull).toList();
  }

  /** Null of a job of tokens and queries. */
  final EventTopics eventTopics() {
    return events == null
        ? null
        : new EventTopics(events, out, outcomeOptions.outcomes(), outcomeOptions.id())
            .withAlarms(alarms())
            .withQuantiles(quantiles.levels());
  }

  private KafkaAlarms alarms() {
    return alarmOptions.to() == null
        ? null
        : new KafkaAlarms(alarmOptions.to(), alarmOptions.rule());
  }

  /** Adds the job to an environment. */
  final void build(
      StreamExecutionEnvironment environment,
      Broker broker,
      RecallModel serving,
      JobOptions options) {
    if (events == null) {
      RecallJob.build(environment, broker, serving, options);
    } else {
      RecallJob.build(environment, broker, serving, options, eventTopics());
    }
  }

  /** Whether any option was given that a cluster of the user's has a setting of its own for. */
  final boolean hasLocalOptions() {
    return state != null || backendOptions.isGiven() || parallelism != null || restarts != null;
  }

  /** Runs the job on a cluster in this process until it is interrupted. */
  int serve(RecallModel serving, JobOptions options) throws Exception {
    if (state == null) {
      return serve(serving, options, null);
    }
    StateFolder folder = new StateFolder(state);
    FileChannel mine = folder.lock();
    try {
      folder.requireReadableBy(backendOptions.backend());
      return serve(serving, options, KeptState.begin(folder, this::say));
    } finally {
      mine.close();
    }
  }

  private int subtasks() {
    return parallelism == null ? Runtime.getRuntime().availableProcessors() : parallelism;
  }

  private int serve(RecallModel serving, JobOptions options, KeptState kept)
      throws InterruptedException {
    try (Broker broker = Broker.connect(options.kafka().access())) {
      requireNoOther(broker, options);
      return serve(serving, options, broker, kept);
    }
  }

  private int serve(RecallModel serving, JobOptions options, Broker broker, KeptState kept)
      throws InterruptedException {
    JobTopics topics = JobTopics.of(options, eventTopics());
    Runnable rights = () -> broker.requireRights(options.kafka(), topics.read(), topics.written());
    try (LocalCluster cluster = LocalCluster.start(subtasks());
        RunWatch watch = watch(kept, rights)) {
      StreamExecutionEnvironment environment = cluster.environment();
      build(environment, broker, serving, options);
      backendOptions.configure(environment);
      if (kept != null) {
        kept.announce();
      }
      new KeyAccount(options, backendOptions.backend()).lines().forEach(this::say);
      NameHeld name = NameHeld.take(options.kafka(), broker);
      StalledReaders stalled =
          new StalledReaders(broker, options.kafka(), topics.all(), StalledReaders.LONG, this::say);
      try {
        LocalJob job = cluster.submit(environment, options.kafka().groupId());
        job.watchedBy(watch::look);
        cluster.onInterrupt(() -> job.stop(PATIENCE)); // Ctrl-C
        RestoreLine line = new RestoreLine(kept == null ? 0 : kept.bytes(), this::say);
        job.awaitRunning(PATIENCE, line::waiting);
        say(serves(serving, options));
        stalled.start(StalledReaders.LONG);
        job.awaitStop();
        return 0;
      } finally {
        stalled.close();
        name.close();
      }
    }
  }

  private String serves(RecallModel serving, JobOptions options) {
    return "Serving %s from %s (%s -> %s); Ctrl-C stops."
        .formatted(
            serving.id(),
            options.kafka().bootstrapServers(),
            events == null ? options.kafka().topics().queries() : events,
            events == null ? options.kafka().topics().predictions() : out);
  }

  private static void requireNoOther(Broker broker, JobOptions options)
      throws InterruptedException {
    KafkaDelivery delivery = options.kafka().delivery();
    if (delivery.guarantee() == DeliveryGuarantee.EXACTLY_ONCE) {
      Duration watched = options.checkpointInterval().multipliedBy(3);
      broker
          .transactions()
          .requireNoOther(
              delivery.transactionPrefix(),
              watched.compareTo(LONGEST_WATCH) < 0 ? watched : LONGEST_WATCH);
    }
  }

  private RunWatch watch(KeptState kept, Runnable rights) {
    Path written = kept == null ? Path.of(System.getProperty("java.io.tmpdir")) : state;
    String after =
        kept == null
            ? "without --state memories are rebuilt from the oldest records"
            : "with the same --state it goes on where it was, exactly once";
    return new RunWatch(
        new FailuresInRow(restarts == null ? RESTARTS : restarts, written, after, this::say),
        new HeapWatch(this::say),
        rights,
        kept == null ? () -> {} : kept::superseded);
  }

  void requireConsistent() {
    if ((events == null) != (out == null)) {
      throw wrongly("--events and --out go together: the topic that is read, and the one written");
    }
    if (events == null && model == null) {
      throw wrongly("Missing required option: '--model'; or say --events and --out");
    }
    if (outcomeOptions.topic() != null && outcomeOptions.id() == null) {
      throw wrongly("--outcomes goes with --id, the field that they are joined by");
    }
    if (events == null && outcomeOptions.outcomes() != null) {
      throw wrongly("--outcomes goes with --events");
    }
    if (events != null && servingOptions.isSalted()) {
      throw wrongly("--salts and --salted go with tokens and queries");
    }
    if (events != null && servingOptions.isDistinct() && outcomeOptions.id() == null) {
      throw wrongly("--distinct-refs goes with --id, the field that an event is known by");
    }
    if (events == null && outcomeOptions.id() != null) {
      throw wrongly("--id goes with --events; a token is known by its ref");
    }
    if (events == null && !alarmOptions.isEmpty()) {
      throw wrongly("--alarms goes with --events; tokens and queries raise none");
    }
    alarmOptions.requireConsistent();
    if (events == null && !quantiles.isEmpty()) {
      throw wrongly("--quantiles goes with --events; answers to queries of tokens have none");
    }
    if (!servingOptions.isConsistent()) {
      throw wrongly("--salted goes with --salts: which contexts, and in how many shards");
    }
    try {
      backendOptions.requireConsistent(subtasks());
    } catch (IllegalArgumentException e) {
      throw wrongly(e.getMessage());
    }
    requireTopic("--events", events);
    requireTopic("--out", out);
    requireTopic("--outcomes", outcomeOptions.topic());
    requireTopic("--alarms", alarmOptions.to());
    if (events == null && !eventOptions.isEmpty()) {
      throw wrongly("--key, --time, --like, --predict and --base go with --events");
    }
  }

  private void requireTopic(String option, String name) {
    try {
      if (name != null) {
        Topics.requireName(option, name);
      }
    } catch (IllegalArgumentException e) {
      throw wrongly(e.getMessage());
    }
  }

  final ParameterException wrongly(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  /** A line of results. */
  final void out(String line) {
    spec.commandLine().getOut().println(line);
  }

  private void say(String line) {
    spec.commandLine().getErr().println(line);
    spec.commandLine().getErr().flush();
  }
}
