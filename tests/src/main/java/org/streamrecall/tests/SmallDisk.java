package org.streamrecall.tests;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A small file system in memory that no privilege is needed for: Linux lets a process have users
 * and mounts of its own, and whoever started it may look into them.
 */
public final class SmallDisk implements AutoCloseable {
  private static final String BALLAST = "ballast";

  private final Process owner;
  private final Path path;
  private volatile boolean full;
  private Thread filler;

  private SmallDisk(Process owner, Path path) {
    this.owner = owner;
    this.path = path;
  }

  /**
   * Mounts one, if this machine lets us.
   *
   * @param folder that is empty, and in which others go on to see nothing
   */
  public static Optional<SmallDisk> mount(Path folder, int kilobytes) throws IOException {
    Process shell;
    try {
      shell =
          new ProcessBuilder("unshare", "-Urm", "sh")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      return Optional.empty(); // there is no unshare(1)
    }
    PrintStream orders = new PrintStream(shell.getOutputStream(), true, StandardCharsets.UTF_8);
    BufferedReader said =
        new BufferedReader(new InputStreamReader(shell.getInputStream(), StandardCharsets.UTF_8));
    orders.printf("mount -t tmpfs -o size=%dk none '%s' && echo mounted%n", kilobytes, folder);
    orders.println("echo done");
    Path seen = Path.of("/proc/" + shell.pid() + "/root" + folder.toRealPath());
    if ("mounted".equals(said.readLine()) && Files.isWritable(seen)) {
      return Optional.of(new SmallDisk(shell, seen));
    }
    shell.destroyForcibly();
    return Optional.empty();
  }

  public Path path() {
    return path;
  }

  /** Takes all the room there is, and what others give back, until it is {@link #empty} again. */
  public void fill() throws IOException {
    takeAll();
    full = true;
    filler = new Thread(this::keepFull, "keep a disk full");
    filler.setDaemon(true);
    filler.start();
  }

  private void keepFull() {
    try {
      while (full) {
        takeAll();
        LockSupport.parkNanos(1_000_000);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the disk at " + path + " is gone", e);
    }
  }

  private void takeAll() throws IOException {
    try (OutputStream out = Files.newOutputStream(path.resolve(BALLAST), CREATE, APPEND)) {
      while (true) {
        out.write(new byte[512]);
      }
    } catch (IOException e) {
      if (!e.getMessage().contains("No space left")) {
        throw e;
      }
    }
  }

  public void empty() throws IOException, InterruptedException {
    full = false;
    filler.join();
    Files.delete(path.resolve(BALLAST));
  }

  @Override
  public void close() {
    full = false;
    owner.destroyForcibly(); // the disk goes with it
  }
}
