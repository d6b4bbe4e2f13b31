package org.streamrecall.kafka;

import org.streamrecall.flink.RecallInput;

/**
 * What a source makes of one Kafka record. Sources have no side outputs, so what could not be read
 * travels along until {@link RecallSources} splits it off.
 */
public sealed interface Incoming {
  /** A record that was understood. */
  record Parsed(RecallInput input) implements Incoming {}

  /**
   * A record that was not, with its origin. Nobody writes into the arrays.
   *
   * @param value the record's bytes, or null if it had none
   * @param key the record's key, or null
   * @param timestamp the record's, in milliseconds since the epoch, or -1
   * @param reason one sentence: the thing, its value, the rule, the remedy
   */
  record Rejected(
      byte[] value,
      byte[] key,
      String topic,
      int partition,
      long offset,
      long timestamp,
      String reason)
      implements Incoming {}
}
