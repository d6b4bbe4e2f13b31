package org.streamrecall.client;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

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
   * @return null if it is of something else, or of a question without a legible id
   */
  static QuestionRefused of(ConsumerRecord<byte[], byte[]> letter, String queries) {
    boolean asked =
        "query".equals(header(letter, "recall.kind"))
            || queries.equals(header(letter, "recall.topic"));
    if (!asked || letter.value() == null) {
      return null;
    }
    try {
      String id = new JsonRecord(Json.object(letter.value())).name("id", null);
      return new QuestionRefused(id, header(letter, "recall.reason"));
    } catch (IllegalArgumentException e) {
      return null; // no JSON, cut, or without an id: nobody waits for it
    }
  }

  private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
    Header header = letter.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }
}
