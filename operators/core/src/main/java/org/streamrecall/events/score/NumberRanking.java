package org.streamrecall.events.score;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.streamrecall.events.feature.Target;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.model.Answer;

/** A number of all keys: errors in the user's units, and over those of each key's last value. */
final class NumberRanking extends Ranking<Interval> {
  /** A method that is never wrong has so much of the last value's error: a logarithm needs some. */
  private static final double LEAST = 1e-6;

  private final int place;
  private final EventSchema schema;
  private final Target target;
  private final int horizon;
  private final int period;
  private final boolean[] numbers;
  private final boolean[] values;
  private final int last; // the method that is the last value
  private final Tally.Numbers total;
  private final Map<String, TargetTruth> truths = new HashMap<>(); // by key

  NumberRanking(EventSchema schema, int place, int period, Inputs inputs, List<String> ours) {
    super(schema.predict().get(place), ours, NumberRivals.names(period));
    Target target = schema.predict().get(place);
    this.place = place;
    this.period = period;
    horizon = target.horizon();
    this.schema = schema;
    this.target = target;
    numbers = inputs.numbers();
    values = inputs.valuesOf(target);
    last = ours.size();
    total = new Tally.Numbers(names.size());
  }

  @Override
  Rivals<Interval> rivals() {
    return new NumberRivals(horizon, period, numbers, values);
  }

  @Override
  Tally<Interval> tally() {
    return new Tally.Numbers(names.size());
  }

  @Override
  Tally<Interval> total() {
    return total;
  }

  @Override
  Truth truth(Event event) {
    TargetTruth key = truths.computeIfAbsent(event.key(), name -> new TargetTruth(schema, target));
    return new Truth(key.next(event), null);
  }

  @Override
  Interval said(Answer answer, String key) {
    double[] bounds = answer.interval()[place];
    return new Interval(answer.value()[place], bounds[0], bounds[1]);
  }

  @Override
  List<Score.Line> lines(List<Tally<Interval>> scored) {
    List<Score.Line> lines = new ArrayList<>();
    for (int m = 0; m < names.size(); m++) {
      double logs = 0;
      int keys = 0;
      for (Tally<Interval> tally : scored) {
        Tally.Numbers key = (Tally.Numbers) tally;
        if (key.rmse(last) > 0 && key.count() >= Score.ENOUGH) {
          logs += StrictMath.log(Math.max(LEAST, key.rmse(m) / key.rmse(last)));
          keys++;
        }
      }
      double overLast = keys == 0 ? Double.NaN : StrictMath.exp(logs / keys);
      double coverage = m < last ? total.coverage(m) : Double.NaN;
      lines.add(
          new Score.Line(names.get(m), overLast, total.rmse(m), coverage, Double.NaN, Double.NaN));
    }
    return lines;
  }

  @Override
  int constant(List<Tally<Interval>> scored) {
    return (int) scored.stream().filter(key -> ((Tally.Numbers) key).rmse(last) == 0).count();
  }

  @Override
  int tooShort(List<Tally<Interval>> scored) {
    return (int)
        scored.stream()
            .filter(key -> ((Tally.Numbers) key).rmse(last) > 0 && key.count() < Score.ENOUGH)
            .count();
  }
}
