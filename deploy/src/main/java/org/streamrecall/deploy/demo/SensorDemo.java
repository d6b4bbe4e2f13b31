package org.streamrecall.deploy.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.streamrecall.events.Event;
import org.streamrecall.events.EventMemories;
import org.streamrecall.events.EventMemory;
import org.streamrecall.events.EventSchema;
import org.streamrecall.events.Judgement;
import org.streamrecall.events.Score;
import org.streamrecall.measure.Decay;

/**
 * Learns this process's own readings while it moves through some regimes, then foretells them in
 * another order and through a regime that it has never seen.
 */
final class SensorDemo {
  static final EventSchema SCHEMA =
      EventSchema.of("sensor", "at", "value,cpu,alloc,runnable", "next(value)", "last");

  private static final List<Regime> LEARNED =
      List.of(Regime.IDLE, Regime.SORT, Regime.ALLOCATE, Regime.SLEEP);
  private static final List<Regime> SERVED =
      List.of(
          Regime.SORT,
          Regime.IDLE,
          Regime.SLEEP,
          Regime.ALLOCATE,
          Regime.IDLE,
          Regime.COMPRESS,
          Regime.ALLOCATE,
          Regime.SORT,
          Regime.COMPRESS,
          Regime.SLEEP);
  private static final int TICK = 100; // milliseconds
  private static final int BYTES = 16_384;
  private static final double SURPRISING = 0.99;

  /** Less than one moment like this one. */
  private static final double UNFAMILIAR = 0;

  private final PrintWriter out;
  private final int ticks; // of one regime
  private final int rounds; // over what is learned
  private int unfamiliar; // moments of the regime at hand
  private int moments;
  private final List<Event> all = new ArrayList<>();
  private final List<Event> learned = new ArrayList<>();
  private final List<Score> scores = new ArrayList<>();

  /**
   * @param ticks tenths of a second of one regime
   * @param rounds over the regimes that are learned
   */
  SensorDemo(PrintWriter out, int ticks, int rounds) {
    this.out = out;
    this.ticks = ticks;
    this.rounds = rounds;
    Readings.NAMES.forEach(name -> scores.add(new Score(SCHEMA)));
  }

  /** Scores by {@link Readings#NAMES}. */
  List<Score> run() throws InterruptedException {
    try (Workload workload = new Workload();
        Readings readings = new Readings(workload.threadId())) {
      out.printf("learning %s, %d times over%n", LEARNED, rounds);
      out.flush();
      for (int round = 0; round < rounds; round++) {
        for (Regime regime : LEARNED) {
          live(workload, readings, regime, learned::addAll);
        }
      }
      workload.become(Regime.SLEEP);
      EventMemories memories =
          new EventMemories(new EventMemory(SCHEMA.untrained(), BYTES, true, Decay.NONE));
      learned.forEach(memories::tell);
      out.printf("%nserving %s, of which %s was never seen%n", SERVED, Regime.COMPRESS);
      for (Regime regime : SERVED) {
        List<String> surprised = new ArrayList<>();
        live(
            workload,
            readings,
            regime,
            tick -> {
              for (int s = 0; s < tick.size(); s++) {
                Judgement ours = memories.tell(tick.get(s));
                if (ours.answer().familiarity() < UNFAMILIAR) {
                  unfamiliar++;
                }
                moments++;
                if (ours.surprise() > SURPRISING && !surprised.contains(Readings.NAMES.get(s))) {
                  surprised.add(Readings.NAMES.get(s));
                }
                scores.get(s).add(tick.get(s), ours, memories.tag());
              }
            });
        out.printf(
            Locale.ROOT,
            "%-9s %3d %% of its moments unlike any before; surprising: %s%n",
            regime,
            100 * unfamiliar / moments,
            surprised.isEmpty() ? "-" : surprised);
        unfamiliar = 0;
        moments = 0;
        out.flush();
      }
    }
    return scores;
  }

  private interface Tick {
    void take(List<Event> events);
  }

  private void live(Workload workload, Readings readings, Regime regime, Tick tick)
      throws InterruptedException {
    workload.become(regime);
    long next = System.nanoTime();
    for (int i = 0; i < ticks; i++) {
      next += TICK * 1_000_000L;
      long wait = next - System.nanoTime();
      if (wait > 0) {
        Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
      }
      List<Event> events = events(readings.next(), System.currentTimeMillis());
      all.addAll(events);
      tick.take(events);
    }
  }

  /** All events so far, one JSON object a line: for {@code replay} and {@code train}. */
  void keep(Path file) throws IOException {
    try (PrintWriter lines = new PrintWriter(Files.newBufferedWriter(file))) {
      for (Event event : all) {
        StringBuilder line = new StringBuilder("{\"sensor\":\"" + event.key() + "\",\"at\":");
        line.append(event.time()).append(",\"value\":").append(event.numbers()[0]);
        for (int s = 0; s < Readings.NAMES.size(); s++) {
          line.append(",\"").append(Readings.NAMES.get(s)).append("\":");
          line.append(event.numbers()[1 + s]);
        }
        lines.print(line + "}\n");
      }
    }
  }

  /** One event a sensor: its value, beside all readings of the moment. */
  private static List<Event> events(double[] now, long time) {
    List<Event> events = new ArrayList<>();
    for (int s = 0; s < now.length; s++) {
      double[] numbers = new double[now.length + 1];
      numbers[0] = now[s];
      System.arraycopy(now, 0, numbers, 1, now.length);
      events.add(new Event(Readings.NAMES.get(s), time, numbers, new String[0], null));
    }
    return events;
  }
}
