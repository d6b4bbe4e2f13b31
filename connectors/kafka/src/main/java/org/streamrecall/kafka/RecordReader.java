package org.streamrecall.kafka;

import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.streamrecall.client.Excerpt;
import org.streamrecall.client.Headers;
import org.streamrecall.client.QueryJson;
import org.streamrecall.client.TokenJson;
import org.streamrecall.client.TokenRecord;
import org.streamrecall.flink.Forget;
import org.streamrecall.flink.Origin;
import org.streamrecall.flink.RecallInput;
import org.streamrecall.measure.Atom;
import org.streamrecall.model.Query;
import org.streamrecall.model.Schema;

/**
 * Parses a record and maps it by the schema, at once, so that what fails has its origin at hand.
 */
interface RecordReader {
  /** As long as a topic's name may be: a longer header names none. */
  int MAX_TOPIC = 249;

  /**
   * @throws IllegalArgumentException naming the field, the value, the rule and the remedy
   */
  RecallInput read(ConsumerRecord<byte[], byte[]> record);

  static RecordReader tokens(Schema schema) {
    TokenJson json = new TokenJson(schema.fields());
    return record -> {
      TokenRecord token = json.read(requireValue(record));
      return token instanceof TokenRecord.Told told
          ? RecallInput.of(schema, told.token(), origin(record))
          : new Forget(token.context(), forgottenAt(token));
    };
  }

  private static long forgottenAt(TokenRecord token) {
    return token instanceof TokenRecord.Forgotten forgotten ? forgotten.time() : Atom.NO_TIME;
  }

  /**
   * @param replyTopics topics that a query may ask to be answered on
   */
  static RecordReader queries(Schema schema, Set<String> replyTopics) {
    QueryJson json = new QueryJson(schema.fields());
    return record -> {
      Query query = json.read(requireValue(record), replyTo(record, replyTopics));
      return RecallInput.of(schema, query, origin(record));
    };
  }

  private static Origin origin(ConsumerRecord<byte[], byte[]> record) {
    return new Origin(record.topic(), record.partition(), record.offset(), record.timestamp());
  }

  /**
   * Only topics named at start: else whoever may ask could write anywhere the job may, and a topic
   * that does not exist would fail the sink and the job with it.
   */
  private static String replyTo(ConsumerRecord<byte[], byte[]> record, Set<String> allowed) {
    String topic = Headers.text(record, Headers.REPLY_TO);
    if (topic != null && !allowed.contains(topic)) {
      String shown = Excerpt.of(topic, MAX_TOPIC);
      throw new IllegalArgumentException(
          Headers.REPLY_TO
              + "=\""
              + shown
              + "\" is none of the job's reply topics "
              + allowed
              + "; start the job with --reply-topics "
              + shown);
    }
    return topic;
  }

  private static byte[] requireValue(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      throw new IllegalArgumentException(
          "the record has no value; to make a memory forget a context send"
              + " {\"context\":\"..\",\"type\":\"forget\"}");
    }
    return record.value();
  }
}
