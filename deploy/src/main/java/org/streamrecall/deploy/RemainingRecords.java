package org.streamrecall.deploy;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a topic still holds of a context.
 *
 * @param records that are there, also those of transactions that were aborted or are open
 * @param hidden of them, those that a reader of committed records does not see
 * @param oldest their smallest Kafka timestamp, or null of none
 * @param newest their largest, or null
 * @param cleanup the topic's cleanup.policy, or null if its settings may not be read
 * @param retention the topic's retention.ms, negative for no end; means nothing without the other
 */
record RemainingRecords(
    String topic,
    long records,
    long hidden,
    Instant oldest,
    Instant newest,
    String cleanup,
    long retention) {
  /** What becomes of them, and what makes it sooner. */
  String remedy() {
    if (records == 0) {
      return "nothing to be done";
    }
    if (cleanup == null) {
      return "see its cleanup.policy and retention.ms, or delete up to an offset with"
          + " kafka-delete-records.sh";
    }
    String sooner =
        "to have them gone sooner lower retention.ms for a while, or delete up to an offset with"
            + " kafka-delete-records.sh";
    if (!cleanup.contains("delete")) {
      return "compaction keeps the newest record of each key: send one with this key and no value"
          + " (the tokens topic needs none, the forget is its newest)";
    }
    if (retention < 0) {
      return "retention.ms="
          + retention
          + " keeps them for ever: set it, or delete up to an offset"
          + " with kafka-delete-records.sh";
    }
    return "Kafka deletes whole segments, none before "
        + newest.plusMillis(retention)
        + "; "
        + sooner;
  }

  /** A few words on how long a record is kept. */
  String kept() {
    if (cleanup == null) {
      return "for a time that this user may not see";
    }
    String how = retention < 0 ? "for ever" : text(Duration.ofMillis(retention));
    return cleanup.contains("delete") ? how + " (" + cleanup + ")" : cleanup;
  }

  private static String text(Duration duration) {
    return duration.toHours() >= 48 ? duration.toDays() + " days" : duration.toMinutes() + " min";
  }

  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("topic", topic);
    fields.put("records", records);
    fields.put("hidden", hidden);
    if (records > 0) {
      fields.put("oldest", oldest.toString());
      fields.put("newest", newest.toString());
    }
    if (cleanup != null) {
      fields.put("cleanupPolicy", cleanup);
      fields.put("retentionMs", retention);
    }
    fields.put("remedy", remedy());
    return fields;
  }
}
