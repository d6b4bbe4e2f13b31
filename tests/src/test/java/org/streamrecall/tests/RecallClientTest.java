package org.streamrecall.tests;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.streamrecall.client.RecallClient;
import org.streamrecall.client.Topics;
import org.streamrecall.deploy.EmbeddedBroker;
import org.streamrecall.kafka.Broker;
import org.streamrecall.kafka.KafkaSettings;
import org.streamrecall.model.Prediction;
import org.streamrecall.model.Query;

/** What the client says when no answer can come; nobody answers here. */
class RecallClientTest {
  private static final Topics TOPICS = Topics.defaults();

  private static EmbeddedBroker broker;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start();
    try (Broker admin = Broker.connect(broker.bootstrapServers())) {
      admin.createMissing(KafkaSettings.of(broker.bootstrapServers(), TOPICS, "c"), 1);
    }
  }

  @AfterAll
  static void end() {
    broker.close();
  }

  @Test
  void shouldTellThoseWhoWaitAndAskLaterThatAnswersCannotBeRead() {
    try (RecallClient client = connect()) {
      CompletableFuture<Prediction> waiting = ask(client, "q1");
      Thread.getAllStackTraces().keySet().stream()
          .filter(thread -> thread.getName().equals("recall-answers"))
          .forEach(Thread::interrupt); // Kafka's consumer fails on it
      assertFails(waiting, "answers can no longer be read: ");
      assertFails(ask(client, "q2"), "; close the client and connect anew");
    }
  }

  @Test
  void shouldFailAnAskAfterCloseAndKeepNoId() {
    RecallClient client = connect();
    CompletableFuture<Prediction> waiting = ask(client, "q1");
    client.close();
    assertFails(waiting, "the client was closed before the answer came");
    // Twice the same id: it must not stay taken.
    assertFails(ask(client, "q2"), "after producer has been closed");
    assertFails(ask(client, "q2"), "after producer has been closed");
  }

  @Test
  void shouldFailAnInterruptedAskAndKeepNoId() throws Exception {
    try (RecallClient client = connect()) {
      Thread.currentThread().interrupt();
      CompletableFuture<Prediction> interrupted = ask(client, "q1");
      Thread.interrupted();
      assertFails(interrupted, "Interrupt");
      CompletableFuture<Prediction> again = ask(client, "q1");
      client.flush();
      again.cancel(true);
    }
  }

  private static RecallClient connect() {
    return RecallClient.connect(broker.bootstrapServers(), TOPICS);
  }

  private static CompletableFuture<Prediction> ask(RecallClient client, String id) {
    return client.ask(Query.of(id, "c", new float[] {1, 0}, 100));
  }

  private static void assertFails(CompletableFuture<Prediction> answer, String message) {
    assertThatThrownBy(() -> answer.get(10, TimeUnit.SECONDS)).hasMessageContaining(message);
  }
}
