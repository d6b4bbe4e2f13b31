package org.streamrecall.tests.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.streamrecall.events.EventMemories;
import org.streamrecall.events.EventMemory;
import org.streamrecall.events.label.LabelledScores;
import org.streamrecall.events.schema.Event;
import org.streamrecall.measure.Decay;
import org.streamrecall.tests.events.ModeFigures;
import org.streamrecall.tests.events.RegimeEvents;
import org.streamrecall.tests.events.RegimeFigures;
import org.streamrecall.tests.events.RegimeFile;
import org.streamrecall.tests.events.RegimeStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tests/bench events}: how well events are foretold, and Random Cut Forest beside it. */
@Command(
    name = "bench events",
    mixinStandardHelpOptions = true,
    description = {
      "How well the untrained default foretells keys that move among regimes of their own, how",
      "surprising it finds anomalies, and what it costs; AWS's Random Cut Forest on the same events."
    })
public final class EventsBenchCommand implements Callable<Integer> {
  private static final double ANOMALIES = 0.01;
  private static final int LEARNED = 300; // events of a key before its surprise is scored
  private static final int MODES = 40; // keys for each whose moments may end in two ways
  private static final int ROUNDS = 20; // over the one key, the last of them timed

  @Option(
      names = "--keys",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Keys (default: ${DEFAULT-VALUE}).")
  private int keys;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "7",
      description = "Seed of the streams (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--bytes",
      paramLabel = "N",
      split = ",",
      defaultValue = "4096,16384",
      description = "Budgets of one key (default: ${DEFAULT-VALUE}).")
  private int[] budgets;

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "20000",
      description = "Events of the one key beside the forest (default: ${DEFAULT-VALUE}).")
  private int events;

  @Option(
      names = "--write",
      paramLabel = "FILE",
      description = "Only write such events, 300 a key, one JSON object a line.")
  private Path file;

  @Option(
      names = "--forests",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Forests kept at once, a megabyte each (default: ${DEFAULT-VALUE}).")
  private int forests;

  public static void main(String[] args) {
    System.exit(new CommandLine(new EventsBenchCommand()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    if (file != null) {
      RegimeFile.write(file, seed, keys, 300);
      return 0;
    }
    for (int bytes : budgets) {
      figures(bytes);
      modes(bytes);
    }
    for (int bytes : budgets) {
      besideTheForest(bytes);
    }
    return 0;
  }

  private static EventMemory memory(int bytes) {
    return new EventMemory(RegimeEvents.SCHEMA.untrained(), bytes, true, Decay.NONE);
  }

  private void figures(int bytes) {
    EventMemory memory = memory(bytes);
    RegimeFigures plain = RegimeFigures.of(memory, seed, keys, 300, 100, 0);
    RegimeFigures longer = RegimeFigures.of(memory, seed + 1, keys, 600, 100, 0);
    RegimeFigures odd = RegimeFigures.of(memory, seed + 2, keys, 300, 100, ANOMALIES);
    say("%,d keys, %,d bytes each, 300 events a key, scored from the 101st", keys, bytes);
    say(
        "  RMSE %.4f; who knows the regime %.4f (ratio %.3f); running mean %.3f (%.1f %% below)",
        plain.rmse(),
        plain.oracle(),
        plain.rmse() / plain.oracle(),
        plain.runningMean(),
        100 * (1 - plain.rmse() / plain.runningMean()));
    say("  stated 90 %% interval held %.1f %%", 100 * plain.coverage());
    say(
        "  600 events a key: held %.1f %%; 85 to 95 %% for %.1f %% of the keys",
        100 * longer.coverage(), 100 * longer.keysCovered());
    say(
        "  anomalies of 4 sigma: AUC of surprise %.4f, of a global z-score %.4f",
        odd.auc(), odd.globalAuc());
  }

  private void modes(int bytes) {
    EventMemory memory = new EventMemory(ModeFigures.SCHEMA.untrained(), bytes, true, Decay.NONE);
    int some = Math.max(1, keys / MODES);
    ModeFigures figures = ModeFigures.of(memory, seed, some, 3000);
    say("%,d keys, %,d bytes each, of regimes with one mode or two", some, bytes);
    say(
        "  stated 90 %% interval held %.1f %% where there is one, %.1f %% where there are two",
        100 * figures.one(), 100 * figures.two());
    say(
        "  CRPS %.4f; who knows the truth %.4f (ratio %.3f)",
        figures.crps(), figures.truth(), figures.crps() / figures.truth());
    say("  values between two modes: AUC of surprise %.4f", figures.auc());
  }

  private void besideTheForest(int bytes) {
    double[] ours = oneKey(bytes);
    double[] theirs = oneForest();
    say(
        "one key, %,d events, %,d bytes: %.2f us an event, AUC %.4f; forest %.1f us, AUC %.4f: 1/%.0f",
        events, bytes, ours[0], ours[1], theirs[0], theirs[1], theirs[0] / ours[0]);
    double[] many = manyKeys(bytes);
    double[] wood = manyForests();
    say(
        "%,d keys interleaved, %,d bytes: %.2f us an event; %,d forests %.1f us: 1/%.0f",
        keys, bytes, many[0], forests, wood[0], wood[0] / many[0]);
    say("bytes a key: %,.0f; forest %,.0f: 1/%.0f", many[1], wood[1], wood[1] / many[1]);
  }

  private double[] oneKey(int bytes) {
    EventMemory memory = memory(bytes);
    double micros = 0;
    LabelledScores auc = new LabelledScores();
    for (int round = 0; round < ROUNDS; round++) {
      RegimeStream stream = new RegimeStream(seed, 0, ANOMALIES);
      memory.forget();
      auc = new LabelledScores();
      long spent = 0;
      for (int i = 0; i < events; i++) {
        RegimeStream.Sample s = stream.next();
        Event event = RegimeEvents.event(0, i, s);
        long start = System.nanoTime();
        double surprise = memory.tell(event).surprise();
        spent += System.nanoTime() - start;
        if (i >= LEARNED) {
          auc.add(surprise, s.anomaly());
        }
      }
      micros = spent / 1e3 / events;
    }
    return new double[] {micros, auc.auc()};
  }

  private double[] oneForest() {
    double micros = 0;
    LabelledScores auc = new LabelledScores();
    for (int round = 0; round < ROUNDS; round++) {
      RandomCutForest forest = new RandomCutForest();
      RegimeStream stream = new RegimeStream(seed, 0, ANOMALIES);
      auc = new LabelledScores();
      long spent = 0;
      for (int i = 0; i < events; i++) {
        RegimeStream.Sample s = stream.next();
        long start = System.nanoTime();
        double score = forest.score(s, 60_000L * i);
        spent += System.nanoTime() - start;
        if (i >= LEARNED) {
          auc.add(score, s.anomaly());
        }
      }
      micros = spent / 1e3 / events;
    }
    return new double[] {micros, auc.auc()};
  }

  /** Microseconds an event once keys have learned, and bytes a key. */
  private double[] manyKeys(int bytes) {
    EventMemories memories = new EventMemories(memory(bytes));
    List<RegimeStream> streams = streams(keys);
    long spent = 0;
    for (int i = 0; i < LEARNED; i++) {
      for (int key = 0; key < keys; key++) {
        Event event = RegimeEvents.event(key, i, streams.get(key).next());
        long start = System.nanoTime();
        memories.tell(event);
        spent += i >= LEARNED / 2 ? System.nanoTime() - start : 0;
      }
    }
    return new double[] {spent / 1e3 / (LEARNED - LEARNED / 2) / keys, memories.bytes() / keys};
  }

  private double[] manyForests() {
    long before = used();
    List<RandomCutForest> wood = new ArrayList<>();
    for (int key = 0; key < forests; key++) {
      wood.add(new RandomCutForest());
    }
    List<RegimeStream> streams = streams(forests);
    long spent = 0;
    for (int i = 0; i < LEARNED; i++) {
      for (int key = 0; key < forests; key++) {
        RegimeStream.Sample s = streams.get(key).next();
        long start = System.nanoTime();
        wood.get(key).score(s, 60_000L * i);
        spent += i >= LEARNED / 2 ? System.nanoTime() - start : 0;
      }
    }
    double each = (used() - before) / (double) wood.size();
    return new double[] {spent / 1e3 / (LEARNED - LEARNED / 2) / forests, each};
  }

  private List<RegimeStream> streams(int count) {
    List<RegimeStream> streams = new ArrayList<>();
    for (int key = 0; key < count; key++) {
      streams.add(new RegimeStream(seed, key, ANOMALIES));
    }
    return streams;
  }

  /** Bytes of heap in use after a collection. */
  private static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static void say(String format, Object... args) {
    System.out.printf(Locale.ROOT, format + "%n", args);
  }
}
