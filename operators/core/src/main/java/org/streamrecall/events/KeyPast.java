package org.streamrecall.events;

import java.util.ArrayDeque;
import java.util.Arrays;
import org.streamrecall.events.feature.Past;
import org.streamrecall.events.feature.Target;
import org.streamrecall.events.schema.Event;
import org.streamrecall.measure.Atom;
import org.streamrecall.panel.Scaled;

/** What features and bases read of a key's past. */
abstract class KeyPast<R extends Held> implements Past {
  final Plan plan;
  final int targets;
  final double[] origins; // (scales), NaN until known
  long lastTime;
  final Rings rings;
  private final double[] passing; // (rings), scratch
  final Names names;
  final double[] sums;
  final long[] counts;
  final double[] lasts; // known values of the targets, NaN if none is, or no base needs it
  final ArrayDeque<R> pending = new ArrayDeque<>();
  final ArrayDeque<Outcome> early = new ArrayDeque<>();

  KeyPast(PanelPlan tokens) {
    plan = tokens.plan;
    origins = new double[tokens.scales];
    targets = plan.values.size();
    rings = new Rings(plan.depths());
    passing = new double[plan.ringSources.size()];
    names = new Names(plan.slots());
    sums = new double[targets];
    counts = new long[targets];
    lasts = new double[targets];
  }

  void clear() {
    lastTime = Atom.NO_TIME;
    rings.clear();
    names.clear();
    Arrays.fill(sums, 0);
    Arrays.fill(counts, 0);
    Arrays.fill(lasts, Double.NaN);
    Arrays.fill(origins, Double.NaN);
    pending.clear();
    early.clear();
  }

  /** What notes how numbers stray. */
  abstract Scaled scaled();

  @Override
  public long lastTime() {
    return lastTime;
  }

  @Override
  public double ago(int ring, int back) {
    return rings.get(ring, back);
  }

  @Override
  public double nameNumber(int dictionary, String name) {
    return names.find(dictionary, name);
  }

  /** The moment of so many events ago that waits, or null. */
  R back(int ahead) {
    int at = pending.size() - ahead;
    if (at < 0) {
      return null;
    }
    for (R row : pending) {
      if (at-- == 0) {
        return row;
      }
    }
    return null;
  }

  /** The mean of a target's values so far; for what is ahead, with the event's own. */
  double mean(int target, Target of, Event event) {
    double now = plan.now(target, of, event, this);
    boolean known = !Double.isNaN(now);
    long n = counts[target] + (known ? 1 : 0);
    return n == 0 ? Double.NaN : (sums[target] + (known ? now : 0)) / n;
  }

  /** Takes in the names of an event's features; whether any is new. */
  boolean learnNames(Event event) {
    boolean named = false;
    for (int i = 0; i < plan.nameSources.size(); i++) {
      named |= names.learn(i, plan.nameSources.get(i).of(event, this));
    }
    return named;
  }

  /** Notes what later events will be seen beside. */
  void pass(Event event, Outcome outcome) {
    for (int ring = 0; ring < passing.length; ring++) { // all read before any is overwritten
      passing[ring] = plan.ringSources.get(ring).value(event, this);
    }
    for (int ring = 0; ring < passing.length; ring++) {
      rings.put(ring, passing[ring]);
    }
    rings.advance();
    note(outcome);
    lastTime = Math.max(lastTime, event.time());
  }

  void note(Outcome outcome) {
    for (int t = 0; t < targets; t++) {
      if (!Double.isNaN(outcome.values()[t])) {
        sums[t] += outcome.values()[t];
        counts[t]++;
      }
    }
  }
}
