package org.streamrecall.tests.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.streamrecall.deploy.FreePorts;

/**
 * A Kafka broker in a process of its own, which can be killed and started anew on the same folder
 * and ports, as a broker's host that loses its power and comes back. What it had not flushed is
 * there all the same: the system's page cache does not die with a process.
 */
public final class BrokerProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long STOP_SECONDS = 20;

  private final Path folder;
  private final int port;
  private final int controllerPort;
  private ChildProcess child;

  private BrokerProcess(Path folder, int port, int controllerPort) {
    this.folder = folder;
    this.port = port;
    this.controllerPort = controllerPort;
  }

  /** Starts a broker on ports that are free, and waits until it serves. */
  public static BrokerProcess start(Path folder) {
    FreePorts ports = new FreePorts(new Random());
    return start(folder, ports.next(), ports.next());
  }

  /**
   * Starts a broker and waits until it serves.
   *
   * @param folder of its logs and its output, the caller's
   */
  public static BrokerProcess start(Path folder, int port, int controllerPort) {
    BrokerProcess broker = new BrokerProcess(folder, port, controllerPort);
    broker.restart();
    return broker;
  }

  /** host:port, as clients want it; the same after a restart. */
  public String bootstrapServers() {
    return "localhost:" + port;
  }

  /** Ends it at once (SIGKILL). */
  public void kill() {
    child.close();
  }

  /** Stops it where it is (SIGSTOP). */
  public void suspend() {
    child.suspend();
  }

  /** Lets it go on. */
  public void resume() {
    child.resume();
  }

  /**
   * Starts it anew where it is dead, and waits until it serves.
   *
   * @throws IllegalStateException if it lives, or does not serve in time
   */
  public void restart() {
    if (child != null && child.isAlive()) {
      throw new IllegalStateException("the broker lives; kill it before it is started anew");
    }
    Path ready = folder.resolve("ready");
    try {
      Files.createDirectories(folder);
      Files.deleteIfExists(ready);
      child =
          ChildProcess.start(
              "the broker",
              folder.resolve("broker.log"),
              System.getProperty("java.class.path"),
              List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
              BrokerMain.class.getName(),
              List.of(
                  folder.resolve("logs").toString(),
                  Integer.toString(port),
                  Integer.toString(controllerPort),
                  ready.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException("no broker can be started in " + folder, e);
    }
    await(ready);
  }

  private void await(Path ready) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!Files.exists(ready)) {
      child.requireAlive();
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "the broker did not serve within "
                + PATIENCE.toSeconds()
                + " s; it said last:\n"
                + child.lastLines());
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while the broker was starting", e);
      }
    }
  }

  /** Stops it as an operator would, and leaves its folder to the caller. */
  @Override
  public void close() {
    child.terminate(STOP_SECONDS);
  }
}
