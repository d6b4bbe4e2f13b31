package org.streamrecall.deploy;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.state.IncrementalKeyedStateHandle;
import org.apache.flink.runtime.state.KeyGroupsSavepointStateHandle;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.util.IOUtils;

/** The folder in which a job leaves its checkpoints, and where its next run finds the newest. */
record StateFolder(Path path) {
  /** Flink writes it last: a checkpoint that has one is whole. */
  private static final String COMPLETE = "_metadata";

  private static final String LOCK = "lock";

  /** Levels that are looked into: a job, a checkpoint, its files, and one to spare. */
  private static final int DEEPEST = 4;

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
    return kept(path).filter(kept -> kept.time().isBefore(moment)).toList();
  }

  /** The newest whole checkpoint or savepoint, or nothing if there is none. */
  Optional<Path> newest() {
    return kept(path).max(Comparator.comparing(Kept::time)).map(Kept::path);
  }

  /** Oldest first. The job that writes them may live: what it removes meanwhile is not there. */
  private static Stream<Kept> kept(Path path) {
    List<Kept> found = new ArrayList<>();
    try {
      Files.walkFileTree(path, Set.of(), DEEPEST, new Whole(found));
    } catch (IOException e) {
      throw new UncheckedIOException("the state folder " + path + " cannot be read", e);
    }
    found.sort(Comparator.comparing(Kept::time));
    return found.stream();
  }

  /** Finds what is whole, and passes by what has gone. */
  private static final class Whole extends SimpleFileVisitor<Path> {
    private final List<Kept> found;

    Whole(List<Kept> found) {
      this.found = found;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes read) {
      if (file.getFileName().toString().equals(COMPLETE)) {
        found.add(new Kept(file.getParent(), read.lastModifiedTime().toInstant()));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      return past(failure);
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
      return past(failure);
    }

    private static FileVisitResult past(IOException failure) throws IOException {
      if (failure != null && !(failure instanceof NoSuchFileException)) {
        throw failure;
      }
      return FileVisitResult.CONTINUE;
    }
  }

  /**
   * Keeps other runs off the folder until the channel is closed: Flink removes what a job has gone
   * on from, and must not under a job that lives.
   *
   * @throws CommandFailure if another run has it
   */
  FileChannel lock() {
    FileChannel channel = null;
    boolean locked = false;
    try {
      channel = FileChannel.open(path.resolve(LOCK), CREATE, WRITE);
      locked = channel.tryLock() != null;
      if (!locked) {
        throw inUse();
      }
      return channel;
    } catch (OverlappingFileLockException e) {
      throw inUse();
    } catch (IOException e) {
      throw new CommandFailure(
          "the state folder " + path + " cannot be locked (" + e + "); choose another --state", e);
    } finally {
      if (!locked) {
        IOUtils.closeQuietly(channel);
      }
    }
  }

  private CommandFailure inUse() {
    return new CommandFailure(
        "the state folder "
            + path
            + " is in use by another run; stop that or choose another --state");
  }

  /**
   * A checkpoint is written as its backend holds it, and another cannot read it.
   *
   * @throws CommandFailure if the newest is of another backend
   */
  void requireReadableBy(Backend backend) {
    newest()
        .flatMap(StateFolder::backend)
        .filter(other -> other != backend)
        .ifPresent(
            other -> {
              throw new CommandFailure(
                  "the state folder "
                      + path
                      + " is of --backend "
                      + other
                      + "; go on with that, or choose another --state to start anew");
            });
  }

  /** What a checkpoint was held in; nothing if either can read it. */
  private static Optional<Backend> backend(Path checkpoint) {
    Path file = checkpoint.resolve(COMPLETE);
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      return Checkpoints.loadCheckpointMetadata(
              in, StateFolder.class.getClassLoader(), checkpoint.toString())
          .getOperatorStates()
          .stream()
          .flatMap(operator -> operator.getStates().stream())
          .flatMap(subtask -> subtask.getManagedKeyedState().stream())
          .flatMap(handle -> backend(handle).stream())
          .findAny();
    } catch (IOException e) {
      throw new CommandFailure(
          "the checkpoint " + checkpoint + " cannot be read (" + e + "); choose another --state",
          e);
    }
  }

  private static Optional<Backend> backend(KeyedStateHandle handle) {
    if (handle instanceof IncrementalKeyedStateHandle) {
      return Optional.of(Backend.ROCKSDB);
    }
    boolean canonical = handle instanceof KeyGroupsSavepointStateHandle;
    return canonical ? Optional.empty() : Optional.of(Backend.HEAP);
  }

  String uri() {
    return path.toAbsolutePath().toUri().toString();
  }
}
