package org.streamrecall.tests.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.streamrecall.client.Topics;
import org.streamrecall.deploy.EmbeddedBroker;
import org.streamrecall.deploy.EventTopics;
import org.streamrecall.deploy.JobOptions;
import org.streamrecall.deploy.LocalCluster;
import org.streamrecall.deploy.LocalJob;
import org.streamrecall.deploy.RecallJob;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.kafka.EventsKafka;
import org.streamrecall.kafka.KafkaSettings;
import org.streamrecall.tests.events.RegimeFile;
import org.streamrecall.tests.events.RegimeStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tests/bench pipeline}: events a second through Kafka, ours beside a counting job. */
@Command(
    name = "bench pipeline",
    mixinStandardHelpOptions = true,
    description = "Events a second of run --events, beside the same job with a counting function.")
public final class PipelineBenchCommand implements Callable<Integer> {
  static final EventSchema SCHEMA =
      EventSchema.of("machine", "at", "category(mode), load, speed", "power", null);

  private static final String EVENTS = "events";
  private static final int PARTITIONS = 4;
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Events in the topic (default: ${DEFAULT-VALUE}).")
  private int events;

  @Option(
      names = "--warm",
      paramLabel = "N",
      defaultValue = "100000",
      description = "Of them, the first that are not counted (default: ${DEFAULT-VALUE}).")
  private int warm;

  @Option(
      names = "--keys",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Keys, their events interleaved (default: ${DEFAULT-VALUE}).")
  private int keys;

  @Option(
      names = "--sketch-bytes",
      paramLabel = "N",
      defaultValue = "4096",
      description = "Bytes of one key (default: ${DEFAULT-VALUE}).")
  private int sketchBytes;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "2",
      description = "Rounds in one JVM, both jobs in each; the last counts (default: 2).")
  private int rounds;

  public static void main(String[] args) {
    System.exit(new CommandLine(new PipelineBenchCommand()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start();
        LocalCluster cluster = LocalCluster.start(Runtime.getRuntime().availableProcessors());
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(EVENTS, PARTITIONS, (short) 1))).all().get();
      fill(broker.bootstrapServers());
      double counting = 0;
      double ours = 0;
      for (int round = 1; round <= rounds; round++) {
        counting = rate(broker, cluster, admin, "counting-" + round, false);
        ours = rate(broker, cluster, admin, "recall-" + round, true);
        System.out.printf(
            Locale.ROOT,
            "round %d: counting %,.0f events/s, run --events %,.0f events/s, ratio %.2f%n",
            round,
            counting,
            ours,
            ours / counting);
      }
      return 0;
    }
  }

  private void fill(String servers) {
    List<RegimeStream> streams = new ArrayList<>();
    for (int key = 0; key < keys; key++) {
      streams.add(new RegimeStream(7, key, 0.01));
    }
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers, "linger.ms", "20", "batch.size", "131072"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < events; i++) {
        int key = i % keys;
        RegimeStream.Sample s = streams.get(key).next();
        String event = RegimeFile.json(key, i / keys, s);
        producer.send(new ProducerRecord<>(EVENTS, utf8("m" + key), utf8(event)));
      }
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Events a second from the first that counts to the last. */
  private double rate(
      EmbeddedBroker broker, LocalCluster cluster, Admin admin, String name, boolean recall)
      throws Exception {
    JobOptions options =
        JobOptions.of(KafkaSettings.of(broker.bootstrapServers(), Topics.withPrefix(name), name))
            .withSketchBytes(sketchBytes)
            .withPartitions(PARTITIONS)
            .withCheckpointInterval(Duration.ofSeconds(1));
    StreamExecutionEnvironment environment = cluster.environment();
    if (recall) {
      RecallJob.build(environment, SCHEMA.untrained(), options, new EventTopics(EVENTS, name));
    } else {
      RecallJob.prepare(environment, options, List.of(EVENTS), List.of(name));
      CountingJob.build(
          environment, new EventsKafka(options.kafka(), EVENTS, name), SCHEMA.untrained());
    }
    LocalJob job = cluster.submit(environment, name);
    long first = await(admin, name, warm, job);
    long last = await(admin, name, events, job);
    job.cancel();
    return (events - warm) / ((last - first) / 1e9);
  }

  /** When so many records stand in a topic; the marks of transactions are few beside them. */
  private static long await(Admin admin, String topic, long count, LocalJob job) throws Exception {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    for (int p = 0; p < PARTITIONS; p++) {
      ends.put(new TopicPartition(topic, p), OffsetSpec.latest());
    }
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline && !job.status().isGloballyTerminalState()) {
      long there =
          admin.listOffsets(ends).all().get().values().stream().mapToLong(o -> o.offset()).sum();
      if (there >= count) {
        return System.nanoTime();
      }
      Thread.sleep(20);
    }
    throw new IllegalStateException(topic + " did not fill; the job is " + job.status());
  }
}
