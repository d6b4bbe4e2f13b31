package org.streamrecall.client;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Why a job did not answer a question: the reason that its dead letter gives. */
public final class QuestionRefused extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String id;

  QuestionRefused(String id, String reason) {
    super(reason);
    this.id = id;
  }

  /** The question's. */
  public String id() {
    return id;
  }

  /**
   * What a dead letter says of a question.
   *
   * @param queries the topic of questions
   * @param format of both topics
   * @return null if it is of something else, or of a question whose bytes have no legible id
   * @throws IllegalArgumentException if it is no dead letter of a job
   */
  static QuestionRefused of(
      ConsumerRecord<byte[], byte[]> letter, String queries, WireFormat format) {
    String kind = Headers.text(letter, Headers.KIND);
    if (kind == null) {
      throw new IllegalArgumentException(
          "it has no header " + Headers.KIND + "; see who else writes to the topic");
    }
    String given = Headers.text(letter, Headers.REASON);
    String reason = given == null ? "the dead letter gives no reason" : given;
    if (kind.equals("query")) { // the job's own words
      return new QuestionRefused(id(letter, format), reason);
    }
    if (!kind.equals("record") || !queries.equals(Headers.text(letter, Headers.TOPIC))) {
      return null;
    }
    try {
      return new QuestionRefused(id(letter, format), reason);
    } catch (IllegalArgumentException e) {
      return null; // as the asker sent it: illegible, cut, or without an id; nobody waits for it
    }
  }

  private static String id(ConsumerRecord<byte[], byte[]> letter, WireFormat format) {
    if (letter.value() == null) {
      throw new IllegalArgumentException("it has no value");
    }
    return format.id(letter.value());
  }
}
