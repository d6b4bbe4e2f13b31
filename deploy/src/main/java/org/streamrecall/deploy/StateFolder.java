package org.streamrecall.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder in which a job leaves its checkpoints, and where its next run finds the newest. */
record StateFolder(Path path) {
  /** Flink writes it last: a checkpoint that has one is whole. */
  private static final String COMPLETE = "_metadata";

  /**
   * @throws IllegalArgumentException if the folder cannot be made
   */
  StateFolder {
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the state folder " + path + " cannot be made: " + e + "; choose another --state", e);
    }
  }

  /** A whole checkpoint or savepoint, and when Flink completed it. */
  record Kept(Path path, Instant time) {}

  /**
   * All whole checkpoints and savepoints from before a moment, oldest first.
   *
   * @throws CommandFailure if there is no such folder
   */
  static List<Kept> before(Path path, Instant moment) {
    if (!Files.isDirectory(path)) {
      throw new CommandFailure(
          "--state " + path + " is no folder; name the one that run was given");
    }
    try (Stream<Path> files = Files.walk(path, 4)) {
      return files
          .filter(file -> file.getFileName().toString().equals(COMPLETE))
          .map(file -> new Kept(file.getParent(), time(file).toInstant()))
          .filter(kept -> kept.time().isBefore(moment))
          .sorted(Comparator.comparing(Kept::time))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the state folder " + path + " cannot be read", e);
    }
  }

  /** The newest whole checkpoint or savepoint, or nothing if there is none. */
  Optional<Path> newest() {
    try (Stream<Path> files = Files.walk(path, 4)) {
      return files
          .filter(file -> file.getFileName().toString().equals(COMPLETE))
          .max(Comparator.comparing(StateFolder::time))
          .map(Path::getParent);
    } catch (IOException e) {
      throw new UncheckedIOException("the state folder " + path + " cannot be read", e);
    }
  }

  private static FileTime time(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      return FileTime.fromMillis(0); // removed meanwhile: not the newest
    }
  }

  String uri() {
    return path.toAbsolutePath().toUri().toString();
  }
}
