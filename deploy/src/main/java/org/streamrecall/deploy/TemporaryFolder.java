package org.streamrecall.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.util.IOUtils;

/**
 * A folder that goes with its owner, also when the process is interrupted (Ctrl-C). That of a
 * process that was killed goes when the same user's next one makes a folder.
 */
public final class TemporaryFolder implements AutoCloseable {
  private final Path path;
  private final FileChannel owned;
  private final Thread hook;
  private volatile Runnable user = () -> {};

  private TemporaryFolder(Path path, FileChannel owned) {
    this.path = path;
    this.owned = owned;
    this.hook = new Thread(this::interrupted, "remove " + path);
  }

  private void interrupted() {
    try {
      user.run();
    } finally {
      delete(path);
    }
  }

  /** What is done when the process is interrupted, before the folder goes. */
  void onInterrupt(Runnable user) {
    this.user = user;
  }

  /**
   * @param prefix of its name, which goes on with the process's id
   */
  public static TemporaryFolder create(String prefix) {
    try {
      String named = prefix + ProcessHandle.current().pid() + "-";
      Path path = Files.createTempDirectory(named);
      TemporaryFolder folder = new TemporaryFolder(path, TemporarySweep.own(path));
      folder.hookIn();
      TemporarySweep.beside(path);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "no temporary folder can be made in " + System.getProperty("java.io.tmpdir"), e);
    }
  }

  private void hookIn() {
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      return; // the process is ending, and whoever made the folder closes it
    }
  }

  public Path path() {
    return path;
  }

  @Override
  public void close() {
    delete(path);
    IOUtils.closeQuietly(owned);
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return; // the process is ending: the hook runs once more and finds nothing
    }
  }

  /** Whoever used the folder may still be writing when the process is interrupted: try again. */
  static void delete(Path root) {
    for (int attempt = 0; attempt < 5 && Files.exists(root); attempt++) {
      try {
        for (Path path : deepestFirst(root)) {
          Files.deleteIfExists(path);
        }
      } catch (IOException | UncheckedIOException e) {
        pause();
      }
    }
  }

  private static List<Path> deepestFirst(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      return paths.sorted(Comparator.reverseOrder()).toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
