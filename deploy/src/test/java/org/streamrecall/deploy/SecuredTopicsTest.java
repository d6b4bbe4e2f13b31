package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.streamrecall.client.RecallClient;
import org.streamrecall.client.Topics;
import org.streamrecall.model.FieldsJson;
import org.streamrecall.model.Query;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.Schema;

/**
 * Users have the rights of {@code deploy/acls.txt}, which are enough, and none that is not used.
 */
@Timeout(180)
class SecuredTopicsTest {
  private static final int EVENTS = 20;
  private static final Duration SOON = Duration.ofSeconds(15);
  private static final List<String> USERS =
      List.of(
          "operator",
          "recall",
          "producer",
          "reader",
          "asker",
          "forgetter",
          "memory",
          "application",
          "nobody");

  private static AclBroker broker;
  private static List<AclBinding> rights;
  private static Path folder;

  @BeforeAll
  static void start(@TempDir Path temporary) throws Exception {
    folder = temporary;
    broker = AclBroker.start(temporary, USERS);
    rights = AclLines.read(Path.of("acls.txt"));
    broker.grant(rights);
    Invocation made = as("operator", job("topics"));
    assertThat(made.status()).as(made.err()).isZero();
    assertThat(made.out()).contains("machines\t1\tcreated", "recall.models\t1\tcreated");
    Invocation there = as("operator", job("topics"));
    assertThat(there.out()).contains("machines\t1\tthere").doesNotContain("created");
    Invocation more = as("operator", memory("topics"));
    assertThat(more.status()).as(more.err()).isZero();
  }

  @AfterAll
  static void end() {
    broker.close();
  }

  private static List<String> job(String command) {
    List<String> line = new ArrayList<>(List.of(command, "--events", "machines"));
    line.addAll(List.of("--out", "machines.answered", "--key", "k", "--like", "x"));
    line.addAll(List.of("--predict", "y", "--partitions", "1"));
    if (command.equals("run")) {
      line.addAll(List.of("--parallelism", "1"));
    }
    return line;
  }

  private static List<String> memory(String command) throws Exception {
    Path model = folder.resolve("model.safetensors");
    Files.write(
        model,
        RecallModel.untrained(Schema.of(FieldsJson.parse("{\"tag\":2,\"content\":1}"))).toBytes());
    return List.of(command, "--topics", "memory", "--model", model.toString(), "--partitions", "1");
  }

  private static Invocation as(String user, List<String> line) {
    return Invocation.of(with(user, line).toArray());
  }

  private static List<String> with(String user, List<String> line) {
    List<String> all = new ArrayList<>(line);
    all.addAll(List.of("--bootstrap-servers", broker.secured().servers()));
    all.addAll(List.of("--kafka-config", broker.secured().file(user).toString()));
    return all;
  }

  private static List<String> produce() throws Exception {
    StringBuilder events = new StringBuilder();
    for (int i = 0; i < EVENTS; i++) {
      events.append("{\"k\":\"m1\",\"x\":%d,\"y\":%d}\n".formatted(i, 2 * i));
    }
    Path file = Files.writeString(folder.resolve("events.jsonl"), events);
    return List.of("produce", file.toString(), "--topic", "machines", "--key", "k");
  }

  private static final List<String> ASK = List.of("ask", "--context", "m1", "--like", "{\"x\":1}");

  private static final List<String> FORGET =
      List.of(
          "forget",
          "--context",
          "m1",
          "--events",
          "machines",
          "--key",
          "k",
          "--out",
          "machines.answered");

  @Test
  void shouldServeEventsByTheListAlone() throws Exception {
    try (HeardLogs logs = HeardLogs.begin();
        RunningCommand run = RunningCommand.serving(with("recall", job("run")))) {
      Invocation sent = as("producer", produce());
      assertThat(sent.status()).as(sent.err()).isZero();
      assertThat(answered()).hasSize(EVENTS).allMatch(value -> value.contains("\"recall\""));
      Invocation asked = as("asker", ASK);
      assertThat(asked.status()).as(asked.err()).isZero();
      assertThat(asked.out()).contains("from 20 events");
      Invocation forgot = as("forgetter", FORGET);
      assertThat(forgot.status()).as(forgot.err()).isZero();
      assertThat(forgot.out())
          .contains("machines: 20 records", "machines.answered: 20 records", "kept 7 days")
          .doesNotContain("refuses");
      assertThat(logs.text())
          .containsOnlyOnce("it is not checked ")
          .contains(
              "it is not checked whether machines.answered, recall.dead-letters, recall.predictions"
                  + " take records of 1048576 bytes (max.message.bytes), and the dead letters such"
                  + " without a key (cleanup.policy), and whether machines.answered is compacted,"
                  + " where a record without a key would end the job: Kafka at "
                  + broker.secured().servers()
                  + " refuses User:recall DescribeConfigs on the topics machines.answered,"
                  + " recall.dead-letters, recall.predictions; its operator grants it with: ")
          .doesNotContain("Failed to commit", "name is not held");
      // What is taken away while it runs ends it, and does not have it tried for ever.
      List<AclBinding> write = of("recall", ResourceType.TOPIC, "machines.answered");
      broker.revoke(write);
      try {
        assertThat(as("producer", produce()).status()).isZero();
        assertThat(run.awaitEnd(SOON)).isEqualTo(1);
        assertThat(run.said())
            .contains("refuses User:recall Write on the topic machines.answered; its operator");
      } finally {
        broker.grant(write);
      }
    }
  }

  private static List<AclBinding> of(String user, ResourceType type, String name) {
    List<AclBinding> found =
        rights.stream()
            .filter(right -> right.entry().principal().equals("User:" + user))
            .filter(right -> right.pattern().resourceType() == type)
            .filter(right -> right.pattern().name().equals(name))
            .toList();
    assertThat(found).isNotEmpty();
    return found;
  }

  /** Each alone, and the lines that the sentence names are those of the list. */
  @Test
  void shouldRefuseAJobAnyRightOfTheListThatIsMissing() throws Exception {
    for (AclBinding right : rights) {
      boolean ofJob = right.entry().principal().equals("User:recall");
      if (!ofJob || right.pattern().name().endsWith(".owner")) {
        continue;
      }
      broker.revoke(List.of(right));
      try {
        Invocation refused = refused("recall", job("run"));
        assertThat(AclLines.granting(refused.err())).containsExactly(right);
      } finally {
        broker.grant(List.of(right));
      }
    }
  }

  @Test
  void shouldNameAllThatAStrangerLacks() {
    Invocation refused = refused("nobody", job("run"));
    assertThat(refused.err())
        .startsWith(
            "streamrecall: Kafka at "
                + broker.secured().servers()
                + " refuses User:nobody Read on the topics machines, recall.models, recall.queries"
                + " and Write on the topics machines.answered, recall.dead-letters,"
                + " recall.predictions and Write on the transactional ids"
                + " recall:machines:machines.answered-*; its operator grants it with: kafka-acls"
                + " --bootstrap-server "
                + broker.secured().servers()
                + " --command-config ADMIN.properties --add --allow-principal User:nobody"
                + " --operation Read --topic machines --topic recall.models --topic recall.queries"
                + " && ");
    assertThat(refused("nobody", job("topics")).err())
        .contains("refuses User:nobody Describe on the topics machines, machines.answered, ");
    assertThat(refused("nobody", ASK).err())
        .contains("refuses User:nobody Read on the topics recall.dead-letters, recall.predictions");
    assertThat(refused("nobody", FORGET).err())
        .contains("refuses User:nobody Read on the topic recall.predictions;");
  }

  @Test
  void shouldNotCreateTopicsWithoutTheRight() throws Exception {
    List<String> line = new ArrayList<>(job("topics"));
    line.addAll(List.of("--topics", "recall.more"));
    List<AclBinding> create =
        rights.stream()
            .filter(right -> right.entry().operation() == AclOperation.CREATE)
            .filter(right -> right.pattern().name().equals("recall."))
            .toList();
    broker.revoke(create);
    try {
      assertThat(refused("operator", line).err())
          .contains(
              "topics are missing, and Kafka at ",
              " refuses User:operator Create on the topics recall.more.dead-letters, ",
              "; or somebody who may create them runs streamrecall topics with the same options");
    } finally {
      broker.grant(create);
    }
  }

  /** One who may read answers, and neither ask nor send nor make forget. */
  @Test
  void shouldRefuseWhatWritersNeed() throws Exception {
    assertThat(refused("reader", produce()).err())
        .contains(
            "Kafka does not take the events for machines: Kafka at ",
            " refuses User:reader Write on the topic machines; its operator grants it with: ");
    List<AclBinding> write = new ArrayList<>(of("asker", ResourceType.TOPIC, "recall.queries"));
    write.addAll(of("forgetter", ResourceType.TOPIC, "recall.queries"));
    write.removeIf(right -> right.entry().operation() != AclOperation.WRITE);
    broker.revoke(write);
    try {
      assertThat(refused("asker", ASK).err())
          .contains(" refuses User:asker Write on the topic recall.queries; its operator");
      assertThat(refused("forgetter", FORGET).err())
          .contains(" refuses User:forgetter Write on the topic recall.queries; its operator");
    } finally {
      broker.grant(write);
    }
  }

  /** What it may not look into, it says, once the forget is sent. */
  @Test
  void shouldForgetAndSayWhatItMayNotRead() throws Exception {
    List<AclBinding> read = of("forgetter", ResourceType.TOPIC, "machines.answered");
    List<AclBinding> settings =
        of("forgetter", ResourceType.TOPIC, "machines").stream()
            .filter(right -> right.entry().operation() == AclOperation.DESCRIBE_CONFIGS)
            .toList();
    broker.revoke(read);
    broker.revoke(settings);
    try {
      Invocation forgot = as("forgetter", FORGET);
      assertThat(forgot.status()).as(forgot.err()).isZero();
      assertThat(forgot.out())
          .contains(
              "the job forgets m1 when it reads recall.queries-0@",
              "topics were not looked into: Kafka at ",
              " refuses User:forgetter Read on the topic machines.answered;",
              "it is not known how long topics keep their records: ",
              " refuses User:forgetter DescribeConfigs on the topic machines;");
    } finally {
      broker.grant(read);
      broker.grant(settings);
    }
  }

  /** Under whose name another could start, which is said and ends nothing. */
  @Test
  void shouldServeTokensByTheListAndWithoutItsNameHeld() throws Exception {
    List<AclBinding> owner = of("memory", ResourceType.GROUP, "memory.owner");
    broker.revoke(owner);
    try (HeardLogs logs = HeardLogs.begin();
        RunningCommand run = RunningCommand.serving(with("memory", memory("run")));
        RecallClient client =
            RecallClient.connect(broker.access("application"), Topics.withPrefix("memory"))) {
      Query query = Query.of("q", "c", new float[] {1, 2}, 1_700_000_000_000L);
      assertThat(client.ask(query).get(60, TimeUnit.SECONDS).id()).isEqualTo("q");
      assertThat(run.said()).doesNotContain("failed");
      assertThat(logs.text())
          .containsOnlyOnce("The job's name is not held")
          .contains("refuses User:memory Read on the group memory.owner; its operator");
    } finally {
      broker.grant(owner);
    }
  }

  /** A side that has a login of its own is asked for its rights with that. */
  @Test
  void shouldNameTheUserOfTheSinks() {
    Map<String, String> properties = new TreeMap<>(broker.access("recall").properties());
    properties.put(
        "sink.sasl.jaas.config", broker.access("nobody").properties().get("sasl.jaas.config"));
    List<String> line = new ArrayList<>(job("run"));
    line.addAll(List.of("--bootstrap-servers", broker.secured().servers()));
    Path file = broker.secured().write("sides.properties", properties);
    line.addAll(List.of("--kafka-config", file.toString()));
    Invocation refused = Invocation.of(line.toArray());
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err())
        .contains(" refuses User:nobody Write on the topics machines.answered, ")
        .doesNotContain("User:recall");
  }

  private static Invocation refused(String user, List<String> line) {
    long began = System.nanoTime();
    Invocation refused = as(user, line);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON);
    assertThat(refused.status()).as(refused.err()).isEqualTo(1);
    return refused;
  }

  private static List<String> answered() {
    List<String> values = new ArrayList<>();
    Map<String, String> own =
        Map.of(
            "isolation.level",
            "read_committed",
            "auto.offset.reset",
            "earliest",
            "group.id",
            "reader");
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            broker.access("reader").consumer(own),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.subscribe(List.of("machines.answered"));
      long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
      while (values.size() < EVENTS && System.nanoTime() < deadline) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
          values.add(record.value());
        }
      }
    }
    return values;
  }
}
