package org.streamrecall.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.streamrecall.deploy.EmbeddedBroker;

/** What runs do to one another, and what others can do to them, through ports and names. */
@Timeout(180)
class SeveralRunsTest {
  private static EmbeddedBroker broker;
  private static KafkaProducer<String, String> events;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    assumeTrue(ListeningSocket.areKnown());
    broker = EmbeddedBroker.start();
    events = producer(Map.of());
  }

  @AfterAll
  static void end() {
    if (broker != null) {
      events.close();
      broker.close();
    }
  }

  /** Two default names, and no port that another machine reaches. */
  @Test
  void shouldServeBesideOneAnotherToThisMachineAlone() throws Exception {
    LiveRun first = LiveRun.start(broker, "recall:a:a.out", "a", "a.out");
    LiveRun second = LiveRun.start(broker, "recall:b:b.out", "b", "b.out");
    tell("a", 1);
    tell("b", 1);
    assertAnswered("a.out", 1);
    assertAnswered("b.out", 1);
    // The broker, its controller, and of each run the REST interface and the blobs.
    assertThat(ListeningSocket.of(ProcessHandle.current().pid()))
        .hasSize(6)
        .allMatch(ListeningSocket::isLoopback);
    assertThat(first.lives() && second.lives()).isTrue();

    first.cancel();
    assertThat(first.awaitEnd()).isEqualTo(1);
    assertThat(first.lastSaid())
        .isEqualTo(
            "streamrecall: the job %s was cancelled from outside, by the REST interface at %s;"
                    .formatted(first.job(), first.rest().replace("localhost", "127.0.0.1"))
                + " start it again to go on");

    second.stopWithSavepoint(folder.toString());
    assertThat(second.awaitEnd()).isEqualTo(1);
    assertThat(second.lastSaid())
        .startsWith("streamrecall: the job " + second.job() + " was stopped from outside, by the")
        .contains(", and left the savepoint file:" + folder)
        .endsWith("; start it again to go on");
  }

  /** As before names were made of topics: the prefix alone, also of transactions. */
  @Test
  void shouldGoOnFromWhatAJobOfTheFormerDefaultNameLeft() throws Exception {
    Path state = folder.resolve("state");
    LiveRun former =
        LiveRun.start(broker, "recall", "e", "e.out", "--name", "recall", "--state", state);
    tell("e", 1);
    assertAnswered("e.out", 1);
    former.cancel();
    former.awaitEnd();
    try (KafkaProducer<String, String> killed =
        producer(Map.of("transactional.id", "recall-0-" + (newestCheckpoint(state) + 1)))) {
      killed.initTransactions();
      killed.beginTransaction();
      killed.send(new ProducerRecord<>("e.out", "what was open when a job was killed")).get();

      LiveRun run = LiveRun.start(broker, "recall:e:e.out", "e", "e.out", "--state", state);
      tell("e", 2);
      assertAnswered("e.out", 2); // which nobody would see behind a transaction left open
      run.cancel();
      run.awaitEnd();
      killed.close(Duration.ZERO);
    }
  }

  private static long newestCheckpoint(Path state) throws Exception {
    try (Stream<Path> files = Files.walk(state)) {
      return files
          .map(path -> path.getFileName().toString())
          .filter(name -> name.startsWith("chk-"))
          .mapToLong(name -> Long.parseLong(name.substring("chk-".length())))
          .max()
          .orElseThrow();
    }
  }

  private static void tell(String topic, int number) throws Exception {
    String event = "{\"k\":\"key\",\"x\":%d,\"y\":%d}".formatted(number, number);
    events.send(new ProducerRecord<>(topic, "key", event)).get();
  }

  /** Each event once, by one memory that has heard all before. */
  private static void assertAnswered(String topic, int count) {
    try (KafkaReader reader = new KafkaReader(broker.bootstrapServers(), topic)) {
      List<ConsumerRecord<String, byte[]>> answers = reader.await(count);
      assertThat(answers).hasSize(count);
      for (int i = 0; i < count; i++) {
        assertThat(new String(answers.get(i).value(), StandardCharsets.UTF_8))
            .startsWith("{\"k\":\"key\",\"x\":" + (i + 1))
            .contains(i == 0 ? "\"status\":\"empty-context\"" : "\"tokens\":" + i);
      }
    }
  }

  private static KafkaProducer<String, String> producer(Map<String, Object> more) {
    Map<String, Object> settings = new java.util.HashMap<>(more);
    settings.put("bootstrap.servers", broker.bootstrapServers());
    return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
  }
}
