package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A command that runs on until it is stopped, in a thread of its own. */
final class RunningCommand implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final StringWriter said = new StringWriter();
  private final CompletableFuture<Integer> ended = new CompletableFuture<>();
  private final Thread thread;

  private RunningCommand(List<String> line) {
    thread =
        new Thread(
            () ->
                ended.complete(
                    StreamRecall.execute(
                        new PrintWriter(new StringWriter()),
                        new PrintWriter(said),
                        line.toArray(String[]::new))));
    thread.start();
  }

  /** Starts one, and waits until it says that it serves. */
  static RunningCommand serving(List<String> line) throws InterruptedException {
    RunningCommand command = new RunningCommand(line);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!command.said().contains("Ctrl-C stops")) {
      assertThat(command.ended).as(command.said()).isNotDone();
      assertThat(System.nanoTime()).as(command.said()).isLessThan(deadline);
      Thread.sleep(20);
    }
    return command;
  }

  /** On standard error. */
  String said() {
    return said.toString();
  }

  /** Its status, once it has ended by itself. */
  int awaitEnd(Duration patience) throws Exception {
    return ended.get(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
