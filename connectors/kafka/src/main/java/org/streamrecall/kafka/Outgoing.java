package org.streamrecall.kafka;

import java.util.Map;

/**
 * A record on its way to Kafka, already in bytes: what cannot be written is found out before the
 * sink, where it would fail the job. Public for Flink, which reads its components.
 *
 * @param topic where it goes
 * @param key record key, or null
 * @param value record value
 * @param time event time in milliseconds since the epoch, or Atom.NO_TIME
 * @param headers record headers, UTF-8
 */
public record Outgoing(
    String topic, byte[] key, byte[] value, long time, Map<String, String> headers) {}
