package org.streamrecall.client;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.streamrecall.model.Prediction;

/**
 * The questions that wait for their answers, and what records say of them. Others may write to the
 * topics too: a record that is no answer is skipped, counted and logged, and ends nothing. Thread
 * safe.
 */
final class OpenQuestions {
  private static final Logger LOG = LoggerFactory.getLogger(OpenQuestions.class);

  private final String queries;
  private final WireFormat format;
  private final Map<String, CompletableFuture<Prediction>> waiting = new ConcurrentHashMap<>();
  private final Complaints complaints = new Complaints(complaint -> LOG.warn("{}", complaint));
  private long skipped;
  private volatile IllegalStateException broken; // why no answer will be seen any more

  /**
   * @param queries the topic of questions
   * @param format of its records, and of what is said of them
   */
  OpenQuestions(String queries, WireFormat format) {
    this.format = format;
    this.queries = queries;
  }

  /**
   * A question that is about to be sent; already ended if answers can no longer be read.
   *
   * @throws IllegalArgumentException if one of that id is still waiting
   */
  CompletableFuture<Prediction> open(String id) {
    CompletableFuture<Prediction> answer = new CompletableFuture<>();
    if (waiting.putIfAbsent(id, answer) != null) {
      throw new IllegalArgumentException(
          "id=\"" + id + "\" is still waiting for its answer; ask with another id");
    }
    // Also when the caller gives up (orTimeout, cancel): an id must not stay taken for ever.
    answer.whenComplete((prediction, failure) -> waiting.remove(id, answer));
    if (broken != null) {
      answer.completeExceptionally(broken);
    }
    return answer;
  }

  /** Takes in a record of the answers' topic. */
  void answered(ConsumerRecord<byte[], byte[]> record) {
    read(record, "is not a prediction", this::answer);
  }

  /** Takes in a record of the dead letters' topic. */
  void refused(ConsumerRecord<byte[], byte[]> letter) {
    read(letter, "is not a dead letter", this::refuse);
  }

  private void answer(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      throw new IllegalArgumentException("it has no value");
    }
    Prediction prediction = format.prediction(record.value());
    CompletableFuture<Prediction> answer = waiting.remove(prediction.id());
    if (answer != null) {
      answer.complete(prediction);
    }
  }

  private void refuse(ConsumerRecord<byte[], byte[]> letter) {
    QuestionRefused refusal = QuestionRefused.of(letter, queries, format);
    CompletableFuture<Prediction> answer = refusal == null ? null : waiting.remove(refusal.id());
    if (answer != null) {
      answer.completeExceptionally(refusal);
    }
  }

  /** Whatever is wrong with one record, the next one is read. */
  private void read(
      ConsumerRecord<byte[], byte[]> record,
      String otherwise,
      Consumer<ConsumerRecord<byte[], byte[]>> reading) {
    try {
      reading.accept(record);
    } catch (RuntimeException e) {
      String why = e instanceof IllegalArgumentException ? e.getMessage() : e.toString();
      skip(
          String.format(
              "%s-%d offset %d %s: %s",
              record.topic(),
              record.partition(),
              record.offset(),
              otherwise,
              Excerpt.of(why, WireFormat.MAX_NAME)));
    }
  }

  private synchronized void skip(String complaint) {
    skipped++;
    complaints.accept(complaint);
  }

  synchronized long skipped() {
    return skipped;
  }

  /** Set before those who wait are told: whoever asks meanwhile sees one or the other. */
  void end(Throwable cause) {
    broken =
        new IllegalStateException(
            "answers can no longer be read: " + cause + "; close the client and connect anew",
            cause);
    waiting.values().forEach(answer -> answer.completeExceptionally(broken));
  }

  /** Gives up on the answers that are still missing, and logs how much was skipped. */
  synchronized void close() {
    IllegalStateException closed =
        new IllegalStateException("the client was closed before the answer came");
    waiting.values().forEach(answer -> answer.completeExceptionally(closed));
    complaints.close();
  }
}
