package org.streamrecall.client;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** The headers that records have in Kafka, each a text in UTF-8; of a name given twice the last. */
public final class Headers {
  /** Of a question: the topic its answer goes to instead of the usual one. */
  public static final String REPLY_TO = "replyTo";

  /**
   * Of a model: the time from which on it answers, in milliseconds since the epoch or as ISO 8601
   * with a zone.
   */
  public static final String EFFECTIVE_FROM = "recall.effective-from";

  /**
   * Of a dead letter: {@code record} if its value is that of a record which was not taken in, else
   * what the job refused or could not write: {@code token}, {@code query}, {@code outcome}, {@code
   * model} or {@code shadow}. Every letter has it.
   */
  public static final String KIND = "recall.kind";

  /** Of a dead letter: why, in one sentence with the remedy. Every letter has it. */
  public static final String REASON = "recall.reason";

  /** Of a dead letter: the topic that its record came from, if that is known. */
  public static final String TOPIC = "recall.topic";

  /** Of a dead letter with a topic: the partition. */
  public static final String PARTITION = "recall.partition";

  /** Of a dead letter with a topic: the offset. */
  public static final String OFFSET = "recall.offset";

  /** Of a dead letter with a topic: the record's timestamp, in milliseconds since the epoch. */
  public static final String TIMESTAMP = "recall.timestamp";

  /** Of a dead letter that is a record: how many bytes its value had before it was cut. */
  public static final String LENGTH = "recall.length";

  /** Of a dead letter that is a record: the SHA-256 of its whole value, in hexadecimal digits. */
  public static final String SHA256 = "recall.sha256";

  private Headers() {}

  /**
   * What a record's header says.
   *
   * @return null if the record has no such header, or one without a value
   */
  public static String text(ConsumerRecord<?, ?> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }
}
