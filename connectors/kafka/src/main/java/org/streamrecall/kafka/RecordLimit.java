package org.streamrecall.kafka;

import java.io.Serializable;

/**
 * What Kafka takes as an answer. A producer that is given another one fails the job, and again
 * after every restart.
 *
 * @param maxRequestSize the producer's max.request.size
 * @param keyed whether the topic is compacted, and takes no record without a key
 */
record RecordLimit(int maxRequestSize, boolean keyed) implements Serializable {
  static RecordLimit of(KafkaSettings settings) {
    return new RecordLimit(settings.delivery().maxRequestSize(), false);
  }

  RecordLimit keyed(boolean needed) {
    return new RecordLimit(maxRequestSize, needed);
  }

  /**
   * @param what begins the sentence
   * @return why the record cannot be written, or null
   */
  String fault(String what, Outgoing record) {
    if (keyed && record.key() == null) {
      return what
          + " has no key, without which the compacted topic "
          + record.topic()
          + " takes no record; send it with a key";
    }
    long size = record.sizeInBytes();
    return size <= maxRequestSize
        ? null
        : what
            + " takes "
            + size
            + " bytes as a record, more than max.request.size="
            + maxRequestSize
            + "; send less, or raise --max-request-size and max.message.bytes of the topic "
            + record.topic();
  }
}
