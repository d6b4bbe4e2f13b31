package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.streamrecall.client.RecallClient;
import org.streamrecall.client.Topics;
import org.streamrecall.kafka.KafkaInput;
import org.streamrecall.kafka.KafkaSettings;
import org.streamrecall.kafka.OnGap;
import org.streamrecall.model.FieldsJson;
import org.streamrecall.model.Query;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.Schema;

/** What a job does whose input was deleted, made anew or spread over more partitions. */
@Timeout(120)
class InputGapTest {
  private static final RecallModel MODEL =
      RecallModel.untrained(Schema.of(FieldsJson.parse("{\"tag\":2,\"content\":1}")));
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration OFTEN = Duration.ofMillis(300);

  private static EmbeddedBroker broker;
  private static LocalCluster cluster;
  private static Admin admin;

  @TempDir private Path state;
  private Topics topics;
  private LocalJob job;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start();
    cluster = LocalCluster.start(1);
    admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  @BeforeEach
  void name(TestInfo test) {
    topics = Topics.withPrefix(test.getTestMethod().orElseThrow().getName());
  }

  @AfterEach
  void cancel() {
    job.cancel();
  }

  @AfterAll
  static void end() {
    admin.close();
    cluster.close();
    broker.close();
  }

  /** The marker of a transaction stands after its last record, and is no record. */
  @Test
  void shouldNameRecordsThatWereDeletedWhileItStoodStillAndNoMarkers() throws Exception {
    run(OnGap.FAIL);
    send(10, true);
    awaitTold(10);
    assertThat(job.stop(PATIENCE)).isTrue();
    deleteBefore(11);
    run(OnGap.FAIL);
    send(89, false);
    awaitTold(99);
    assertThat(job.stop(PATIENCE)).isTrue();
    send(50, false);
    deleteBefore(130);
    assertFails(
        "partition 0: offsets 100 to 129 (30) went unread: Kafka had deleted them before (its"
            + " retention, or its operator); to go on without that start again with --on-gap count");
    run(OnGap.COUNT);
    awaitTold(99 + 20);
  }

  /** Which had grown past where the job was: its offsets alone look as if nothing were amiss. */
  @Test
  void shouldNoticeATopicThatWasMadeAnewWhileItStoodStillOrRan() throws Exception {
    run(OnGap.COUNT);
    send(20, false);
    awaitTold(20);
    assertThat(job.stop(PATIENCE)).isTrue();
    makeAnew();
    send(50, false);
    assertFails("partition 0: what came from offset 20 on went unread: the topic was made anew");
    run(OnGap.COUNT);
    awaitTold(20 + 50);
    awaitCheckpoint();
    makeAnew();
    send(
        40,
        false); // not past where it is: what it read there before its next look would count twice
    awaitTold(20 + 50 + 40);
  }

  @Test
  void shouldSoonReadPartitionsThatAreAdded() throws Exception {
    run(OnGap.FAIL);
    send(10, false);
    awaitTold(10);
    admin.createPartitions(Map.of(topics.tokens(), NewPartitions.increaseTo(2))).all().get();
    long began = System.nanoTime();
    try (KafkaProducer<String, String> producer = producer(false)) {
      producer.send(new ProducerRecord<>(topics.tokens(), 1, "c", token(0))).get();
    }
    awaitTold(11);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(8));
  }

  private void run(OnGap onGap) throws InterruptedException {
    submit(onGap);
    job.awaitRunning(PATIENCE);
  }

  private void submit(OnGap onGap) {
    StreamExecutionEnvironment environment = cluster.environment();
    KafkaSettings settings =
        KafkaSettings.of(broker.bootstrapServers(), topics, topics.tokens())
            .withInput(new KafkaInput(onGap, OFTEN));
    JobOptions options =
        JobOptions.of(settings)
            .withSketchBytes(2048)
            .withPartitions(1)
            .withCheckpointInterval(Duration.ofMillis(100))
            .withState(state);
    RecallJob.build(environment, MODEL, options);
    job = cluster.submit(environment, topics.tokens());
  }

  private void assertFails(String why) {
    submit(OnGap.FAIL);
    assertThatThrownBy(() -> job.awaitEnd())
        .hasMessageStartingWith("the job failed: topic \"" + topics.tokens() + "\", " + why);
    assertThat(job.restarts()).isZero();
  }

  private void send(int tokens, boolean atOnce) throws Exception {
    try (KafkaProducer<String, String> producer = producer(atOnce)) {
      if (atOnce) {
        producer.initTransactions();
        producer.beginTransaction();
      }
      for (int i = 0; i < tokens; i++) {
        producer.send(new ProducerRecord<>(topics.tokens(), "c", token(i)));
      }
      if (atOnce) {
        producer.commitTransaction();
      }
    }
  }

  private KafkaProducer<String, String> producer(boolean transactional) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", broker.bootstrapServers());
    if (transactional) {
      settings.put("transactional.id", topics.tokens());
    }
    return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
  }

  private static String token(int i) {
    return "{\"context\":\"c\",\"tag\":[%d,1],\"content\":[%d]}".formatted(i % 7, i % 5);
  }

  private void deleteBefore(long offset) throws Exception {
    TopicPartition partition = new TopicPartition(topics.tokens(), 0);
    admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(offset))).all().get();
  }

  private void makeAnew() throws Exception {
    admin.deleteTopics(List.of(topics.tokens())).all().get();
    NewTopic same = new NewTopic(topics.tokens(), Optional.of(1), Optional.empty());
    for (int attempt = 0; attempt < 200; attempt++) {
      try {
        admin.createTopics(List.of(same)).all().get();
        return;
      } catch (java.util.concurrent.ExecutionException e) {
        assertThat(e).hasCauseInstanceOf(TopicExistsException.class);
        Thread.sleep(20);
      }
    }
  }

  /** The second from now was begun after this was called. */
  private void awaitCheckpoint() throws InterruptedException {
    long enough = 2 + job.checkpointed().map(LocalJob.Checkpointed::number).orElse(0L);
    while (job.checkpointed().map(LocalJob.Checkpointed::number).orElse(0L) < enough) {
      Thread.sleep(20);
    }
  }

  private void awaitTold(long tokens) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try (RecallClient client = RecallClient.connect(broker.bootstrapServers(), topics)) {
      long now = -1;
      while (now != tokens) {
        assertThat(System.nanoTime()).as("told %s of %s", now, tokens).isLessThan(deadline);
        Query query = Query.of("q" + System.nanoTime(), "c", new float[] {1, 1}, 1_000_000);
        now = client.ask(query).get(30, TimeUnit.SECONDS).answer().tokens();
      }
    }
  }
}
