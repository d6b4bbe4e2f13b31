package org.streamrecall.tests.faults;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What is sent to a job, to the topics' own partitions.
 *
 * @param records in the order in which they are sent
 * @param queries among them that have an answer
 * @param letters among them that cannot be taken in, and become dead letters
 * @param gates at which it waits for the job, in order
 * @param end place of the first that only moves a partition on: the last that each has
 */
record Load(
    List<ProducerRecord<byte[], byte[]>> records,
    int queries,
    int letters,
    List<Gate> gates,
    int end) {
  /**
   * A query of a model's time is asked once the job has that model, and cannot lose it again.
   *
   * @param place of the record that waits
   * @param refused name of a model that follows upon it and is none: when its dead letter is
   *     committed, a checkpoint has passed both
   */
  record Gate(int place, String refused) {}

  /** Place of the record at a share of the load. */
  int place(double share) {
    return (int) (share * end);
  }
}
