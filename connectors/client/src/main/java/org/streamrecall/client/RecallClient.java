package org.streamrecall.client;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.streamrecall.model.Prediction;
import org.streamrecall.model.Query;
import org.streamrecall.model.Token;

/**
 * Tells a running memory what happened and asks it, over Kafka.
 *
 * <pre>{@code
 * try (RecallClient client = RecallClient.connect("localhost:9092", Topics.defaults())) {
 *   client.tell(Token.of("card-7", tag, content, time));
 *   Prediction answer = client.ask(Query.of("q1", "card-7", tag, time)).get(5, SECONDS);
 * }
 * }</pre>
 *
 * Answers are read as soon as they are written, before their transaction commits, and the first one
 * of an id is kept: that is many times sooner than a reader of committed records sees them. After a
 * failure of the job a second answer may differ, for the memory may have heard more by then. Thread
 * safe.
 */
public final class RecallClient implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RecallClient.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Topics topics;
  private final KafkaProducer<String, byte[]> producer;
  private final Map<String, CompletableFuture<Prediction>> waiting = new ConcurrentHashMap<>();
  private final TopicTail answers;
  private final TopicTail refusals; // or null
  private volatile IllegalStateException broken; // why no answer will be seen any more

  private RecallClient(String bootstrapServers, Topics topics, boolean seesRefusals) {
    this.topics = topics;
    requireBroker(bootstrapServers);
    List<TopicTail> opened = new ArrayList<>();
    try {
      answers =
          new TopicTail(
              bootstrapServers,
              topics.predictions(),
              "recall-answers",
              this::answered,
              this::failed);
      opened.add(answers);
      refusals =
          seesRefusals
              ? new TopicTail(
                  bootstrapServers,
                  topics.deadLetters(),
                  "recall-refusals",
                  this::refused,
                  this::failed)
              : null;
      opened.add(refusals);
      producer = producer(bootstrapServers);
    } catch (RuntimeException e) {
      opened.stream().filter(Objects::nonNull).forEach(TopicTail::close);
      throw e;
    }
  }

  private static KafkaProducer<String, byte[]> producer(String bootstrapServers) {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ProducerConfig.LINGER_MS_CONFIG,
            0,
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            (int) PATIENCE.toMillis()),
        new StringSerializer(),
        new ByteArraySerializer());
  }

  /**
   * Connects, and returns once every later answer will be seen. To receive answers on a topic of
   * one's own, give it as {@code topics.predictions()} and name it in each query's {@code replyTo}.
   *
   * @param bootstrapServers host:port, several separated by commas
   * @throws IllegalStateException if no broker answers within 10 s or the predictions topic does
   *     not exist
   */
  public static RecallClient connect(String bootstrapServers, Topics topics) {
    return new RecallClient(bootstrapServers, topics, false);
  }

  /**
   * The same, but a query that the job refuses ends with {@link QuestionRefused}: reads the dead
   * letters too, all of them.
   */
  public static RecallClient connectSeeingRefusals(String bootstrapServers, Topics topics) {
    return new RecallClient(bootstrapServers, topics, true);
  }

  /** Tells a token; the future completes when Kafka has it. */
  public CompletableFuture<RecordMetadata> tell(Token token) {
    return tell(token.context(), TokenJson.write(token));
  }

  /** Tells a record of one's own JSON, such as one whose tag is a text. */
  public CompletableFuture<RecordMetadata> tell(String context, byte[] json) {
    return send(new ProducerRecord<>(topics.tokens(), context, json));
  }

  /** Makes the memory of a context empty. */
  public CompletableFuture<RecordMetadata> forget(String context) {
    return tell(context, TokenJson.forget(context));
  }

  /** Makes a job of events forget a key: its request goes where questions do. */
  public CompletableFuture<RecordMetadata> forgetKey(String key) {
    return send(new ProducerRecord<>(topics.queries(), key, TokenJson.forget(key)));
  }

  /**
   * Asks; the future completes with the first answer of the query's id, or exceptionally if the
   * query cannot be sent or answers cannot be read.
   *
   * @throws IllegalArgumentException if a query of that id is still waiting for its answer
   */
  public CompletableFuture<Prediction> ask(Query query) {
    return ask(query.id(), query.context(), QueryJson.write(query), query.replyTo());
  }

  /**
   * Asks with a record of one's own JSON, such as one whose tag is a text.
   *
   * @param id as in the record
   * @param context as in the record
   * @param replyTo topic of the answer, or null for the usual one
   */
  public CompletableFuture<Prediction> ask(String id, String context, byte[] json, String replyTo) {
    Objects.requireNonNull(context, "context");
    CompletableFuture<Prediction> answer = new CompletableFuture<>();
    if (waiting.putIfAbsent(id, answer) != null) {
      throw new IllegalArgumentException(
          "id=\"" + id + "\" is still waiting for its answer; ask with another id");
    }
    // Also when the caller gives up (orTimeout, cancel): an id must not stay taken for ever.
    answer.whenComplete((prediction, failure) -> waiting.remove(id, answer));
    ProducerRecord<String, byte[]> record = new ProducerRecord<>(topics.queries(), context, json);
    if (replyTo != null) {
      record.headers().add(QueryJson.REPLY_TO, replyTo.getBytes(StandardCharsets.UTF_8));
    }
    if (broken != null) {
      answer.completeExceptionally(broken);
      return answer;
    }
    try {
      send(record)
          .whenComplete(
              (metadata, failure) -> {
                if (failure != null) {
                  answer.completeExceptionally(failure);
                }
              });
    } catch (RuntimeException e) { // closed or interrupted: nothing was sent
      answer.completeExceptionally(e);
    }
    return answer;
  }

  /** Waits until Kafka has everything that was told and asked. */
  public void flush() {
    producer.flush();
  }

  /** Waits for what was sent, then gives up on the answers that are still missing. */
  @Override
  public void close() {
    producer.close(PATIENCE);
    answers.close();
    if (refusals != null) {
      refusals.close();
    }
    IllegalStateException closed =
        new IllegalStateException("the client was closed before the answer came");
    waiting.values().forEach(answer -> answer.completeExceptionally(closed));
  }

  /** Others may write to the topic too: what is no prediction cannot be an answer of ours. */
  private void answered(ConsumerRecord<byte[], byte[]> record) {
    Prediction prediction;
    try {
      prediction = PredictionJson.read(record.value());
    } catch (IllegalArgumentException e) {
      LOG.warn(
          "{}-{} offset {} is not a prediction: {}",
          record.topic(),
          record.partition(),
          record.offset(),
          e.getMessage());
      return;
    }
    CompletableFuture<Prediction> answer = waiting.remove(prediction.id());
    if (answer != null) {
      answer.complete(prediction);
    }
  }

  private void refused(ConsumerRecord<byte[], byte[]> letter) {
    QuestionRefused refusal = QuestionRefused.of(letter, topics.queries());
    CompletableFuture<Prediction> answer = refusal == null ? null : waiting.remove(refusal.id());
    if (answer != null) {
      answer.completeExceptionally(refusal);
    }
  }

  /** Set before those who wait are told: whoever asks meanwhile sees one or the other. */
  private void failed(RuntimeException cause) {
    broken =
        new IllegalStateException(
            "answers can no longer be read: " + cause + "; close the client and connect anew",
            cause);
    waiting.values().forEach(answer -> answer.completeExceptionally(broken));
  }

  private CompletableFuture<RecordMetadata> send(ProducerRecord<String, byte[]> record) {
    CompletableFuture<RecordMetadata> sent = new CompletableFuture<>();
    producer.send(
        record,
        (metadata, failure) -> {
          if (failure == null) {
            sent.complete(metadata);
          } else {
            sent.completeExceptionally(failure);
          }
        });
    return sent;
  }

  private static void requireBroker(String bootstrapServers) {
    Map<String, Object> settings =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            // What is pending holds up a close, for a minute by default.
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            (int) PATIENCE.toMillis(),
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            (int) PATIENCE.toMillis());
    try (Admin admin = Admin.create(settings)) {
      admin.describeCluster().nodes().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (KafkaException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException(
          "no Kafka broker answers at "
              + bootstrapServers
              + "; start one or correct the bootstrap servers",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while connecting to Kafka", e);
    }
  }
}
