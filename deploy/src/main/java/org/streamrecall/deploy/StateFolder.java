package org.streamrecall.deploy;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

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
import org.apache.flink.util.IOUtils;

/** The folder in which a job leaves its checkpoints, and where its next run finds the newest. */
record StateFolder(Path path) {
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

  /**
   * A whole checkpoint or savepoint.
   *
   * @param number by which they are ordered: the first of a run is one more than what it goes on
   *     from, and times of files change when they are copied or touched; -1 if it cannot be read
   * @param time when Flink completed it
   */
  record Kept(Path path, long number, Instant time) {}

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

  /**
   * The newest whole checkpoint or savepoint, or nothing if there is none.
   *
   * @throws CommandFailure if one of them cannot be read, or two have its number
   */
  Optional<Path> newest() {
    List<Kept> all = all();
    all.stream().filter(one -> one.number() < 0).forEach(one -> requireReadable(one.path()));
    int last = all.size() - 1;
    if (last > 0 && all.get(last).number() == all.get(last - 1).number()) {
      throw new CommandFailure(
          "the state folder "
              + path
              + " has two checkpoints of number "
              + all.get(last).number()
              + ", "
              + all.get(last - 1).path()
              + " and "
              + all.get(last).path()
              + ", as two runs leave that went on from one; move the one out that is not to be gone"
              + " on from");
    }
    return last < 0 ? Optional.empty() : Optional.of(all.get(last).path());
  }

  /** Says why one is not; it may have gone meanwhile. */
  private static void requireReadable(Path checkpoint) {
    try {
      CheckpointFile.read(checkpoint);
    } catch (NoSuchFileException e) {
      return;
    }
  }

  /** All that are whole, oldest first. */
  List<Kept> all() {
    return kept(path).toList();
  }

  /** The job that writes them may live: what it removes meanwhile is not there. */
  private static Stream<Kept> kept(Path path) {
    List<Kept> found = new ArrayList<>();
    try {
      Files.walkFileTree(followed(path), Set.of(), DEEPEST, new Whole(found));
    } catch (IOException e) {
      throw new UncheckedIOException("the state folder " + path + " cannot be read", e);
    }
    found.sort(Comparator.comparingLong(Kept::number).thenComparing(Kept::path));
    return found.stream();
  }

  /** A link to the folder is the folder; links within it are not followed. */
  static Path followed(Path path) throws IOException {
    return Files.isSymbolicLink(path) ? path.toRealPath() : path;
  }

  /** Finds what is whole, and passes by what has gone. */
  private static final class Whole extends SimpleFileVisitor<Path> {
    private final List<Kept> found;

    Whole(List<Kept> found) {
      this.found = found;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes read) throws IOException {
      if (file.getFileName().toString().equals(CheckpointFile.NAME)) {
        long number;
        try {
          number = CheckpointFile.read(file.getParent()).number();
        } catch (NoSuchFileException e) {
          return past(e);
        } catch (CommandFailure e) {
          number = -1;
        }
        found.add(new Kept(file.getParent(), number, read.lastModifiedTime().toInstant()));
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

  private static Optional<Backend> backend(Path checkpoint) {
    try {
      return CheckpointFile.read(checkpoint).backend();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  String uri() {
    return path.toAbsolutePath().toUri().toString();
  }
}
