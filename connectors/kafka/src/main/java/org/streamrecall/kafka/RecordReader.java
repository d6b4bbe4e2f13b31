package org.streamrecall.kafka;

import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.streamrecall.client.Excerpt;
import org.streamrecall.client.Headers;
import org.streamrecall.client.TokenRecord;
import org.streamrecall.client.WireFormat;
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

  static RecordReader tokens(WireFormat format, Schema schema) {
    Function<byte[], TokenRecord> tokens = format.tokens(schema.fields());
    return record -> {
      TokenRecord token = tokens.apply(record.value());
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
  static RecordReader queries(WireFormat format, Schema schema, Set<String> replyTopics) {
    BiFunction<byte[], String, Query> queries = format.queries(schema.fields());
    return record -> {
      // Without a value it is refused for that, whatever its header says.
      String replyTo = record.value() == null ? null : replyTo(record, replyTopics);
      Query query = queries.apply(record.value(), replyTo);
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
}
