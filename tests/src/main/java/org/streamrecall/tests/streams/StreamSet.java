package org.streamrecall.tests.streams;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is foretold of a set of streams, as {@code sets.json} names it.
 *
 * @param set the name of its file, without .jsonl
 * @param keys how many of its keys are taken; 0 for all
 * @param target the field that is foretold
 * @param horizons events ahead; 0, which then stands alone, for the event itself
 * @param season events after which values come back, 0 for none: told to the baselines
 * @param clock {@code d} for the time of day, {@code w} of the week: told to them too
 * @param label a field that marks what is unusual, or null
 * @param not fields that nobody is shown
 * @param isCategory whether the field is a name
 */
record StreamSet(
    String set,
    int keys,
    String target,
    List<Integer> horizons,
    int season,
    String clock,
    String label,
    Set<String> not,
    boolean isCategory) {
  static final String KEY = "key";
  static final String TIME = "at";

  private static final JsonMapper JSON = new JsonMapper();

  /**
   * The numbers, then the categories, in the file's order. A number that is foretold both ahead and
   * of the event itself is two, a category at several horizons as many.
   *
   * @throws IllegalArgumentException naming what is missing
   */
  static List<StreamSet> read(Path folder) throws IOException {
    JsonNode file = JSON.readTree(folder.resolve("sets.json").toFile());
    Map<String, Set<String>> labels = new LinkedHashMap<>();
    for (String kind : List.of("numbers", "categories")) {
      for (JsonNode node : file.path(kind)) {
        if (node.hasNonNull("label")) {
          labels
              .computeIfAbsent(node.path("set").asText(), set -> new HashSet<>())
              .add(node.get("label").asText());
        }
      }
    }
    List<StreamSet> sets = new ArrayList<>();
    for (String kind : List.of("numbers", "categories")) {
      for (JsonNode node : file.path(kind)) {
        Set<String> marks = labels.getOrDefault(node.path("set").asText(), Set.of());
        sets.addAll(of(node, marks, kind.equals("categories")));
      }
    }
    return sets;
  }

  private static List<StreamSet> of(JsonNode node, Set<String> labels, boolean isCategory) {
    if (!node.hasNonNull("set") || !node.hasNonNull("target")) {
      throw new IllegalArgumentException(
          "sets.json: " + node + " lacks \"set\" or \"target\"; name the file and the field");
    }
    List<Integer> ahead = new ArrayList<>();
    node.path("horizons").forEach(horizon -> ahead.add(horizon.asInt()));
    if (ahead.isEmpty()) {
      ahead.add(isCategory ? 0 : 1);
    }
    boolean within = ahead.removeIf(horizon -> horizon <= 0);
    Set<String> not = new HashSet<>(labels);
    node.path("not").forEach(field -> not.add(field.asText()));
    StreamSet of =
        new StreamSet(
            node.get("set").asText(),
            node.path("keys").asInt(),
            node.get("target").asText(),
            List.copyOf(ahead),
            Math.max(0, node.path("season").asInt()),
            node.path("clock").asText(),
            node.hasNonNull("label") ? node.get("label").asText() : null,
            Set.copyOf(not),
            isCategory);
    List<StreamSet> all = new ArrayList<>();
    if (within) {
      all.add(ahead.isEmpty() ? of.at(0) : of.unlabelled().at(0));
    }
    if (isCategory) { // it is foretold alone
      ahead.forEach(horizon -> all.add(of.at(horizon)));
    } else if (!ahead.isEmpty()) {
      all.add(of);
    }
    return all;
  }

  boolean hasDays() {
    return clock.contains("d");
  }

  boolean hasWeeks() {
    return clock.contains("w");
  }

  /** The same, of one horizon. */
  StreamSet at(int horizon) {
    return new StreamSet(
        set, keys, target, List.of(horizon), season, clock, label, not, isCategory);
  }

  private StreamSet unlabelled() {
    return new StreamSet(set, keys, target, horizons, season, clock, null, not, isCategory);
  }

  int farthest() {
    return horizons.stream().mapToInt(Integer::intValue).max().orElseThrow();
  }

  /** Whether a field of the event itself is foretold. */
  boolean isWithin() {
    return farthest() == 0;
  }

  /** Events after which the outcomes of one are known. */
  int delay() {
    return Math.max(1, farthest());
  }

  /** Whether the other fields are shown too, and not the target's own past alone. */
  boolean isOfAllFields() {
    return isCategory || isWithin();
  }

  /** Fields that are no feature. */
  Set<String> hidden() {
    Set<String> hidden = new HashSet<>(not);
    hidden.addAll(List.of(KEY, TIME, target));
    return hidden;
  }
}
