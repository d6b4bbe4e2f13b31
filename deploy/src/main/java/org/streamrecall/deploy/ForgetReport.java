package org.streamrecall.deploy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What remains of a context that a job forgets.
 *
 * @param topics what each still holds
 * @param checkpoints that are older than the forget
 * @param notes what else is to be known
 */
record ForgetReport(
    String context,
    Sent sent,
    List<RemainingRecords> topics,
    List<StateFolder.Kept> checkpoints,
    List<String> notes) {
  /** The record that makes the job forget. */
  record Sent(String topic, int partition, long offset, Instant time) {}

  private static final String CHECKPOINT =
      "holds the context unless it was forgotten before; delete the folder once a newer checkpoint"
          + " stands";

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "the job forgets %s when it reads %s-%d@%d, sent %s"
            .formatted(context, sent.topic, sent.partition, sent.offset, sent.time));
    for (RemainingRecords left : topics) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%s: %,d records%s%s, kept %s; %s",
              left.topic(),
              left.records(),
              left.records() == 0 ? "" : " of " + left.oldest() + " to " + left.newest(),
              left.hidden() == 0 ? "" : ", " + left.hidden() + " of them aborted or not committed",
              left.kept(),
              left.remedy()));
    }
    for (StateFolder.Kept kept : checkpoints) {
      lines.add(kept.path() + ": of " + kept.time() + "; " + CHECKPOINT);
    }
    lines.addAll(notes);
    return lines;
  }

  /** The same on one line. */
  String json() {
    Map<String, Object> forget = new LinkedHashMap<>();
    forget.put("topic", sent.topic);
    forget.put("partition", sent.partition);
    forget.put("offset", sent.offset);
    forget.put("time", sent.time.toString());
    List<Map<String, String>> kept = new ArrayList<>();
    for (StateFolder.Kept one : checkpoints) {
      Map<String, String> fields = new LinkedHashMap<>();
      fields.put("path", one.path().toString());
      fields.put("time", one.time().toString());
      fields.put("remedy", CHECKPOINT);
      kept.add(fields);
    }
    return new ResultLine()
        .put("context", context)
        .put("forget", forget)
        .put("topics", topics.stream().map(RemainingRecords::fields).toList())
        .put("checkpoints", kept)
        .put("notes", notes)
        .toString();
  }
}
