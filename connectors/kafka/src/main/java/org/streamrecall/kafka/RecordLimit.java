package org.streamrecall.kafka;

import java.io.Serializable;

/**
 * How large an answer may be. A producer that is given a larger one fails the job, and again after
 * every restart.
 *
 * @param maxRequestSize the producer's max.request.size
 */
record RecordLimit(int maxRequestSize) implements Serializable {
  static RecordLimit of(KafkaSettings settings) {
    return new RecordLimit(settings.delivery().maxRequestSize());
  }

  /**
   * @param what begins the sentence
   * @return why the record cannot be written, or null
   */
  String fault(String what, Outgoing record) {
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
