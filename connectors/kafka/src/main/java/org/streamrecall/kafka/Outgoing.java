package org.streamrecall.kafka;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A record on its way to Kafka, already in bytes: what cannot be written is found out before the
 * sink, where it would fail the job. Public for Flink, which reads its components. Nobody writes
 * into the arrays.
 *
 * @param topic where it goes
 * @param key record key, or null
 * @param value record value
 * @param time event time in milliseconds since the epoch, or Atom.NO_TIME
 * @param headerNames of the record's headers, in their order; one may come twice
 * @param headerValues of the same, null for none
 */
public record Outgoing(
    String topic,
    byte[] key,
    byte[] value,
    long time,
    String[] headerNames,
    byte[][] headerValues) {
  private static final int BATCH_OVERHEAD = 61;
  private static final int RECORD_OVERHEAD = 21;
  private static final int VARINT = 5; // at most
  private static final int LZ4_FRAME = 32;
  private static final int LZ4_BLOCK = 65536;

  /** With headers that are texts. */
  static Outgoing of(
      String topic, byte[] key, byte[] value, long time, Map<String, String> headers) {
    String[] names = headers.keySet().toArray(new String[0]);
    byte[][] values = new byte[names.length][];
    for (int i = 0; i < names.length; i++) {
      values[i] = headers.get(names[i]).getBytes(StandardCharsets.UTF_8);
    }
    return new Outgoing(topic, key, value, time, names, values);
  }

  /**
   * At most what Kafka counts of it: by its producer before compression, by its broker after it,
   * and lz4 lets bytes grow by a few in each block that it cannot shrink.
   */
  long sizeInBytes() {
    long size = BATCH_OVERHEAD + RECORD_OVERHEAD + sizeOf(key) + sizeOf(value) + VARINT;
    for (int i = 0; i < headerNames.length; i++) {
      size += VARINT + utf8Length(headerNames[i]) + sizeOf(headerValues[i]);
    }
    return size + LZ4_FRAME + size / LZ4_BLOCK * Integer.BYTES;
  }

  private static int sizeOf(byte[] bytes) {
    return VARINT + (bytes == null ? 0 : bytes.length);
  }

  private static int utf8Length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** The text of the first header of a name, or null. */
  String header(String name) {
    for (int i = 0; i < headerNames.length; i++) {
      if (headerNames[i].equals(name)) {
        return new String(headerValues[i], StandardCharsets.UTF_8);
      }
    }
    return null;
  }
}
