package org.streamrecall.deploy.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the demo measured.
 *
 * @param accuracy over contexts of any unseen languages
 * @param accuracyLatin over contexts of unseen languages in Latin letters, with questions of their
 *     own
 * @param contexts behind {@code accuracy}
 * @param queries behind {@code accuracy}
 * @param sketchBytes largest state of a context, all in
 * @param rawBytes 4 (tag + content dimensions) for each token, mean per context
 * @param tokensPerSecond from the first token sent until the job's committed offsets hold the last
 * @param visible latency to a read_uncommitted consumer
 * @param committed latency to a read_committed consumer
 * @param checkpointMillis interval at which answers are committed
 * @param sent queries of all phases
 * @param answered of them, distinct, as a read_committed consumer saw them
 * @param deadLettered of them
 * @param duplicates answers beyond the first to one query, seen by a read_committed consumer
 * @param trainSeconds fitting the tag map and training
 * @param seconds all in
 */
record DemoReport(
    Accuracy accuracy,
    Accuracy accuracyLatin,
    int contexts,
    int queries,
    int sketchBytes,
    long rawBytes,
    double tokensPerSecond,
    Latency visible,
    Latency committed,
    long checkpointMillis,
    long sent,
    long answered,
    long deadLettered,
    long duplicates,
    double trainSeconds,
    double seconds) {

  ObjectNode json() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.set("accuracy", accuracy.json());
    node.set("accuracyLatin", accuracyLatin.json());
    node.put("contexts", contexts);
    node.put("queries", queries);
    node.put("sketchBytes", sketchBytes);
    node.put("rawBytes", rawBytes);
    node.put("tokensPerSecond", tokensPerSecond);
    ObjectNode latency = node.putObject("latencyMillis");
    latency.set("visible", visible.json());
    latency.set("committed", committed.json());
    latency.put("checkpointInterval", checkpointMillis);
    node.put("sent", sent);
    node.put("answered", answered);
    node.put("deadLettered", deadLettered);
    node.put("duplicates", duplicates);
    node.put("trainSeconds", trainSeconds);
    node.put("seconds", seconds);
    return node;
  }

  /** The table that closes the demo, one line a row. */
  List<String> table() {
    List<String> lines = new ArrayList<>();
    lines.add(
        format(
            "%-58s %9s %9s",
            "top-1 accuracy, languages never seen in training", "any 8", "Latin 8"));
    lines.add(
        row(
            "learned attention, sketch of " + kilobytes(sketchBytes) + " a context",
            accuracy.sketch(),
            accuracyLatin.sketch()));
    lines.add(row("learned attention, every token kept", accuracy.exact(), accuracyLatin.exact()));
    lines.add(
        row(
            "frozen kernel on raw n-grams, no training",
            accuracy.frozenKernel(),
            accuracyLatin.frozenKernel()));
    lines.add(
        row(
            "mean pooling (the largest language)",
            accuracy.meanPooling(),
            accuracyLatin.meanPooling()));
    lines.add(row("chance", accuracy.chance(), accuracyLatin.chance()));
    lines.add("");
    lines.add(
        format(
            "memory       %s a context at most; its tokens as numbers: %s (%.1f times)",
            kilobytes(sketchBytes), kilobytes(rawBytes), rawBytes / (double) sketchBytes));
    lines.add(format("tokens       %,.0f a second through Kafka into memory", tokensPerSecond));
    lines.add(format("latency      read_uncommitted %s", visible));
    lines.add(
        format(
            "             read_committed   %s (a checkpoint every %d ms)",
            committed, checkpointMillis));
    lines.add(
        format(
            "queries      sent %,d = answered %,d + dead-lettered %,d; duplicates %d",
            sent, answered, deadLettered, duplicates));
    lines.add(
        format(
            "time         %.0f s, of them %.0f s of fitting and training", seconds, trainSeconds));
    return lines;
  }

  private static String row(String method, double any, double latin) {
    return format("  %-56s %9.3f %9.3f", method, any, latin);
  }

  private static String kilobytes(long bytes) {
    return format("%,.0f KB", bytes / 1024.0);
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
