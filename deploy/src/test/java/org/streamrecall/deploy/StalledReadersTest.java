package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.streamrecall.client.Topics;
import org.streamrecall.kafka.Broker;
import org.streamrecall.kafka.KafkaSettings;
import org.streamrecall.kafka.NameHeld;
import org.streamrecall.kafka.Transactions;

@Timeout(120)
@Execution(ExecutionMode.CONCURRENT) // each of them waits, on a broker of its own
class StalledReadersTest {
  private final List<String> said = new ArrayList<>();

  private static KafkaProducer<String, String> open(EmbeddedBroker broker, String id, String topic)
      throws Exception {
    KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", id),
            new StringSerializer(),
            new StringSerializer());
    producer.initTransactions();
    producer.beginTransaction();
    producer.send(new ProducerRecord<>(topic, "x")).get();
    return producer;
  }

  @Test
  void shouldNameAnothersOpenTransactionOnceAndItsEnd() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start();
        var foreign = open(broker, "loader", "orders");
        var own = open(broker, "job-0-1", "orders");
        var elsewhere = open(broker, "other", "elsewhere");
        Broker kafka = Broker.connect(broker.bootstrapServers())) {
      StalledReaders stalled =
          new StalledReaders(
              kafka,
              KafkaSettings.of(broker.bootstrapServers(), Topics.withPrefix("recall"), "job"),
              Set.of("orders"),
              Duration.ofMillis(1),
              said::add);
      stalled.look();
      stalled.look();
      assertThat(said).hasSize(1);
      assertThat(said.get(0))
          .startsWith(
              "warning: readers of committed records of topic orders, partitions [0] wait behind the"
                  + " transaction \"loader\" of producer ")
          .contains("; Kafka gives it up after 60 s");
      foreign.commitTransaction();
      stalled.look();
      assertThat(said).last().isEqualTo("The transaction \"loader\" has ended.");
      stalled.close();
      own.abortTransaction();
      elsewhere.abortTransaction();
    }
  }

  @Test
  void shouldNotTakeTheTransactionsOfAJobThatLives() throws Exception {
    Duration watched = Duration.ofMillis(600);
    try (EmbeddedBroker broker = EmbeddedBroker.start();
        var killed = open(broker, "job-0-17", "answers");
        Broker kafka = Broker.connect(broker.bootstrapServers())) {
      Transactions transactions = kafka.transactions();
      transactions.requireNoOther("job", watched); // its next checkpoint does not come
      transactions.requireNoOther("jo", watched);
      CompletableFuture<KafkaProducer<String, String>> next =
          CompletableFuture.supplyAsync(() -> begun(broker));
      assertThatThrownBy(() -> transactions.requireNoOther("job", Duration.ofSeconds(20)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "a job \"job\" is running: the transaction \"job-0-18\" began a moment ago, and it"
                  + " would be taken from it; end that job, or give this one a --name of its own");
      next.join().close();
      killed.abortTransaction();
    }
  }

  @Test
  void shouldGiveANameToOneProcessAtATime() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start();
        Broker kafka = Broker.connect(broker.bootstrapServers())) {
      KafkaSettings settings =
          KafkaSettings.of(broker.bootstrapServers(), Topics.withPrefix("recall"), "job");
      kafka.createMissing(settings, 1);
      NameHeld first = NameHeld.take(settings, kafka);
      awaitMember(broker, "job.owner");
      assertThatThrownBy(() -> NameHeld.take(settings, kafka))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "a job \"job\" is running, and its transactions would be taken from it; end it, or give"
                  + " this one a --name of its own");
      first.close();
      NameHeld.take(settings, kafka).close();
    }
  }

  private static void awaitMember(EmbeddedBroker broker, String group) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      while (admin.listGroups().all().get().stream()
          .filter(listed -> listed.groupId().equals(group))
          .noneMatch(listed -> listed.groupState().equals(Optional.of(GroupState.STABLE)))) {
        Thread.sleep(50);
      }
    }
  }

  private static KafkaProducer<String, String> begun(EmbeddedBroker broker) {
    try {
      Thread.sleep(500);
      return open(broker, "job-0-18", "answers");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
