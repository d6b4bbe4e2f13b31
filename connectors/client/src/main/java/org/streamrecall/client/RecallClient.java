package org.streamrecall.client;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.streamrecall.measure.WholeText;
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
 * failure of the job a second answer may differ, for the memory may have heard more by then. What
 * is no answer is {@link #skipped}. Thread safe.
 */
public final class RecallClient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final KafkaAccess access;
  private final Topics topics;
  private final KafkaProducer<String, byte[]> producer;
  private final OpenQuestions questions;
  private final TopicTail answers;
  private final TopicTail refusals; // or null

  private RecallClient(KafkaAccess access, Topics topics, boolean seesRefusals) {
    this.topics = topics;
    questions = new OpenQuestions(topics.queries(), topics.format());
    this.access = access;
    requireReadable(seesRefusals);
    List<TopicTail> opened = new ArrayList<>();
    try {
      answers =
          new TopicTail(
              access, topics.predictions(), "recall-answers", questions::answered, questions::end);
      opened.add(answers);
      refusals =
          seesRefusals
              ? new TopicTail(
                  access,
                  topics.deadLetters(),
                  "recall-refusals",
                  questions::refused,
                  questions::end)
              : null;
      opened.add(refusals);
      producer = producer(access);
    } catch (RuntimeException e) {
      opened.stream().filter(Objects::nonNull).forEach(TopicTail::close);
      throw e;
    }
  }

  /** A consumer would be told with its first records only. */
  private void requireReadable(boolean seesRefusals) {
    List<String> read =
        seesRefusals
            ? List.of(topics.predictions(), topics.deadLetters())
            : List.of(topics.predictions());
    try (Admin admin = access.connect("the bootstrap servers")) {
      List<KafkaRight> missing = TopicsSeen.of(admin, read).missing(AclOperation.READ, read);
      if (!missing.isEmpty()) {
        throw new IllegalStateException(KafkaRight.refusal(access, missing));
      }
    }
  }

  private static KafkaProducer<String, byte[]> producer(KafkaAccess access) {
    return new KafkaProducer<>(
        access.producer(
            Map.of(
                ProducerConfig.LINGER_MS_CONFIG,
                0,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                PATIENCE.toMillis())),
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
    return connect(KafkaAccess.of(bootstrapServers), topics);
  }

  /**
   * The same of a Kafka that asks for more than its address.
   *
   * @throws IllegalStateException also if it refuses the login or to let answers be read, or speaks
   *     another protocol
   */
  public static RecallClient connect(KafkaAccess access, Topics topics) {
    return new RecallClient(access, topics, false);
  }

  /**
   * The same, but a query that the job refuses ends with {@link QuestionRefused}: reads the dead
   * letters too, all of them.
   */
  public static RecallClient connectSeeingRefusals(String bootstrapServers, Topics topics) {
    return connectSeeingRefusals(KafkaAccess.of(bootstrapServers), topics);
  }

  /** The same of a Kafka that asks for more than its address. */
  public static RecallClient connectSeeingRefusals(KafkaAccess access, Topics topics) {
    return new RecallClient(access, topics, true);
  }

  /** Tells a token; the future completes when Kafka has it. */
  public CompletableFuture<RecordMetadata> tell(Token token) {
    return tell(token.context(), topics.format().token(token));
  }

  /** Tells a record of one's own bytes, such as one whose tag is a text. */
  public CompletableFuture<RecordMetadata> tell(String context, byte[] value) {
    return send(new ProducerRecord<>(topics.tokens(), requireKey(context), value));
  }

  /** Makes the memory of a context empty. */
  public CompletableFuture<RecordMetadata> forget(String context) {
    return tell(context, topics.format().forget(context));
  }

  /** Makes a job of events forget a key: its request goes where questions do. */
  public CompletableFuture<RecordMetadata> forgetKey(String key) {
    return send(
        new ProducerRecord<>(topics.queries(), requireKey(key), topics.format().forget(key)));
  }

  /**
   * Asks; the future completes with the first answer of the query's id, or exceptionally if the
   * query cannot be sent or answers cannot be read.
   *
   * @throws IllegalArgumentException if a query of that id is still waiting for its answer, or id
   *     or context hold half a surrogate pair
   */
  public CompletableFuture<Prediction> ask(Query query) {
    return ask(query.id(), query.context(), topics.format().query(query), query.replyTo());
  }

  /**
   * Asks with a record of one's own bytes, such as one whose tag is a text.
   *
   * @param id as in the record
   * @param context as in the record
   * @param replyTo topic of the answer, or null for the usual one
   */
  public CompletableFuture<Prediction> ask(
      String id, String context, byte[] value, String replyTo) {
    Objects.requireNonNull(context, "context");
    WholeText.require("id", id);
    requireKey(context);
    CompletableFuture<Prediction> answer = questions.open(id);
    if (answer.isDone()) {
      return answer;
    }
    ProducerRecord<String, byte[]> record = new ProducerRecord<>(topics.queries(), context, value);
    if (replyTo != null) {
      record.headers().add(Headers.REPLY_TO, replyTo.getBytes(StandardCharsets.UTF_8));
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

  /**
   * Records read so far that are no answers, and on the dead letters' topic no letters that a job
   * writes: tombstones, other records, other formats. They are passed over, and the first ten of a
   * kind logged.
   */
  public long skipped() {
    return questions.skipped();
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
    questions.close();
  }

  /** A record's key is UTF-8: another context would be the key of this one's records too. */
  private static String requireKey(String context) {
    return WholeText.require("context", context);
  }

  private CompletableFuture<RecordMetadata> send(ProducerRecord<String, byte[]> record) {
    CompletableFuture<RecordMetadata> sent = new CompletableFuture<>();
    producer.send(
        record,
        (metadata, failure) -> {
          if (failure == null) {
            sent.complete(metadata);
          } else {
            sent.completeExceptionally(KafkaRight.explained(failure, access, record.topic()));
          }
        });
    return sent;
  }
}
