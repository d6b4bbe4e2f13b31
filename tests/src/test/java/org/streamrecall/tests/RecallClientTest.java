package org.streamrecall.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.streamrecall.client.QuestionRefused;
import org.streamrecall.client.RecallClient;
import org.streamrecall.client.Topics;
import org.streamrecall.deploy.EmbeddedBroker;
import org.streamrecall.kafka.Broker;
import org.streamrecall.kafka.KafkaSettings;
import org.streamrecall.model.Prediction;
import org.streamrecall.model.Query;
import org.streamrecall.model.Token;

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

  /** Garbage on both topics, then an answer and a refusal as a job writes them. */
  @Test
  void shouldGoOnAfterWhatIsNoAnswer() throws Exception {
    try (RecallClient client =
            RecallClient.connectSeeingRefusals(broker.bootstrapServers(), TOPICS);
        KafkaProducer<byte[], byte[]> other =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      CompletableFuture<Prediction> answered = ask(client, "q1");
      CompletableFuture<Prediction> refused = ask(client, "q2");
      List<byte[]> garbage = new ArrayList<>();
      garbage.add(null);
      for (String text :
          List.of("", "{}", "[]", "{\"id\":\"q1\",\"interval\":{\"a\":1}}", "\0\0")) {
        garbage.add(text.getBytes(StandardCharsets.UTF_8));
      }
      garbage.add(new byte[900_000]);
      for (byte[] value : garbage) {
        other.send(new ProducerRecord<>(TOPICS.predictions(), null, value));
        other.send(new ProducerRecord<>(TOPICS.deadLetters(), "c".getBytes(), value));
        ProducerRecord<byte[], byte[]> empty =
            new ProducerRecord<>(TOPICS.deadLetters(), null, value);
        empty.headers().add("recall.kind", null).add("recall.reason", null);
        other.send(empty);
      }
      String answer =
          "{\"id\":\"q1\",\"context\":\"c\",\"status\":\"ok\",\"value\":[2],\"model\":\"m\"}";
      other.send(new ProducerRecord<>(TOPICS.predictions(), null, answer.getBytes()));
      ProducerRecord<byte[], byte[]> letter =
          new ProducerRecord<>(TOPICS.deadLetters(), null, "{\"id\":\"q2\"}".getBytes());
      letter.headers().add("recall.kind", "query".getBytes());
      letter.headers().add("recall.reason", "too much".getBytes());
      other.send(letter);
      assertThat(answered.get(20, TimeUnit.SECONDS).answer().value()).containsExactly(2);
      assertThatThrownBy(() -> refused.get(20, TimeUnit.SECONDS))
          .hasCauseInstanceOf(QuestionRefused.class)
          .hasMessageEndingWith("too much");
      assertThat(client.skipped()).isEqualTo(3L * garbage.size());
    }
  }

  @Test
  void shouldSendNothingUnderAKeyThatWouldComeBackAsAnother() {
    try (RecallClient client = connect()) {
      String reason = "\"\\ud800\" holds half a surrogate pair, which is no character; send whole";
      assertThatThrownBy(() -> client.tell(Token.of("\ud800", new float[2], new float[2], 1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("context=" + reason);
      assertThatThrownBy(() -> client.forget("\ud800")).hasMessageStartingWith("context=");
      assertThatThrownBy(() -> client.forgetKey("\ud800")).hasMessageStartingWith("context=");
      assertThatThrownBy(() -> client.ask(Query.of("q", "\ud800", new float[2], 1)))
          .hasMessageStartingWith("context=");
      assertThatThrownBy(() -> ask(client, "\ud800")).hasMessageStartingWith("id=" + reason);
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
