package org.streamrecall.tests.streams;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.streamrecall.events.schema.Event;

/**
 * The events of one key that have the target, in order.
 *
 * @param times (events), in milliseconds since the epoch
 * @param values (events)
 * @param labels (events), whether marked as unusual; null where the set has no label
 */
record Series(long[] times, double[] values, boolean[] labels) {
  private static final JsonMapper JSON = new JsonMapper();

  /** Newest events of a key that are taken. */
  private static final int MOST = 6000;

  /** Keys with fewer are left out. */
  private static final int FEWEST = 48;

  private record Point(long time, double value, boolean label) {}

  /** Of the keys that have events enough, in order of their first event. */
  static List<Series> read(Path folder, StreamSet set) throws IOException {
    Map<String, List<Point>> keys = new LinkedHashMap<>();
    try (BufferedReader lines = Files.newBufferedReader(folder.resolve(set.set() + ".jsonl"))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode event = JSON.readTree(line);
        if (event.hasNonNull(set.target())) {
          boolean label = set.label() != null && event.path(set.label()).asDouble() > 0;
          keys.computeIfAbsent(event.path("key").asText(), key -> new ArrayList<>())
              .add(new Point(millis(event.get("at")), event.get(set.target()).asDouble(), label));
        }
      }
    }
    return keys.values().stream()
        .filter(points -> points.size() >= FEWEST)
        .map(points -> of(points, set.label() != null))
        .toList();
  }

  private static Series of(List<Point> points, boolean labelled) {
    List<Point> newest = points.subList(Math.max(0, points.size() - MOST), points.size());
    boolean[] labels = labelled ? new boolean[newest.size()] : null;
    for (int i = 0; labelled && i < labels.length; i++) {
      labels[i] = newest.get(i).label();
    }
    return new Series(
        newest.stream().mapToLong(Point::time).toArray(),
        newest.stream().mapToDouble(Point::value).toArray(),
        labels);
  }

  private static long millis(JsonNode at) {
    if (at.isNumber()) {
      return at.asLong();
    }
    LocalDateTime time =
        at.asText().contains("T")
            ? LocalDateTime.parse(at.asText())
            : LocalDate.parse(at.asText()).atStartOfDay();
    return time.toInstant(ZoneOffset.UTC).toEpochMilli();
  }

  /** One of them, whose only number is the value. */
  Event event(int i) {
    return new Event("", times[i], new double[] {values[i]}, new String[0], null);
  }

  int length() {
    return values.length;
  }

  boolean isConstant() {
    return Arrays.stream(values).allMatch(value -> value == values[0]);
  }

  /** The value of so many events before; of those before the first, the first. */
  double ago(int event, int back) {
    return values[Math.max(event - back, 0)];
  }
}
