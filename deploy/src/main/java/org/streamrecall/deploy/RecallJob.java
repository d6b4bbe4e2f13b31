package org.streamrecall.deploy;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.streamrecall.kafka.Broker;
import org.streamrecall.kafka.EventsKafka;
import org.streamrecall.kafka.Outgoing;
import org.streamrecall.kafka.RecallKafka;
import org.streamrecall.model.Prediction;
import org.streamrecall.model.RecallModel;

/** A recall between Kafka topics as a job of its own, on whatever cluster the environment is of. */
public final class RecallJob {
  private static final Logger LOG = LoggerFactory.getLogger(RecallJob.class);

  static final Duration CHECKPOINT_TIMEOUT = Duration.ofMinutes(2);

  /** Fixed for the life of a job's state; as Flink would choose it up to 85 subtasks. */
  private static final int MAX_PARALLELISM = 128;

  /** The default of 100 ms would be most of an answer's latency. */
  private static final Duration BUFFER_TIMEOUT = Duration.ofMillis(5);

  private RecallJob() {}

  /**
   * Checks that Kafka is there and will take our transactions, creates the topics that are missing,
   * and adds the job to the environment.
   *
   * @return the predictions, for those who want them for something else too
   * @throws IllegalStateException if Kafka is not reachable within seconds, refuses what the job
   *     needs, or has limits that do not fit
   * @throws IllegalArgumentException if the sketch is too small for the model's schema
   */
  public static DataStream<Prediction> build(
      StreamExecutionEnvironment environment, RecallModel model, JobOptions options) {
    try (Broker broker = Broker.connect(options.kafka().access())) {
      return build(environment, broker, model, options);
    }
  }

  /** The same by a connection that there is. */
  static DataStream<Prediction> build(
      StreamExecutionEnvironment environment,
      Broker broker,
      RecallModel model,
      JobOptions options) {
    JobTopics topics = JobTopics.of(options, null);
    createTopics(broker, options, topics);
    requireRights(broker, options, topics);
    environment.configure(configuration(options));
    return new RecallKafka(options.kafka())
        .time(options.time())
        .serving(options.serving())
        .apply(environment, model, options.sketchBytes(), options.halfLife());
  }

  /**
   * The same for events.
   *
   * @return the records that it writes
   */
  public static DataStream<Outgoing> build(
      StreamExecutionEnvironment environment,
      RecallModel model,
      JobOptions options,
      EventTopics events) {
    try (Broker broker = Broker.connect(options.kafka().access())) {
      return build(environment, broker, model, options, events);
    }
  }

  static DataStream<Outgoing> build(
      StreamExecutionEnvironment environment,
      Broker broker,
      RecallModel model,
      JobOptions options,
      EventTopics events) {
    EventsKafka kafka = kafka(options, events);
    JobTopics topics = JobTopics.of(options, events);
    createTopics(broker, options, topics);
    kafka.requireKeys(broker.isCompacted(events.out()));
    requireRights(broker, options, topics);
    environment.configure(configuration(options));
    return kafka.apply(environment, model, options.sketchBytes(), options.halfLife());
  }

  /**
   * @throws IllegalArgumentException if one of its topics is none for events
   */
  static EventsKafka kafka(JobOptions options, EventTopics events) {
    return new EventsKafka(options.kafka(), events.in(), events.out(), events.outcomes())
        .id(events.id())
        .alarms(events.alarms())
        .quantiles(events.quantiles().stream().mapToDouble(Double::doubleValue).toArray())
        .time(options.time())
        .serving(options.serving());
  }

  /** All but the pipeline: checks, topics and configuration. */
  public static void prepare(
      StreamExecutionEnvironment environment,
      JobOptions options,
      List<String> read,
      List<String> written) {
    try (Broker broker = Broker.connect(options.kafka().access())) {
      JobTopics topics = new JobTopics(new LinkedHashSet<>(read), new LinkedHashSet<>(written));
      createTopics(broker, options, topics);
      requireRights(broker, options, topics);
    }
    environment.configure(configuration(options));
  }

  /** Creates those of a job's topics that are missing, and checks the others. */
  static void createTopics(Broker broker, JobOptions options, JobTopics topics) {
    broker.requireTransactionTimeout(
        options.kafka(), options.checkpointInterval(), CHECKPOINT_TIMEOUT);
    broker.requireWritable(options.kafka(), topics.written());
    Set<String> inputs = options.time().isOrder() ? topics.read() : Set.of();
    broker.createMissing(options.kafka(), topics.all(), inputs, options.partitions());
    Set<String> unsure = broker.stampedBySenders(inputs);
    if (!unsure.isEmpty()) {
      LOG.warn(
          "Records of {} have the times of their senders' clocks: one clock that is ahead can make"
              + " others' records late when they are read again; let Kafka stamp them:"
              + " message.timestamp.type=LogAppendTime",
          unsure);
    }
  }

  private static void requireRights(Broker broker, JobOptions options, JobTopics topics) {
    broker.requireRights(options.kafka(), topics.read(), topics.written());
    sayUnchecked(broker);
  }

  /** Once, and whatever it is the job goes on. */
  static void sayUnchecked(Broker broker) {
    broker.unchecked().forEach(LOG::warn);
  }

  private static Configuration configuration(JobOptions options) {
    Configuration configuration = new Configuration();
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, options.checkpointInterval());
    configuration.set(
        CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
    configuration.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, CHECKPOINT_TIMEOUT);
    configuration.set(ExecutionOptions.BUFFER_TIMEOUT, BUFFER_TIMEOUT);
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.MAX_PARALLELISM, MAX_PARALLELISM);
    // Every type of ours is immutable.
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
        Duration.ofMillis(200));
    if (options.state() != null) {
      keepState(configuration, new StateFolder(options.state()));
    }
    return configuration;
  }

  private static void keepState(Configuration configuration, StateFolder folder) {
    configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
    configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.uri());
    configuration.set(CheckpointingOptions.SAVEPOINT_DIRECTORY, folder.uri());
    configuration.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    // The folder is the job's own: what it goes on from is removed once a newer one is whole.
    configuration.set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.CLAIM);
    folder
        .newest()
        .ifPresent(path -> configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, path.toString()));
  }
}
