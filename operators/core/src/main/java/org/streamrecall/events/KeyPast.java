package org.streamrecall.events;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Arrays;
import org.streamrecall.events.feature.Changes;
import org.streamrecall.events.feature.Past;
import org.streamrecall.events.feature.Target;
import org.streamrecall.events.schema.Event;
import org.streamrecall.measure.Atom;
import org.streamrecall.model.RecallModel;
import org.streamrecall.panel.Scaled;

/** What features and bases read of a key's past. */
abstract class KeyPast<R extends Held> implements Past {
  private static final int HEADER =
      1 + 3 * Long.BYTES + Strangeness.BYTES + AlarmState.BYTES + Hearing.BYTES;
  private static final int COUNTS = 2 * Short.BYTES; // of what waits

  final Plan plan;
  final int targets;
  final double[] origins; // (scales), NaN until known
  final KeyClock clock;
  long tokens;
  final Strangeness strangeness = new Strangeness();
  final AlarmState alarm = new AlarmState();
  final Hearing hearing = new Hearing();
  final Rings rings;
  private final double[] passing; // (rings), scratch
  final Names names;
  final Changes changes; // of what is foretold
  final double[] sums;
  final long[] counts;
  final double[] lasts; // known values of the targets, NaN if none is, or no base needs it
  final ArrayDeque<R> pending = new ArrayDeque<>();
  final ArrayDeque<Outcome> early = new ArrayDeque<>();

  /**
   * @param leap of the clock, in milliseconds
   */
  KeyPast(PanelPlan tokens, long leap) {
    clock = new KeyClock(leap);
    plan = tokens.plan;
    origins = new double[tokens.scales];
    targets = plan.values.size();
    rings = new Rings(plan.depths());
    passing = new double[plan.ringSources.size()];
    names = new Names(plan.slots());
    changes = new Changes(plan.changes);
    sums = new double[targets];
    counts = new long[targets];
    lasts = new double[targets];
  }

  void clear() {
    clock.clear();
    tokens = 0;
    strangeness.clear();
    alarm.clear();
    hearing.clear();
    rings.clear();
    names.clear();
    changes.clear();
    Arrays.fill(sums, 0);
    Arrays.fill(counts, 0);
    Arrays.fill(lasts, Double.NaN);
    Arrays.fill(origins, Double.NaN);
    pending.clear();
    early.clear();
  }

  /** What notes how numbers stray. */
  abstract Scaled scaled();

  /** What a model has measured on other keys: no part of the state. */
  abstract void startFrom(RecallModel model);

  // ---- bytes ----

  /** Of the state as it is written. */
  abstract byte version();

  /** What such a state foretells, to who reads it with another program. */
  abstract String what();

  /** Bytes of {@link #putRecord} and {@link #putPanel}. */
  abstract int ownBytes();

  /** Writes what is known of the targets so far. */
  abstract void putRecord(ByteBuffer out);

  abstract void getRecord(ByteBuffer in);

  /** Writes what is known of how to foretell them. */
  abstract void putPanel(ByteBuffer out);

  abstract void getPanel(ByteBuffer in);

  abstract R row(ByteBuffer in);

  final int bytes() {
    int size = HEADER + rings.bytes() + names.bytes() + changes.bytes() + ownBytes();
    size += Double.BYTES * origins.length + COUNTS;
    for (R row : pending) {
      size += row.bytes();
    }
    for (Outcome outcome : early) {
      size += outcome.bytes();
    }
    return size;
  }

  final byte[] toBytes() {
    ByteBuffer out = ByteBuffer.allocate(bytes()).order(ByteOrder.LITTLE_ENDIAN);
    out.put(version());
    clock.put(out);
    out.putLong(tokens);
    strangeness.put(out);
    alarm.put(out);
    hearing.put(out);
    rings.put(out);
    names.put(out);
    putRecord(out);
    for (double origin : origins) {
      out.putDouble(origin);
    }
    putPanel(out);
    out.putShort((short) pending.size()).putShort((short) early.size());
    pending.forEach(row -> row.put(out));
    early.forEach(outcome -> outcome.put(out));
    changes.put(out);
    return out.array();
  }

  /**
   * @param bytes as {@link #toBytes} gave them, or null for a new key
   * @throws IllegalArgumentException if they are of another version
   */
  final void read(byte[] bytes) {
    if (bytes == null) {
      clear();
      return;
    }
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    byte version = in.get();
    if (version != version()) {
      throw new IllegalArgumentException(
          "a key's state is of version "
              + version
              + ", this program reads "
              + version()
              + " where "
              + what()
              + " foretold; use the program that wrote it, or forget the key");
    }
    clock.get(in);
    tokens = in.getLong();
    strangeness.get(in);
    alarm.get(in);
    hearing.get(in);
    rings.get(in);
    names.get(in);
    getRecord(in);
    for (int s = 0; s < origins.length; s++) {
      origins[s] = in.getDouble();
    }
    getPanel(in);
    pending.clear();
    early.clear();
    int unknown = in.getShort();
    int unmatched = in.getShort();
    for (int i = 0; i < unknown; i++) {
      pending.add(row(in));
    }
    for (int i = 0; i < unmatched; i++) {
      early.add(Outcome.get(in, targets));
    }
    changes.get(in);
  }

  /** Most bytes of a state, but for what is its own and the moments that wait. */
  static int mostBytes(PanelPlan of, Waiting waiting) {
    Plan plan = of.plan;
    return HEADER
        + new Rings(plan.depths()).bytes()
        + Names.mostBytes(plan.slots())
        + new Changes(plan.changes).bytes()
        + Double.BYTES * of.scales
        + COUNTS
        + waiting.most() * Outcome.bytes(plan.values.size()); // none where none wait
  }

  // ---- past ----

  @Override
  public long lastTime() {
    return clock.time();
  }

  /** Time of the newest token, or {@link Atom#NO_TIME}. */
  final long asOf() {
    return tokens == 0 ? Atom.NO_TIME : clock.newestToken();
  }

  /** Before an event is looked at. */
  final void arrive(long time) {
    clock.arrive(time, rings.reach(1) && !rings.reach(2), pending.isEmpty());
  }

  @Override
  public double ago(int ring, int back) {
    return rings.get(ring, back);
  }

  @Override
  public double change(int place, double now) {
    return changes.to(place, now);
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
    for (int i = 0; i < plan.changing.size(); i++) {
      changes.pass(i, plan.changing.get(i).value(event, this));
    }
    rings.advance();
    note(outcome);
    clock.pass(event.time());
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
