package org.streamrecall.deploy;

import java.util.LinkedHashSet;
import java.util.Set;
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
    Set<String> read = new LinkedHashSet<>();
    Set<String> written = new LinkedHashSet<>();
    if (events == null) {
      read.add(own.tokens());
      read.add(own.queries());
      written.addAll(options.kafka().replyTopics());
    } else {
      read.add(events.in());
      read.add(own.queries());
      written.add(events.out());
      if (events.outcomes() != null) {
        read.add(events.outcomes().topic());
      }
      if (events.alarms() != null) {
        written.add(events.alarms().topic());
      }
    }
    written.add(own.predictions());
    if (options.serving().shadow() != null) {
      written.add(own.shadow());
    }
    return new JobTopics(read, written);
  }

  /** Both, those that are read first. */
  Set<String> all() {
    Set<String> all = new LinkedHashSet<>(read);
    all.addAll(written);
    return all;
  }
}
