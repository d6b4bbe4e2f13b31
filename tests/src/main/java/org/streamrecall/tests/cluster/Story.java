package org.streamrecall.tests.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.streamrecall.client.Topics;

/**
 * Tokens and queries of several contexts in the order in which they are sent, which is not quite
 * that of their times.
 */
final class Story {
  static final Topics TOPICS = Topics.defaults();
  static final int PARTS = 4;

  /** What a record may be behind the newest sent before it. */
  private static final int MOST_BEHIND_MILLIS = 800;

  private static final int CONTEXTS = 32;
  private static final int STEPS = 600;
  private static final int STEP_MILLIS = 100;
  private static final long START = 1_700_000_000_000L;

  /** Time that must have gone by in the records behind a query before it is answered for sure. */
  private static final long SETTLED_MILLIS = 3000;

  /**
   * @param sent when, on the records' clock
   */
  record Line(String topic, String context, long time, long sent, String json) {
    boolean isQuery() {
      return topic.equals(TOPICS.queries());
    }
  }

  private final List<Line> lines = new ArrayList<>();

  Story(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int step = 0; step < STEPS; step++) {
      long time = START + (long) step * STEP_MILLIS;
      for (int c = 0; c < CONTEXTS; c++) {
        tell(c, step, time, random);
        if (random.nextInt(4) == 0) {
          ask(c, step, time + STEP_MILLIS / 2, random);
        }
      }
    }
    lines.sort(Comparator.comparingLong(Line::sent));
  }

  private void tell(int c, int step, long time, SplittableRandom random) {
    double angle = 2 * Math.PI * random.nextDouble();
    double content = Math.sin(angle * (1 + c % 3)) + .1 * random.nextDouble();
    String json =
        "{\"context\":\"c%d\",\"tag\":[%.4f,%.4f],\"content\":[%.4f],\"time\":%d,\"ref\":\"%d-%d\"}";
    add(
        TOPICS.tokens(),
        c,
        time,
        random,
        String.format(
            Locale.ROOT, json, c, Math.cos(angle), Math.sin(angle), content, time, c, step));
  }

  private void ask(int c, int step, long time, SplittableRandom random) {
    double angle = 2 * Math.PI * random.nextDouble();
    String json = "{\"id\":\"q%d-%d\",\"context\":\"c%d\",\"tag\":[%.4f,%.4f],\"time\":%d}";
    add(
        TOPICS.queries(),
        c,
        time,
        random,
        String.format(Locale.ROOT, json, c, step, c, Math.cos(angle), Math.sin(angle), time));
  }

  private void add(String topic, int c, long time, SplittableRandom random, String json) {
    lines.add(new Line(topic, "c" + c, time, time + random.nextInt(MOST_BEHIND_MILLIS), json));
  }

  /** One of {@link #PARTS} parts of equal length. */
  List<Line> part(int part) {
    return lines.subList(lines.size() * part / PARTS, lines.size() * (part + 1) / PARTS);
  }

  /** What makes even the last query be answered: a later time in every context, on both topics. */
  List<Line> epilogue() {
    Story late = new Story();
    long time = START + (long) STEPS * STEP_MILLIS + 10 * SETTLED_MILLIS;
    SplittableRandom random = new SplittableRandom(0);
    for (int c = 0; c < CONTEXTS; c++) {
      late.tell(c, STEPS, time, random);
      late.ask(c, STEPS, time, random);
    }
    return late.lines;
  }

  private Story() {}

  int queries() {
    return (int) lines.stream().filter(Line::isQuery).count();
  }

  int tokens() {
    return lines.size() - queries();
  }

  /** Queries that are answered once so many parts have been sent and taken in. */
  int queriesSettledAfter(int parts) {
    long end = part(parts - 1).get(part(parts - 1).size() - 1).sent();
    return (int)
        lines.stream().filter(line -> line.isQuery() && line.time() < end - SETTLED_MILLIS).count();
  }

  /** As {@code replay} reads them. */
  void write(Path tokens, Path queries) throws IOException {
    Files.write(tokens, lines.stream().filter(line -> !line.isQuery()).map(Line::json).toList());
    Files.write(queries, lines.stream().filter(Line::isQuery).map(Line::json).toList());
  }
}
