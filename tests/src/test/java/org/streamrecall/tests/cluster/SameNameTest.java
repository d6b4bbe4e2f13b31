package org.streamrecall.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.streamrecall.client.Topics;
import org.streamrecall.deploy.EmbeddedBroker;
import org.streamrecall.deploy.EventTopics;
import org.streamrecall.deploy.JobOptions;
import org.streamrecall.deploy.LocalCluster;
import org.streamrecall.deploy.LocalJob;
import org.streamrecall.deploy.RecallJob;
import org.streamrecall.deploy.StreamRecall;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.kafka.KafkaSettings;

/** Two jobs of one name, each in a process of its own, as Kafka gives their transactions away. */
class SameNameTest {
  private static final String NAME = "same";
  private static final long SECONDS = 60;

  private static final int KEYS = 3; // of events a millisecond

  private static final Duration PATIENCE = Duration.ofSeconds(SECONDS);

  @TempDir Path folder;

  @Test
  @Timeout(4 * SECONDS)
  void shouldEndTheFirstWithTheReasonAndServeOnWithTheSecond() throws Exception {
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    try (EmbeddedBroker broker = EmbeddedBroker.start();
        KafkaProducer<String, String> events = producer(broker);
        ChildProcess first = run(broker);
        LocalCluster cluster = LocalCluster.start(1)) {
      awaitServing(first);
      AtomicLong count = new AtomicLong();
      clock.scheduleAtFixedRate(() -> send(events, count), 0, 1, TimeUnit.MILLISECONDS);

      LocalJob second = submit(cluster, broker);
      assertThat(first.awaitEnd(SECONDS)).as(first.output()).isTrue();
      assertThat(first.status()).as(first.output()).isEqualTo(1);
      assertThat(first.output().strip().lines().reduce((before, line) -> line).orElseThrow())
          .startsWith("streamrecall: the job ")
          .contains("another job has taken its transactions, so give each a --name of its own");
      assertAnswersOn(broker, second);
      second.cancel();
    } finally {
      clock.shutdownNow();
    }
  }

  private ChildProcess run(EmbeddedBroker broker) throws Exception {
    List<String> args =
        List.of(
            "run",
            "--bootstrap-servers",
            broker.bootstrapServers(),
            "--name",
            NAME,
            "--events",
            "first",
            "--out",
            "first.out",
            "--key",
            "k",
            "--like",
            "x",
            "--predict",
            "y",
            "--parallelism",
            "1");
    return ChildProcess.start(
        "run",
        folder.resolve("run.log"),
        System.getProperty("java.class.path"),
        List.of("-Xmx512m", "-XX:TieredStopAtLevel=1"),
        StreamRecall.class.getName(),
        args);
  }

  private static void awaitServing(ChildProcess run) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!run.output().contains("Ctrl-C stops")) {
      run.requireAlive();
      assertThat(System.nanoTime()).as(run.output()).isLessThan(deadline);
      Thread.sleep(100);
    }
  }

  private static LocalJob submit(LocalCluster cluster, EmbeddedBroker broker) throws Exception {
    StreamExecutionEnvironment environment = cluster.environment();
    JobOptions options =
        JobOptions.of(KafkaSettings.of(broker.bootstrapServers(), Topics.withPrefix("own"), NAME));
    EventSchema schema = EventSchema.of("k", null, "x", "y", null);
    RecallJob.build(
        environment, schema.untrained(), options, new EventTopics("second", "second.out"));
    LocalJob job = cluster.submit(environment, NAME);
    job.awaitRunning(PATIENCE);
    return job;
  }

  private static KafkaProducer<String, String> producer(EmbeddedBroker broker) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", broker.bootstrapServers()),
        new StringSerializer(),
        new StringSerializer());
  }

  private static void send(KafkaProducer<String, String> events, AtomicLong count) {
    long number = count.incrementAndGet();
    for (int i = 0; i < KEYS; i++) {
      String event = "{\"k\":\"key%d\",\"x\":1,\"y\":%d}".formatted(i, number);
      events.send(new ProducerRecord<>("first", "key" + i, event));
    }
    events.send(new ProducerRecord<>("second", "key", "{\"k\":\"key\",\"x\":1,\"y\":2}"));
  }

  /** More than it had committed a moment ago. */
  private static void assertAnswersOn(EmbeddedBroker broker, LocalJob job) throws Exception {
    try (KafkaConsumer<String, String> answers =
        org.streamrecall.tests.CommittedTopic.read(
            broker.bootstrapServers(),
            "second.out",
            new StringDeserializer(),
            new StringDeserializer())) {
      answers.seekToEnd(answers.assignment());
      answers.assignment().forEach(answers::position);
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (answers.poll(Duration.ofMillis(200)).isEmpty()) {
        job.requireSound();
        assertThat(System.nanoTime())
            .as("%s after %d restarts", job.status(), job.restarts())
            .isLessThan(deadline);
      }
    }
  }
}
