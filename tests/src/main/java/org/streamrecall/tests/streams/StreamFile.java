package org.streamrecall.tests.streams;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.streamrecall.client.EventTimes;
import org.streamrecall.measure.Atom;

/** Reads a set's events: those that have the target, by key, in order of their first such event. */
final class StreamFile {
  // What hardly is milliseconds: those would be of early 1970, all of them.
  private static final double FIRST_SECONDS = 1e8;
  private static final double LAST_SECONDS = 1e11;

  private static final JsonMapper JSON = new JsonMapper();

  private final StreamSet set;
  private final Predicate<String> wanted; // fields
  private final Map<String, List<Line>> keys = new LinkedHashMap<>();
  private boolean seconds = true; // so far
  private int numbers; // times that are
  private int passedOver;
  private String reason; // of the first that was passed over

  /**
   * An event that has the target.
   *
   * @param time as it is written, or {@link Atom#NO_TIME}
   * @param fields that are known and wanted, {@code a.b} being field b of object a
   */
  private record Line(double time, ObjectNode fields) {}

  private StreamFile(StreamSet set) {
    this.set = set;
    wanted =
        set.isOfAllFields()
            ? field -> true
            : field -> field.equals(set.target()) || field.equals(set.label());
  }

  /**
   * @param complaints is told of lines that are passed over, and of times that are seconds
   */
  static List<Series> read(Path folder, StreamSet set, Consumer<String> complaints)
      throws IOException {
    StreamFile file = new StreamFile(set);
    file.read(folder.resolve(set.set() + ".jsonl"));
    boolean inSeconds = file.seconds && file.numbers > 0;
    if (inSeconds) {
      complaints.accept(
          set.set() + ": times look like seconds since the epoch and are read as such");
    }
    if (file.passedOver > 0) {
      complaints.accept(
          set.set() + ": " + file.passedOver + " lines are passed over, the first: " + file.reason);
    }
    List<Series> series = new ArrayList<>();
    file.keys.forEach((key, lines) -> series.add(file.series(lines, inSeconds ? 1000 : 1)));
    return series;
  }

  private void read(Path path) throws IOException {
    int number = 0;
    try (BufferedReader lines = Files.newBufferedReader(path)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        try {
          take(line);
        } catch (JsonProcessingException | IllegalArgumentException e) {
          reason = passedOver++ == 0 ? "line " + number + ", " + e.getMessage() : reason;
        }
      }
    }
  }

  private void take(String line) throws JsonProcessingException {
    if (line.isBlank()) {
      return;
    }
    JsonNode event = JSON.readTree(line);
    if (!(event instanceof ObjectNode)) {
      throw new IllegalArgumentException("which is no JSON object; write one event a line");
    }
    ObjectNode fields = JSON.createObjectNode();
    flatten(event, "", fields);
    JsonNode target = fields.get(set.target());
    if (target != null && (set.isCategory() || !Double.isNaN(Fields.number(target)))) {
      double time = time(event.path(StreamSet.TIME));
      keys.computeIfAbsent(event.path(StreamSet.KEY).asText(), key -> new ArrayList<>())
          .add(new Line(time, fields));
    }
  }

  private void flatten(JsonNode object, String prefix, ObjectNode fields) {
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      String name = prefix + entry.getKey();
      if (entry.getValue().isObject()) {
        flatten(entry.getValue(), name + ".", fields);
      } else if (entry.getValue().isValueNode()
          && !entry.getValue().isNull()
          && wanted.test(name)) {
        fields.set(name, entry.getValue());
      }
    }
  }

  private double time(JsonNode at) {
    if (at.isMissingNode() || at.isNull()) {
      return Atom.NO_TIME;
    }
    double number = Fields.number(at);
    if (Double.isNaN(number)) {
      seconds = false;
      return EventTimes.parse(StreamSet.TIME, at.asText());
    }
    numbers++;
    seconds &= number >= FIRST_SECONDS && number < LAST_SECONDS;
    return number;
  }

  private Series series(List<Line> lines, int unit) {
    int n = lines.size();
    long[] times = new long[n];
    double[] values = new double[n];
    boolean[] labels = set.label() == null ? null : new boolean[n];
    for (int i = 0; i < n; i++) {
      Line line = lines.get(i);
      boolean known = line.time() != Atom.NO_TIME;
      times[i] = known ? Math.round(line.time() * unit) : Atom.NO_TIME;
      values[i] = Fields.number(line.fields().get(set.target()));
      if (labels != null) {
        labels[i] = Fields.isMark(line.fields().path(set.label()));
      }
    }
    List<ObjectNode> fields = lines.stream().map(Line::fields).toList();
    return new Series(times, values, labels, fields);
  }
}
