package org.streamrecall.deploy.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.streamrecall.events.EventMemories;
import org.streamrecall.events.EventMemory;
import org.streamrecall.events.Judgement;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.events.score.Score;
import org.streamrecall.measure.Decay;

/**
 * Learns this process's own readings while it moves through some regimes, then foretells them in
 * another order and through a regime that it has never seen.
 */
final class SensorDemo {
  static final EventSchema SCHEMA =
      EventSchema.of("sensor", "at", "value,cpu,runnable", "next(value)", "last");

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
  private static final Regime UNSEEN = Regime.COMPRESS;
  private static final int TICK = 100; // milliseconds
  private static final int BYTES = 16_384;

  private final PrintWriter out;
  private final PrintWriter err;
  private final int ticks; // of one regime
  private final int rounds; // over what is learned
  private final LiveTable live;
  private final EventMemories memories =
      new EventMemories(new EventMemory(SCHEMA.untrained(), BYTES, true, Decay.NONE));
  private final List<Moment> all = new ArrayList<>();
  private final List<Score> scores = new ArrayList<>();
  private final List<Unlike> unlike = new ArrayList<>();

  /**
   * @param ticks tenths of a second of one regime
   * @param rounds over the regimes that are learned
   * @param terminal whether what is printed can be drawn over
   */
  SensorDemo(PrintWriter out, PrintWriter err, int ticks, int rounds, boolean terminal) {
    this.out = out;
    this.err = err;
    this.ticks = ticks;
    this.rounds = rounds;
    live = new LiveTable(out, terminal, () -> table("RMSE of the next, so far"));
    for (int s = 0; s < Readings.NAMES.size(); s++) {
      scores.add(new Score(SCHEMA, ticks * LEARNED.size(), List.of("StreamRecall")));
      unlike.add(new Unlike());
    }
  }

  /** Scores by {@link Readings#NAMES}. */
  List<Score> run() throws InterruptedException {
    List<RegimeMarks> served = new ArrayList<>();
    try (Workload workload = new Workload();
        Readings readings = new Readings(workload.threadId())) {
      learn(workload, readings);
      out.printf("serving %s, of which %s was never seen%n", SERVED, UNSEEN);
      RegimeMarks.head(Readings.NAMES).forEach(out::println);
      for (Regime regime : SERVED) {
        RegimeMarks marks = new RegimeMarks(regime, Readings.NAMES);
        pass(workload, readings, regime, tick -> serve(tick, marks));
        served.add(marks);
        live.say(marks.line());
      }
    }
    live.end();
    out.println(RegimeMarks.verdict(UNSEEN, served));
    out.println();
    table("RMSE of the next reading").forEach(out::println);
    SensorTable.verdict(Readings.NAMES, scores).forEach(out::println);
    out.flush();
    return scores;
  }

  private List<String> table(String title) {
    return SensorTable.of(title, Readings.NAMES, scores);
  }

  /** In the first quarter all is new, which says nothing of what is familiar later. */
  private void learn(Workload workload, Readings readings) throws InterruptedException {
    int early = rounds * LEARNED.size() * ticks / 4;
    for (int round = 0; round < rounds; round++) {
      err.printf("learning %s, round %d of %d%n", LEARNED, round + 1, rounds);
      err.flush();
      for (Regime regime : LEARNED) {
        pass(
            workload,
            readings,
            regime,
            tick -> {
              boolean counts = all.size() > early;
              for (int s = 0; s < tick.size(); s++) {
                double familiarity = tell(s, tick.get(s), false).answer().familiarity();
                if (counts) {
                  unlike.get(s).learn(familiarity);
                }
              }
            });
      }
    }
    unlike.forEach(Unlike::settle);
  }

  private void serve(List<Event> tick, RegimeMarks marks) {
    marks.next();
    for (int s = 0; s < tick.size(); s++) {
      Judgement ours = tell(s, tick.get(s), true);
      marks.add(s, unlike.get(s).is(ours.answer().familiarity()), ours.surprise());
    }
    live.tick();
  }

  /** All methods learn what ours learns; only what is served counts. */
  private Judgement tell(int reading, Event event, boolean counts) {
    Judgement ours = memories.tell(event);
    scores.get(reading).add(event, List.of(ours), memories.tag(), counts);
    return ours;
  }

  private interface Tick {
    void take(List<Event> events);
  }

  private void pass(Workload workload, Readings readings, Regime regime, Tick tick)
      throws InterruptedException {
    workload.become(regime);
    long next = System.nanoTime();
    for (int i = 0; i < ticks; i++) {
      next += TICK * 1_000_000L;
      long wait = next - System.nanoTime();
      if (wait > 0) {
        Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
      }
      Moment moment = new Moment(System.currentTimeMillis(), readings.next());
      all.add(moment);
      tick.take(moment.events(SCHEMA));
    }
  }

  /** All events so far, one JSON object a line: for {@code replay} and {@code train}. */
  void keep(Path file) throws IOException {
    try (PrintWriter lines = new PrintWriter(Files.newBufferedWriter(file))) {
      all.forEach(moment -> moment.lines().forEach(line -> lines.print(line + "\n")));
    }
  }
}
