package org.streamrecall.kafka;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * What a job would pass over if it went on where it has come to. A hole between two records is
 * none: compaction and the markers of transactions leave such holes, and what they held is not
 * missing.
 *
 * @param partition of which it is
 * @param offsets how many are known to be missing, which may hold fewer records; 0 where nobody can
 *     tell
 * @param next where what is there goes on; {@link #NOWHERE} if the partition is gone
 * @param what happened, as the end of a sentence
 */
record Gap(TopicPartition partition, long offsets, long next, String what) {
  static final long NOWHERE = -1;

  /**
   * @param offset that is to be read next
   * @param known id of the topic that it is an offset of, or null if that is not known
   * @param found null if there is no such partition
   * @return null if nothing is missing
   */
  static Gap of(TopicPartition partition, long offset, Uuid known, PartitionLook.Found found) {
    if (found == null) {
      return new Gap(
          partition,
          0,
          NOWHERE,
          "what came from offset "
              + offset
              + " on went unread: the topic was made anew, without such a partition");
    }
    if (known != null && found.topic() != null && !known.equals(found.topic())) {
      return anew(partition, offset, "the topic was made anew: its id was " + known, found);
    }
    if (offset > found.end()) {
      return known == null
          ? anew(partition, offset, "the topic was made anew, or cut", found)
          : cut(partition, offset, found);
    }
    if (offset >= found.begin()) {
      return null;
    }
    long missing = found.begin() - offset;
    String range = missing == 1 ? "offset " + offset : offset + " to " + (found.begin() - 1);
    return new Gap(
        partition,
        missing,
        found.begin(),
        (missing == 1 ? "" : "offsets ")
            + range
            + " ("
            + missing
            + ") went unread: Kafka had deleted them before (its retention, or its operator)");
  }

  private static Gap anew(
      TopicPartition partition, long offset, String how, PartitionLook.Found found) {
    return new Gap(
        partition,
        0,
        found.begin(),
        "what came from offset "
            + offset
            + " on went unread: "
            + how
            + "; what is there now are offsets "
            + found.begin()
            + " to "
            + (found.end() - 1)
            + " ("
            + (found.end() - found.begin())
            + "), none of them read");
  }

  private static Gap cut(TopicPartition partition, long offset, PartitionLook.Found found) {
    return new Gap(
        partition,
        0,
        found.end(),
        "it was read up to offset "
            + (offset - 1)
            + ", and now ends at "
            + (found.end() - 1)
            + ": its broker has lost its end, and what was sent in its place may be unread");
  }

  /** Where the job goes on, if it does. */
  String consequence() {
    return next == NOWHERE ? "it is read no more" : "goes on at offset " + next;
  }

  /** As a sentence without its end. */
  String sentence() {
    return "topic \"" + partition.topic() + "\", partition " + partition.partition() + ": " + what;
  }
}
