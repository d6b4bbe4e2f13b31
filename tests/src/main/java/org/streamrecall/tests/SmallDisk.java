package org.streamrecall.tests;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A small file system in memory that no privilege is needed for: Linux lets a process have users
 * and mounts of its own, and whoever started it may look into them.
 */
public final class SmallDisk implements AutoCloseable {
  private final Process owner;
  private final Path path;

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

  /** Takes all the room there is. */
  public void fill() throws IOException {
    try (OutputStream out = Files.newOutputStream(path.resolve("ballast"))) {
      while (true) {
        out.write(new byte[512]);
      }
    } catch (IOException e) {
      if (!e.getMessage().contains("No space left")) {
        throw e;
      }
    }
  }

  public void empty() throws IOException {
    Files.delete(path.resolve("ballast"));
  }

  @Override
  public void close() {
    owner.destroyForcibly(); // the disk goes with it
  }
}
