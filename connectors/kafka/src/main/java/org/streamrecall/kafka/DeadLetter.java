package org.streamrecall.kafka;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.streamrecall.client.Excerpt;
import org.streamrecall.client.Headers;
import org.streamrecall.client.WireFormat;
import org.streamrecall.flink.Origin;
import org.streamrecall.flink.Refused;
import org.streamrecall.measure.Atom;

/**
 * What becomes of a record that could not be taken in. Its value holds the original bytes as they
 * came and its headers say the rest: whoever has corrected the cause copies the value back to its
 * topic, without unpacking an envelope, whatever bytes it holds.
 *
 * <p>What the operator refused has lost its bytes on the way; it is told in the format, with its
 * origin.
 *
 * @param topic the dead-letter topic
 * @param maxBytes longer values are cut; length and sha256 are those of the whole. Keys and texts
 *     are cut too: a letter that Kafka does not take would fail the job, again after every restart
 * @param format of what is told of the operator's refusals, and of the answers beside them
 */
record DeadLetter(String topic, int maxBytes, WireFormat format) implements java.io.Serializable {
  /** Kind of what another model could not say. */
  static final String SHADOW = "shadow";

  private static final int MAX_KEY_BYTES = 4096;

  static DeadLetter of(KafkaSettings settings) {
    return new DeadLetter(
        settings.topics().deadLetters(), settings.deadLetterBytes(), settings.topics().format());
  }

  Outgoing of(Incoming.Rejected rejected) {
    return of(
        new KafkaEvent(
            rejected.key(),
            rejected.value(),
            rejected.topic(),
            rejected.partition(),
            rejected.offset(),
            rejected.timestamp(),
            new String[0],
            new byte[0][]),
        rejected.reason());
  }

  Outgoing of(KafkaEvent record, String reason) {
    byte[] value = record.value() == null ? new byte[0] : record.value();
    Map<String, String> headers = new TreeMap<>();
    headers.put(Headers.KIND, "record");
    headers.put(Headers.REASON, shortened(reason));
    origin(
        headers,
        new Origin(record.topic(), record.partition(), record.offset(), record.timestamp()));
    headers.put(Headers.LENGTH, Integer.toString(value.length));
    headers.put(Headers.SHA256, sha256(value));
    return Outgoing.of(
        topic, cut(record.key(), MAX_KEY_BYTES), cut(value, maxBytes), Atom.NO_TIME, headers);
  }

  Outgoing of(Refused refused) {
    byte[] key =
        refused.context() == null ? null : refused.context().getBytes(StandardCharsets.UTF_8);
    byte[] value =
        format.refusal(refused.context(), refused.kind(), refused.id(), refused.reason());
    Map<String, String> headers = new TreeMap<>();
    headers.put(Headers.KIND, shortened(refused.kind()));
    headers.put(Headers.REASON, shortened(refused.reason()));
    if (refused.origin() != null) {
      origin(headers, refused.origin());
    }
    return Outgoing.of(topic, cut(key, MAX_KEY_BYTES), value, Atom.NO_TIME, headers);
  }

  private static void origin(Map<String, String> headers, Origin origin) {
    headers.put(Headers.TOPIC, shortened(origin.topic()));
    headers.put(Headers.PARTITION, Integer.toString(origin.partition()));
    headers.put(Headers.OFFSET, Long.toString(origin.offset()));
    headers.put(Headers.TIMESTAMP, Long.toString(origin.timestamp()));
  }

  /** Whether it is of a record, not of a model: the one before it serves on. */
  static boolean isFatal(Outgoing letter) {
    return !List.of(Refused.MODEL, SHADOW).contains(letter.header(Headers.KIND));
  }

  /** What a job says that ends because of a letter. */
  static String failure(Outgoing letter) {
    String what =
        letter.header(Headers.TOPIC) == null
            ? letter.header(Headers.KIND) + " " + new String(letter.value(), StandardCharsets.UTF_8)
            : "the record at topic "
                + letter.header(Headers.TOPIC)
                + ", partition "
                + letter.header(Headers.PARTITION)
                + ", offset "
                + letter.header(Headers.OFFSET);
    return what
        + " is bad: "
        + letter.header(Headers.REASON)
        + "; to go past it start again with --bad-records dead-letter or drop";
  }

  private static String shortened(String text) {
    return Excerpt.of(text, WireFormat.MAX_NAME);
  }

  private static byte[] cut(byte[] bytes, int most) {
    return bytes == null || bytes.length <= most ? bytes : Arrays.copyOf(bytes, most);
  }

  private static String sha256(byte[] value) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
