package org.streamrecall.tests.streams;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.streamrecall.deploy.labels.Forest;
import org.streamrecall.events.EventMemory;
import org.streamrecall.tests.streams.Baselines.Method;

/** A number of a set, foretold and scored. */
final class NumberRun {
  /** Newest events of a key that are taken. */
  private static final int MOST = 6000;

  /** Keys with fewer are left out. */
  private static final int FEWEST = 48;

  private final Run run;
  private final StreamSet set;
  private final List<Series> all; // keys that have events enough
  private final List<Series> taken = new ArrayList<>(); // those of them that are scored
  private final Reading reading;
  private final EventMemory untrained; // or null
  private final List<EventMemory> trained; // by fold, or null
  private final List<List<KeyScore>> scores = new ArrayList<>(); // (horizons, keys)
  private int bytes;
  private double nanos;
  private double events;
  private double alarms;
  private int refused;

  private NumberRun(StreamSet set, Run run) throws IOException {
    this.set = set;
    this.run = run;
    all =
        StreamFile.read(run.data(), set, run.complaints()).stream()
            .filter(series -> series.length() >= FEWEST)
            .map(series -> series.newest(MOST))
            .toList();
    int most = set.keys() <= 0 ? all.size() : Math.min(set.keys(), all.size());
    for (Series series : all.subList(0, most)) {
      if (!series.isConstant() && Protocol.of(series, set).asked() > 0) {
        taken.add(series);
      }
    }
    reading = Reading.of(set, all.subList(0, most), run.complaints());
    untrained = run.untrained(reading);
    trained = run.trained(reading, taken, untrained);
    set.horizons().forEach(horizon -> scores.add(new ArrayList<>()));
  }

  /** Prints a line for each horizon, and one of what people have marked. */
  static List<Column> of(StreamSet set, Run run) throws IOException {
    NumberRun of = new NumberRun(set, run);
    for (int k = 0; k < of.taken.size(); k++) {
      of.score(k);
    }
    List<Column> columns = of.columns();
    columns.forEach(column -> run.lines().accept(column.json()));
    if (of.refused > 0) {
      run.complaints()
          .accept(
              set.set()
                  + ": the memory took "
                  + of.refused
                  + " events not; there ours is the last value");
    }
    if (set.label() != null) {
      run.lines().accept(of.marked().json());
    }
    return columns;
  }

  private void score(int k) {
    Series series = taken.get(k);
    Protocol protocol = Protocol.of(series, set);
    Foretold ours = untrained == null ? null : Foretold.of(series, reading, untrained, protocol);
    Foretold others =
        trained == null
            ? null
            : Foretold.of(series, reading, trained.get(k % trained.size()), protocol);
    Map<Method, double[][]> baselines = new Baselines(series, reading, protocol).foretell();
    for (int h = 0; h < scores.size(); h++) {
      scores.get(h).add(KeyScore.of(series, set, protocol, h, baselines, ours, others));
    }
    if (ours != null) {
      refused += ours.refused();
      bytes = Math.max(bytes, ours.bytes());
      nanos += ours.nanos();
      events += series.length();
      alarms += ours.alarms();
    }
  }

  private List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    for (int h = 0; h < scores.size(); h++) {
      int horizon = set.horizons().get(h);
      double micros = nanos / events / 1000;
      columns.add(new Column(set, horizon, scores.get(h), bytes, micros, 1000 * alarms / events));
    }
    return columns;
  }

  /** Of all keys, by what the next value was: of several the oddest would count. */
  private Marked marked() {
    Marked marked = new Marked(set);
    StreamSet next = set.at(1);
    Reading alone = Reading.of(next, all, run.complaints());
    EventMemory memory = run.untrained(alone);
    for (Series series : all) {
      if (memory != null && !series.isConstant()) {
        Protocol protocol = Protocol.of(series, next);
        Foretold ours = Foretold.of(series, alone, memory, protocol);
        Map<String, double[]> scores = new LinkedHashMap<>();
        scores.put(Marked.OURS, ours.anomalies());
        scores.put("surprise", ours.surprises());
        scores.put(Marked.LAST, changes(series));
        scores.put("forest", new Forest().scores(series.values()));
        marked.add(series, scores, ours.opened());
      }
    }
    return marked;
  }

  /** How far each value is from the one before. */
  private static double[] changes(Series series) {
    double[] changes = new double[series.length()];
    changes[0] = Double.NaN;
    for (int i = 1; i < changes.length; i++) {
      changes[i] = Math.abs(series.values()[i] - series.values()[i - 1]);
    }
    return changes;
  }
}
