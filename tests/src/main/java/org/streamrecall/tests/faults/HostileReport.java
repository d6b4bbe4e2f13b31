package org.streamrecall.tests.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a reader of committed records saw of a run to which much was done, beside one undisturbed.
 *
 * @param missing answers and dead letters that nobody has named, and alarms
 * @param named as lost by the run, loudly
 * @param duplicates beyond the first of each
 * @param different of those that both have, to the byte, and says that it is not sure
 * @param stale of those that are different, and say {@code ok}
 * @param examples of both, each beside what it should be
 */
record HostileReport(
    HostileRun.Seen seen,
    long missing,
    long named,
    long duplicates,
    long different,
    long stale,
    List<String> examples) {
  private static final int EXAMPLES = 5;
  private static final ObjectMapper JSON = new ObjectMapper();

  static HostileReport of(FaultRun.Outcome reference, HostileRun.Seen seen) {
    Map<String, byte[]> expected = reference.answers().first();
    long different = 0;
    long stale = 0;
    List<String> examples = new ArrayList<>();
    for (Map.Entry<String, byte[]> answer : seen.answers().first().entrySet()) {
      boolean end =
          answer.getKey().startsWith(LoadDraw.END) && !expected.containsKey(answer.getKey());
      if (!end && !text(answer.getValue()).equals(text(expected.get(answer.getKey())))) {
        boolean ok = isOk(answer.getValue());
        stale += ok ? 1 : 0;
        different += ok ? 0 : 1;
        if (examples.size() < EXAMPLES) {
          byte[] should = expected.get(answer.getKey());
          examples.add(text(should) + " became " + text(answer.getValue()));
        }
      }
    }
    long lost = Comparison.of(reference.answers(), seen.answers()).missing();
    long repeated = seen.answers().repeated();
    Map<String, Integer> letters = counts(reference.letters());
    counts(seen.letters()).forEach((letter, n) -> letters.merge(letter, -n, Integer::sum));
    for (Map.Entry<String, Integer> letter : letters.entrySet()) {
      lost += Math.max(0, letter.getValue());
      repeated += letter.getKey().contains("fast") ? 0 : Math.max(0, -letter.getValue());
    }
    Comparison alarms = Comparison.of(reference.alarms(), seen.alarms());
    return new HostileReport(
        seen,
        Math.max(0, lost - seen.named()) + alarms.missing(),
        seen.named(),
        repeated + alarms.duplicates(),
        different + alarms.different(),
        stale,
        examples);
  }

  /** Without the offsets of what is recalled: where a partition is added, records lie elsewhere. */
  private static String text(byte[] answer) {
    return answer == null
        ? "nothing"
        : new String(answer, StandardCharsets.UTF_8).replaceAll("\"ref\":\"[^\"]*\",?", "");
  }

  private static boolean isOk(byte[] answer) {
    try {
      JsonNode said = JSON.readTree(answer);
      return said.path("recall").path("status").asText(said.path("status").asText()).equals("ok");
    } catch (IOException e) {
      throw new UncheckedIOException("what was committed is not JSON", e);
    }
  }

  private static Map<String, Integer> counts(Committed letters) {
    Map<String, Integer> counts = new HashMap<>();
    letters
        .first()
        .values()
        .forEach(
            letter -> counts.merge(new String(letter, StandardCharsets.UTF_8), 1, Integer::sum));
    return counts;
  }

  boolean isClean() {
    return missing == 0 && duplicates == 0 && different == 0 && stale == 0;
  }

  ObjectNode json(int queries) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    ObjectNode faults = line.putObject("faults");
    seen.done().forEach((what, times) -> faults.put(what.word(), times));
    line.put("queries", queries);
    line.put("missing", missing);
    line.put("named", named);
    line.put("duplicates", duplicates);
    line.put("different", different);
    line.put("stale", stale);
    var skipped = line.putArray("skipped");
    seen.skipped().forEach(what -> skipped.add(what.word()));
    return line;
  }
}
