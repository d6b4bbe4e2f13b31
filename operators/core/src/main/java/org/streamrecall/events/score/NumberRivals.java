package org.streamrecall.events.score;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.streamrecall.panel.Deviations;

/**
 * What most users have today for numbers, written to win. Nobody speaks beyond six fading
 * deviations of the change, as far as changes are known; only the nearest say of a field of the
 * event itself what was so near, however rare.
 */
final class NumberRivals implements Rivals<Interval> {
  private static final double BOUND = 6;
  private static final int SEASONS = 3; // kept, beyond the last

  private final int horizon;
  private final boolean[] own; // inputs that are values of the target's field
  private final int back; // events from the newest known to the one a season before the target
  private final int period;
  private final double[] recent; // by event, NaN where missing; none without a season
  private final ArrayDeque<Moment> waiting = new ArrayDeque<>();
  private final Deviations changes = new Deviations(1);
  private final Lines departures;
  private final Lines plain;
  private final Nearest nearest = new Nearest();
  private long events;
  private double last = Double.NaN;
  private double sum;
  private long count;

  /** What was seen when something was foretold. */
  private record Moment(double last, float[] tag, double[] departures, double[] plain) {}

  /** Of the methods, in the order of {@link #next}. */
  static List<String> names(int period) {
    List<String> names = new ArrayList<>(List.of("last value", "running mean"));
    if (period > 0) {
      names.add("one season ago");
    }
    names.addAll(
        List.of(
            "ridge on departures",
            "ridge on departures, fading",
            "ridge on plain numbers",
            "ridge on plain numbers, fading",
            "10 nearest"));
    return names;
  }

  /**
   * @param horizon events ahead; 0 for the event itself
   * @param period events in a season, 0 for none
   * @param numbers which inputs are numbers of any unit
   * @param own which are values of what is foretold, of now or earlier
   */
  NumberRivals(int horizon, int period, boolean[] numbers, boolean[] own) {
    this.horizon = horizon;
    this.period = period;
    this.own = own.clone();
    int ahead = Math.max(1, horizon);
    back = period == 0 ? 0 : (ahead + period - 1) / period * period - ahead;
    recent = new double[period == 0 ? 0 : back + SEASONS * period + 1];
    Arrays.fill(recent, Double.NaN);
    plain = new Lines(numbers);
    boolean[] more = Arrays.copyOf(numbers, numbers.length + (period > 0 ? 2 : 1));
    Arrays.fill(more, numbers.length, more.length, true);
    departures = new Lines(more);
  }

  @Override
  public List<Interval> next(Truth truth, float[] tag, double[] inputs) {
    if (horizon > 0) {
      learnNext(truth.number());
    }
    Asked<Interval> asked = ask(tag, inputs);
    waiting.add((Moment) asked.seen());
    if (horizon == 0) {
      learnNext(truth.number());
    }
    return asked.said();
  }

  @Override
  public Asked<Interval> ask(float[] tag, double[] inputs) {
    Moment now = new Moment(last, tag, departures(inputs), inputs);
    departures.see(now.departures());
    plain.see(inputs);
    return new Asked<>(Double.isNaN(last) ? null : foretell(now), now);
  }

  @Override
  public void learn(Object seen, Truth truth) {
    learn((Moment) seen, truth.number());
  }

  /** The target's own values from the last one, that one, and that of a season ago from it. */
  private double[] departures(double[] inputs) {
    double[] departures = Arrays.copyOf(inputs, inputs.length + (period > 0 ? 2 : 1));
    for (int i = 0; i < inputs.length; i++) {
      departures[i] -= own[i] ? last : 0;
    }
    departures[inputs.length] = last;
    if (period > 0) {
      departures[inputs.length + 1] = seasonAgo() - last;
    }
    return departures;
  }

  private List<Interval> foretell(Moment now) {
    List<Interval> said = new ArrayList<>();
    said.add(new Interval(last));
    said.add(bounded(sum / count));
    if (period > 0) {
      said.add(bounded(seasonAgo()));
    }
    for (double change : departures.foretell(now.departures())) {
      said.add(bounded(last + change));
    }
    for (double value : plain.foretell(now.plain())) {
      said.add(plain.isEmpty() ? said.get(0) : bounded(value));
    }
    double[] theirs = nearest.values(now.tag());
    for (int i = 0; i < theirs.length && horizon > 0; i++) {
      theirs[i] = bounded(last + theirs[i]).value(); // of one that was wild a tenth is too much
    }
    said.add(new Interval(Arrays.stream(theirs).average().orElse(last)));
    return said;
  }

  private Interval bounded(double value) {
    double most = BOUND * changes.get(0);
    return new Interval(Math.max(last - most, Math.min(last + most, value)));
  }

  /** Of more seasons ago where that one is missing; then the last value. */
  private double seasonAgo() {
    for (int ago = back; ago < recent.length; ago += period) {
      double value = recent[(int) Math.floorMod(events - 1 - ago, (long) recent.length)];
      if (!Double.isNaN(value)) {
        return value;
      }
    }
    return last;
  }

  private void learnNext(double value) {
    learn(waiting.size() >= Math.max(1, horizon) ? waiting.remove() : null, value);
  }

  private void learn(Moment then, double value) {
    if (recent.length > 0) {
      recent[(int) (events % recent.length)] = value;
    }
    events++;
    if (Double.isNaN(value)) {
      return;
    }
    if (then != null && !Double.isNaN(then.last())) {
      double change = value - then.last();
      changes.add(0, change);
      departures.learn(then.departures(), change);
      plain.learn(then.plain(), value);
      nearest.learn(then.tag(), horizon == 0 ? value : change);
    }
    last = value;
    sum += value;
    count++;
  }
}
