package org.streamrecall.tests.streams;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A number of a public set of streams, as {@code sets.json} names it.
 *
 * @param set the name of its file, without .jsonl
 * @param keys how many of its keys are taken; 0 for all
 * @param target the field that is foretold
 * @param horizons events ahead
 * @param season events after which values come back, 0 for none: told to the baselines
 * @param clock {@code d} for the time of day, {@code w} of the week: told to them too
 * @param label a field that marks what is unusual, or null
 */
record StreamSet(
    String set,
    int keys,
    String target,
    List<Integer> horizons,
    int season,
    String clock,
    String label) {
  private static final JsonMapper JSON = new JsonMapper();

  /** The numbers that are foretold ahead, in the file's order. */
  static List<StreamSet> read(Path folder) throws IOException {
    List<StreamSet> sets = new ArrayList<>();
    for (JsonNode node : JSON.readTree(folder.resolve("sets.json").toFile()).path("numbers")) {
      List<Integer> horizons = new ArrayList<>();
      node.path("horizons").forEach(horizon -> horizons.add(horizon.asInt()));
      if (!horizons.contains(0)) {
        sets.add(
            new StreamSet(
                node.path("set").asText(),
                node.path("keys").asInt(),
                node.path("target").asText(),
                List.copyOf(horizons),
                node.path("season").asInt(),
                node.path("clock").asText(),
                node.hasNonNull("label") ? node.get("label").asText() : null));
      }
    }
    return sets;
  }

  boolean hasDays() {
    return clock.contains("d");
  }

  boolean hasWeeks() {
    return clock.contains("w");
  }

  /** The same, of one horizon. */
  StreamSet at(int horizon) {
    return new StreamSet(set, keys, target, List.of(horizon), season, clock, label);
  }

  int farthest() {
    return horizons.stream().mapToInt(Integer::intValue).max().orElseThrow();
  }
}
