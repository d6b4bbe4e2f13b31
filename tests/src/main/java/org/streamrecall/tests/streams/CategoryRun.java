package org.streamrecall.tests.streams;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.streamrecall.events.Categories;
import org.streamrecall.events.EventMemory;
import org.streamrecall.events.Judgement;
import org.streamrecall.events.schema.Event;
import org.streamrecall.model.Answer;
import org.streamrecall.tests.streams.CategoryBaselines.Method;

/** A category of a set, foretold and scored on the second half of each key's events. */
final class CategoryRun {
  private static final String OURS = "ours";
  private static final String TRAINED = "trained";

  private final StreamSet set;
  private final List<Series> keys;
  private final Reading reading;
  private final EventMemory untrained; // or null
  private final List<EventMemory> trained; // by fold, or null
  private final List<String> names = new ArrayList<>(); // of the set's categories
  private final Map<String, List<Said>> said = new LinkedHashMap<>();
  private int scoredKeys;
  private double events;
  private double alarms;

  private CategoryRun(StreamSet set, Run run) throws IOException {
    this.set = set;
    List<Series> all = StreamFile.read(run.data(), set, run.complaints());
    keys = set.keys() <= 0 ? all : all.subList(0, Math.min(set.keys(), all.size()));
    reading = Reading.of(set, keys, run.complaints());
    untrained = run.untrained(reading);
    trained = run.trained(reading, keys, untrained);
    said.put(OURS, new ArrayList<>());
    said.put(TRAINED, new ArrayList<>());
    for (Method method : Method.values()) {
      said.put(method.name().toLowerCase(Locale.ROOT), new ArrayList<>());
    }
  }

  /** Prints one line. */
  static void of(StreamSet set, Run run) throws IOException {
    CategoryRun of = new CategoryRun(set, run);
    List<int[]> classes = of.keys.stream().map(of::classes).toList();
    for (int k = 0; k < of.keys.size(); k++) {
      of.score(k, classes.get(k));
    }
    run.lines().accept(of.json());
  }

  private int[] classes(Series series) {
    int[] classes = new int[series.length()];
    for (int i = 0; i < classes.length; i++) {
      String name = name(series, i);
      if (!names.contains(name)) {
        names.add(name);
      }
      classes[i] = names.indexOf(name);
    }
    return classes;
  }

  private String name(Series series, int i) {
    return Fields.name(series.fields().get(i), set.target());
  }

  private void score(int k, int[] classes) {
    Series series = keys.get(k);
    int from = series.length() / 2;
    if (from + set.farthest() >= series.length()) {
      return;
    }
    scoredKeys++;
    if (untrained != null) {
      said.get(OURS).addAll(foretell(series, untrained, from));
      events += series.length();
    }
    if (trained != null) {
      said.get(TRAINED).addAll(foretell(series, trained.get(k % trained.size()), from));
    }
    new CategoryBaselines(series, reading, classes, names.size(), from)
        .foretell()
        .forEach((method, all) -> said.get(method.name().toLowerCase(Locale.ROOT)).addAll(all));
  }

  private List<Said> foretell(Series series, EventMemory memory, int from) {
    List<Said> all = new ArrayList<>();
    List<Event> events = reading.events(series, "", series.length());
    memory.forget();
    for (int i = 0; i < series.length(); i++) {
      Judgement judged = Foretold.tell(memory, events.get(i));
      alarms += memory == untrained && judged != null && judged.oddness().opens() ? 1 : 0;
      if (i >= from && i + set.farthest() < series.length()) {
        String truth = name(series, i + set.farthest());
        all.add(judged == null ? new Said(false, 0) : said(judged.answer(), truth));
      }
    }
    return all;
  }

  /**
   * Names that the memory does not tell apart are never right, and share a probability. Before a
   * key's first event all of the set's are as likely.
   */
  private Said said(Answer answer, String truth) {
    if (answer.value().length == 0) {
      return new Said(false, 1.0 / names.size());
    }
    List<String> told = answer.categories();
    int best = 0;
    for (int c = 1; c < told.size(); c++) {
      best = answer.value()[c] > answer.value()[best] ? c : best;
    }
    int slot = Categories.slot(truth, told);
    if (slot < 0) {
      return new Said(false, 0);
    }
    long others = names.stream().filter(name -> !told.contains(name)).count();
    double share = told.get(slot) == null ? Math.max(1, others) : 1;
    return new Said(truth.equals(told.get(best)), answer.value()[slot] / share);
  }

  private ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("set", set.set()).put("target", set.target());
    if (!set.isWithin()) {
      json.put("horizon", set.farthest());
    }
    json.put("keys", scoredKeys);
    ObjectNode accuracy = json.putObject("accuracy");
    ObjectNode logLoss = json.putObject("logLoss");
    said.forEach(
        (method, all) -> {
          double right =
              all.stream().mapToInt(one -> one.right() ? 1 : 0).average().orElse(Double.NaN);
          Column.put(accuracy, method, right);
          double loss =
              all.stream()
                  .mapToDouble(one -> Categories.loss(one.probability()))
                  .average()
                  .orElse(Double.NaN);
          Column.put(logLoss, method, loss);
        });
    Column.put(json, "alarmsPerThousand", 1000 * alarms / events);
    return json;
  }
}
