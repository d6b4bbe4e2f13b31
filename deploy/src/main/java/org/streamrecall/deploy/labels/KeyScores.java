package org.streamrecall.deploy.labels;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.streamrecall.events.Judgement;
import org.streamrecall.events.Odd;
import org.streamrecall.events.feature.Target;
import org.streamrecall.events.label.Detector;
import org.streamrecall.events.label.Mark;
import org.streamrecall.events.label.Rarity;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventFields;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.events.score.TargetTruth;

/** One key's events: their labels, how odd ours found them, and what others judge them by. */
final class KeyScores {
  private final List<Target> targets;
  private final TargetTruth[] truths; // of numbers, by target
  private final int name; // of a category, its place among an event's texts
  private final Rarity rarity = new Rarity();
  private final List<Mark> marks = new ArrayList<>();
  private final List<Boolean> opened = new ArrayList<>();
  private final List<double[]> anomalies = new ArrayList<>(); // (events, targets and all together)
  private final List<double[]> values = new ArrayList<>(); // (events, targets); rarity of a name

  KeyScores(EventSchema schema) {
    targets = schema.predict();
    boolean category = schema.isCategory();
    truths = new TargetTruth[category ? 0 : targets.size()];
    Arrays.setAll(truths, t -> new TargetTruth(schema, targets.get(t)));
    name = category ? EventFields.of(schema).text(targets.get(0).field()) : -1;
  }

  void add(Event event, Judgement judgement, Mark mark) {
    marks.add(mark);
    opened.add(judgement.oddness().opens());
    double[] anomaly = new double[targets.size() + 1];
    Arrays.fill(anomaly, Double.NaN);
    for (Odd odd : judgement.oddness().targets()) {
      anomaly[odd.target()] = odd.anomaly();
    }
    anomaly[targets.size()] = judgement.oddness().anomaly();
    anomalies.add(anomaly);
    double[] value = new double[targets.size()];
    for (int t = 0; t < truths.length; t++) {
      value[t] = targets.get(t).scale(truths[t].next(event));
    }
    if (name >= 0) {
      String text = event.texts()[name];
      value[0] = text == null ? Double.NaN : rarity.next(text);
    }
    values.add(value);
  }

  int length() {
    return marks.size();
  }

  /** The first event that is judged: the first half is learned from. */
  int half() {
    return length() / 2;
  }

  Mark[] marks() {
    return marks.toArray(new Mark[0]);
  }

  boolean[] opened() {
    boolean[] all = new boolean[length()];
    IntStream.range(0, all.length).forEach(i -> all[i] = opened.get(i));
    return all;
  }

  /**
   * @param target its place, or that behind all for all together
   */
  double[] anomalies(int target) {
    return anomalies.stream().mapToDouble(event -> event[target]).toArray();
  }

  /** How rare each name has been. */
  double[] rarities() {
    return values(0);
  }

  /** What another says of the values of a target, NaN where one is missing. */
  double[] scores(Detector detector, int target) {
    double[] all = values(target);
    double[] known = Arrays.stream(all).filter(value -> !Double.isNaN(value)).toArray();
    double[] said = detector.scores(known);
    double[] scores = new double[all.length];
    int next = 0;
    for (int i = 0; i < all.length; i++) {
      scores[i] = Double.isNaN(all[i]) ? Double.NaN : said[next++];
    }
    return scores;
  }

  private double[] values(int target) {
    return values.stream().mapToDouble(event -> event[target]).toArray();
  }
}
