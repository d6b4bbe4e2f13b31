package org.streamrecall.deploy.demo;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.streamrecall.deploy.demo.LanguageContext.Question;

/**
 * The latency phase: tokens and queries of contexts {@code load-*} sent together at a steady rate,
 * one query and {@value #TOKENS_PER_QUERY} tokens at a time, to {@value #AT_ONCE} contexts in turn.
 */
final class LoadPhase {
  static final int QUERIES_PER_SECOND = 250;
  static final int TOKENS_PER_QUERY = 4;
  private static final int AT_ONCE = 8;

  private final List<Language> pool;
  private final Random random;
  private final Sender sender;
  private final LatencyMeter[] meters;
  private final LoadContext[] active = new LoadContext[AT_ONCE];
  private int made;

  LoadPhase(List<Language> pool, Random random, Sender sender, LatencyMeter... meters) {
    this.pool = pool;
    this.random = random;
    this.sender = sender;
    this.meters = meters;
    for (int i = 0; i < AT_ONCE; i++) {
      active[i] = next();
    }
  }

  /** Sends for that long and returns the number of queries sent. */
  long run(int seconds) {
    long queries = (long) seconds * QUERIES_PER_SECOND;
    long start = System.nanoTime();
    for (long q = 0; q < queries; q++) {
      long due = start + q * TimeUnit.SECONDS.toNanos(1) / QUERIES_PER_SECOND;
      for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
        LockSupport.parkNanos(early);
      }
      send((int) (q % AT_ONCE), due);
    }
    sender.flush();
    return queries;
  }

  private void send(int place, long due) {
    if (active[place].tokensLeft() < TOKENS_PER_QUERY) {
      active[place] = next();
    }
    LoadContext load = active[place];
    for (int i = 0; i < TOKENS_PER_QUERY; i++) {
      sender.tell(load.id(), load.token());
    }
    Question question = load.question();
    for (LatencyMeter meter : meters) {
      meter.due(question.id(), due);
    }
    sender.ask(load.id(), LanguageJson.query(load.id(), question));
  }

  private LoadContext next() {
    return new LoadContext(LanguageContext.of("load-" + made++, pool, random));
  }

  /** A context under way: its tokens once, its phrases over and over with ids of their own. */
  private static final class LoadContext {
    private final LanguageContext context;
    private int told;
    private int asked;

    LoadContext(LanguageContext context) {
      this.context = context;
    }

    String id() {
      return context.id();
    }

    int tokensLeft() {
      return context.tokens().size() - told;
    }

    byte[] token() {
      return LanguageJson.token(id(), context.tokens().get(told++));
    }

    Question question() {
      Question phrase = context.questions().get(asked % context.questions().size());
      long time = LanguageContext.START_MILLIS + told;
      return new Question(id() + "-" + asked++, phrase.phrase(), phrase.truth(), time);
    }
  }
}
