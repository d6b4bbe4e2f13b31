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
