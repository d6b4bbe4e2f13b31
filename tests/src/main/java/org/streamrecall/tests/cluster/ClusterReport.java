package org.streamrecall.tests.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * @param recoverySeconds from the kill to the answers that were asked for meanwhile
 */
record ClusterReport(
    int tokens,
    Verdict verdict,
    int deadLetters,
    int[] parallelisms,
    long jarBytes,
    double recoverySeconds,
    double seconds) {

  boolean isClean() {
    return verdict.isClean() && deadLetters == 0;
  }

  String json(long seed) {
    ObjectNode json = new ObjectMapper().createObjectNode().put("seed", seed);
    json.put("tokens", tokens).put("queries", verdict.expected());
    json.put("missing", verdict.missing()).put("doubled", verdict.doubled());
    json.put("different", verdict.different()).put("unasked", verdict.unasked());
    json.put("deadLetters", deadLetters);
    for (int parallelism : parallelisms) {
      json.withArray("parallelisms").add(parallelism);
    }
    json.put("jarMegabytes", tenths(jarBytes / 1e6));
    json.put("recoverySeconds", tenths(recoverySeconds)).put("seconds", tenths(seconds));
    return json.toString();
  }

  private static double tenths(double value) {
    return Math.round(value * 10) / 10.0;
  }
}
