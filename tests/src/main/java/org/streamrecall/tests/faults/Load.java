package org.streamrecall.tests.faults;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What is sent to a job, to the topics' own partitions.
 *
 * @param records in the order in which they are sent
 * @param queries among them that have an answer
 * @param letters among them that cannot be taken in, and become dead letters
 * @param gates places of records that must not be sent before so many models have been taken in: as
 *     many as come before the place in this list, and itself
 */
record Load(
    List<ProducerRecord<byte[], byte[]>> records, int queries, int letters, List<Gate> gates) {
  /**
   * A query of a model's time is asked once the job has that model.
   *
   * @param place of the record that waits
   * @param models records of the models topic that the job's checkpoint has passed
   */
  record Gate(int place, long models) {}

  /** Place of the record at a share of the load. */
  int place(double share) {
    return (int) (share * records.size());
  }
}
