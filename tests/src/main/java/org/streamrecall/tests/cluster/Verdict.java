package org.streamrecall.tests.cluster;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.streamrecall.client.json.PredictionJson;

/**
 * What came, beside what was to come.
 *
 * @param expected queries
 * @param missing of them, without an answer
 * @param doubled answered more than once
 * @param different answered by other bytes
 * @param unasked answers to nothing that was asked
 */
record Verdict(int expected, int missing, int doubled, int different, int unasked) {
  /**
   * @param expected the answers, one to a query
   * @param seen the answers by query
   */
  static Verdict of(List<String> expected, Map<String, List<String>> seen) {
    int missing = 0;
    int doubled = 0;
    int different = 0;
    int found = 0;
    for (String answer : expected) {
      String id = PredictionJson.read(answer.getBytes(StandardCharsets.UTF_8)).id();
      List<String> answers = seen.getOrDefault(id, List.of());
      found += answers.isEmpty() ? 0 : 1;
      missing += answers.isEmpty() ? 1 : 0;
      doubled += answers.size() > 1 ? 1 : 0;
      different += answers.stream().allMatch(answer::equals) ? 0 : 1;
    }
    return new Verdict(expected.size(), missing, doubled, different, seen.size() - found);
  }

  boolean isClean() {
    return missing + doubled + different + unasked == 0;
  }
}
