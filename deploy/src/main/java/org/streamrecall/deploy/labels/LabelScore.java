package org.streamrecall.deploy.labels;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.streamrecall.events.AlarmRule;
import org.streamrecall.events.Judgement;
import org.streamrecall.events.feature.Target;
import org.streamrecall.events.label.Detector;
import org.streamrecall.events.label.LastError;
import org.streamrecall.events.label.Mark;
import org.streamrecall.events.label.ZScore;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;

/**
 * How well {@code anomaly} and alarms find the events that people have marked, beside what most
 * users have today. Judged is the second half of each key's events; the first half is learned from.
 */
public final class LabelScore {
  static final String OURS = "anomaly";

  /** Values that z-scores look back on; the best of them counts, known in hindsight. */
  private static final int[] WINDOWS = {10, 30, 100, 300, 1000};

  private final EventSchema schema;
  private final AlarmRule rule;
  private final Map<String, KeyScores> keys = new LinkedHashMap<>();
  private final Map<String, List<Rated>> rated = new LinkedHashMap<>(); // by what is judged
  private long ordinary;
  private long anomalies;
  private long unknown;

  /**
   * @param rule by which alarms ring
   */
  public LabelScore(EventSchema schema, AlarmRule rule) {
    this.schema = schema;
    this.rule = rule;
  }

  /**
   * Takes in an event, what ours made of it, and what people say of it.
   *
   * @param judgement made before the event was learned
   */
  public void add(Event event, Judgement judgement, Mark mark) {
    keys.computeIfAbsent(event.key(), key -> new KeyScores(schema)).add(event, judgement, mark);
    switch (mark) {
      case ORDINARY -> ordinary++;
      case ANOMALY -> anomalies++;
      case UNKNOWN -> unknown++;
    }
  }

  /** One for each target, and of several one for all together. */
  public List<LabelTable> tables() {
    List<Target> targets = schema.predict();
    List<LabelTable> tables = new ArrayList<>();
    if (targets.size() == 1) {
      tables.add(table(targets.get(0).toString(), 0, others(0), true));
      return tables;
    }
    List<List<Rated>> all = new ArrayList<>();
    for (int t = 0; t < targets.size(); t++) {
      all.add(others(t));
      tables.add(table(targets.get(t).toString(), t, all.get(t), false));
    }
    tables.add(table(null, targets.size(), Rated.highest(all), true));
    return tables;
  }

  private LabelTable table(String target, int place, List<Rated> others, boolean rings) {
    List<Rated> methods = new ArrayList<>();
    methods.add(new Rated(OURS, keys.values().stream().map(key -> key.anomalies(place)).toList()));
    methods.addAll(others);
    return new Detection(List.copyOf(keys.values()), rule).table(target, methods, rings);
  }

  /** What others say of a target; what several targets are of is looked at once. */
  private List<Rated> others(int target) {
    String of = schema.predict().get(target).of().toString();
    return rated.computeIfAbsent(of, name -> newOthers(target));
  }

  private List<Rated> newOthers(int target) {
    if (schema.isCategory()) {
      return List.of(
          new Rated(
              "rarity of the name", keys.values().stream().map(KeyScores::rarities).toList()));
    }
    List<Rated> all = new ArrayList<>();
    all.add(rated("Random Cut Forest", new Forest(), target));
    all.add(rated("last value's error", new LastError(), target));
    for (int window : WINDOWS) {
      String name = Rated.Z_SCORE + window + ", best of " + WINDOWS.length;
      all.add(rated(name, new ZScore(window), target));
    }
    return all;
  }

  private Rated rated(String name, Detector detector, int target) {
    return new Rated(
        name, keys.values().stream().map(key -> key.scores(detector, target)).toList());
  }

  /**
   * Why labels tell nothing, with the remedy; null if they do.
   *
   * @param field that holds them
   */
  public String complaint(String field) {
    if (ordinary + anomalies == 0) {
      return String.format(
          "none of %,d events has a label %s; name the field that says which are anomalies with"
              + " --label",
          unknown, field);
    }
    if (anomalies == 0) {
      return String.format(
          "%s marks none of %,d events as an anomaly, so there is nothing to be found; leave --label"
              + " out, or name another field",
          field, ordinary);
    }
    if (ordinary == 0) {
      return String.format(
          "%s marks all of %,d events that have it as anomalies, so there is nothing to tell them"
              + " from; write 0 or false where an event is none",
          field, anomalies);
    }
    return null;
  }
}
