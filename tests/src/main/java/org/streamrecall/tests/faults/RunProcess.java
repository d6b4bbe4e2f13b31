package org.streamrecall.tests.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.streamrecall.deploy.StreamRecall;
import org.streamrecall.tests.cluster.ChildProcess;

/**
 * The command {@code run} in a process of its own, which is started anew whenever it ends, as
 * whoever watches over it would do: where it has named what Kafka has given up, told to go on.
 */
final class RunProcess implements AutoCloseable {
  private static final Pattern NAMED = Pattern.compile("with (\\d+) answers and dead letters");
  private static final long STOP_SECONDS = 30;
  private static final int LOOKS = 100;
  private static final int BETWEEN_LOOKS_MILLIS = 700; // more than between two checkpoints
  private static final Duration SETTLED = Duration.ofSeconds(10);

  private final Path folder;
  private final List<String> options;
  private final Consumer<String> say;
  private final Thread keeper;
  private ChildProcess child;
  private int starts;
  private long named;
  private boolean forgiving; // it was told to go on after a loss
  private long since;
  private boolean held; // ends are ours for now
  private String refused; // why its options cannot be read, or null
  private volatile boolean closed;

  /**
   * @param folder of what it prints
   * @param say told of its ends
   */
  RunProcess(Path folder, List<String> options, Consumer<String> say) {
    this.folder = folder;
    this.options = options;
    this.say = say;
    start();
    awaitServing();
    keeper = new Thread(this::keep, "keep the run running");
    keeper.setDaemon(true);
    keeper.start();
  }

  /** Its topics are there then. */
  private void awaitServing() {
    try {
      while (!child.output().contains("Ctrl-C stops")) {
        child.requireAlive();
        Thread.sleep(100);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("what the run says cannot be read", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the run was starting", e);
    }
  }

  private synchronized void start() {
    List<String> args = new ArrayList<>(options);
    if (forgiving) {
      args.addAll(List.of("--on-loss", "count"));
    }
    child = process(folder.resolve("run-" + starts++ + ".log"), args);
    since = System.nanoTime();
  }

  static ChildProcess process(Path log, List<String> args) {
    try {
      Files.createDirectories(log.getParent());
      return ChildProcess.start(
          "run",
          log,
          System.getProperty("java.class.path"),
          List.of("-Xmx768m", "-XX:TieredStopAtLevel=1"),
          StreamRecall.class.getName(),
          args);
    } catch (IOException e) {
      throw new UncheckedIOException("no run can be started in " + log.getParent(), e);
    }
  }

  private void keep() {
    while (!closed) {
      tend();
      try {
        Thread.sleep(200);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private synchronized void tend() {
    if (held || closed) {
      return;
    }
    if (!child.isAlive()) {
      ended();
      if (!closed) {
        start();
      }
    } else if (forgiving && System.nanoTime() - since > SETTLED.toNanos()) {
      forgiving = false; // the next loss is to be loud again
      child.terminate(STOP_SECONDS);
      start();
    }
  }

  /**
   * @throws IllegalStateException if its options cannot be read, so that it will never serve
   */
  synchronized void requireServing() {
    if (refused != null) {
      throw new IllegalStateException("the run cannot be started: " + refused);
    }
  }

  private void ended() {
    String last = child.lastLines().strip();
    last = last.substring(last.lastIndexOf('\n') + 1);
    if (child.status() == 2) {
      refused = last;
      closed = true;
      return;
    }
    say.accept("run ended with status " + child.status() + ": " + last);
    if (child.status() == 1 && last.contains("--on-loss count")) {
      Matcher losses = NAMED.matcher(last);
      while (losses.find()) {
        named += Long.parseLong(losses.group(1));
      }
      forgiving = true;
    }
  }

  /** What is true or not of a run that stands still. */
  interface Moment {
    boolean isMet() throws Exception;
  }

  /** Stands still for so long, from such a moment on if one comes soon. */
  void pause(Duration time, Moment moment, Random random) throws Exception {
    ChildProcess paused = hold();
    try {
      paused.suspend();
      for (int look = 0; look < LOOKS && !moment.isMet(); look++) {
        paused.resume();
        Thread.sleep(random.nextInt(BETWEEN_LOOKS_MILLIS));
        paused.suspend();
      }
      Thread.sleep(time.toMillis());
      paused.resume();
    } finally {
      release();
    }
  }

  /** What is done between two runs. */
  interface Meanwhile {
    void happen() throws Exception;
  }

  /** Ends at once, and starts anew. */
  void kill(Meanwhile meanwhile) throws Exception {
    hold().close();
    try {
      meanwhile.happen();
      start();
    } finally {
      release();
    }
  }

  private synchronized ChildProcess hold() {
    held = true;
    return child;
  }

  private synchronized void release() {
    held = false;
  }

  /** Answers and dead letters that its ends have named as lost. */
  synchronized long named() {
    return named;
  }

  @Override
  public void close() {
    closed = true;
    keeper.interrupt();
    hold().terminate(STOP_SECONDS);
  }
}
