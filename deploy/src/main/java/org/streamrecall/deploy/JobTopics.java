package org.streamrecall.deploy;

import java.util.Set;
import java.util.TreeSet;
import org.streamrecall.client.Topics;

/**
 * The topics of a job, beside those of models and dead letters, which each has.
 *
 * @param read that its sources read
 * @param written that its sink writes
 */
record JobTopics(Set<String> read, Set<String> written) {
  /**
   * @param events null of a job of tokens and queries
   */
  static JobTopics of(JobOptions options, EventTopics events) {
    Topics own = options.kafka().topics();
    Set<String> read = new TreeSet<>(Set.of(own.queries()));
    Set<String> written = new TreeSet<>(Set.of(own.predictions()));
    if (events == null) {
      read.add(own.tokens());
      written.addAll(options.kafka().replyTopics());
    } else {
      read.add(events.in());
      written.add(events.out());
      if (events.outcomes() != null) {
        read.add(events.outcomes().topic());
      }
    }
    if (options.serving().shadow() != null) {
      written.add(own.shadow());
    }
    return new JobTopics(read, written);
  }

  /** Both. */
  Set<String> all() {
    Set<String> all = new TreeSet<>(read);
    all.addAll(written);
    return all;
  }
}
