package org.streamrecall.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a state folder holds beside the checkpoint that a run goes on from, as it is before the run
 * begins: nothing of the run's own is among it, and nothing that the checkpoint reads, which Flink
 * removes itself once a newer one is whole. To be made under the folder's lock.
 *
 * <p>Files that Flink has not named are nobody's concern here.
 */
final class StateSweep {
  /** The folder of a job, or of a savepoint. */
  private static final Pattern FLINKS =
      Pattern.compile("[0-9a-f]{32}|savepoint-[0-9a-f]{6}-[0-9a-f]{12}");

  private static final Pattern UNFINISHED =
      Pattern.compile("\\._metadata\\.inprogress\\." + CheckpointFile.DRAWN);

  private final List<Path> unnamed = new ArrayList<>();
  private final List<Path> superseded = new ArrayList<>();
  private final List<Path> folders = new ArrayList<>();

  private StateSweep() {}

  /**
   * Looks and removes nothing.
   *
   * @param newest of the folder, see {@link StateFolder#newest}
   */
  static StateSweep of(StateFolder folder, Optional<Path> newest) {
    StateSweep sweep = new StateSweep();
    Set<String> kept = newest.map(StateSweep::names).orElse(Set.of());
    Set<String> older = new HashSet<>();
    folder.all().forEach(one -> older.addAll(names(one.path())));
    try (Stream<Path> children = Files.list(folder.path())) {
      for (Path child : children.sorted().toList()) {
        if (FLINKS.matcher(child.getFileName().toString()).matches()) {
          sweep.take(child, newest.orElse(null), kept, older);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the state folder " + folder.path() + " cannot be read", e);
    }
    return sweep;
  }

  private static Set<String> names(Path checkpoint) {
    try {
      return CheckpointFile.read(checkpoint).names();
    } catch (NoSuchFileException e) {
      return Set.of();
    }
  }

  private void take(Path child, Path newest, Set<String> kept, Set<String> older)
      throws IOException {
    try (Stream<Path> paths = Files.walk(child)) {
      for (Path path : paths.toList()) {
        String name = path.getFileName().toString();
        if (Files.isDirectory(path)) {
          folders.add(path);
        } else if (UNFINISHED.matcher(name).matches()) {
          unnamed.add(path);
        } else if (name.equals(CheckpointFile.NAME) && !path.getParent().equals(newest)) {
          superseded.add(path);
        } else if (CheckpointFile.DRAWN.matcher(name).matches() && !kept.contains(name)) {
          (older.contains(name) ? superseded : unnamed).add(path);
        }
      }
    }
  }

  /**
   * Removes what no whole checkpoint names: of one that was being written when a run was killed.
   *
   * @return the bytes of it
   */
  long removeUnnamed() {
    return remove(unnamed);
  }

  /**
   * Removes what only older checkpoints name, once a newer one than all that were found is whole,
   * and the folders that are empty then.
   *
   * @return the bytes of it
   */
  long removeSuperseded() {
    // What tells that it is whole goes first: half of a checkpoint is none.
    superseded.sort((a, b) -> Boolean.compare(isMark(b), isMark(a)));
    long bytes = remove(superseded);
    Collections.reverse(folders); // deepest first
    for (Path folder : folders) {
      try {
        Files.deleteIfExists(folder);
      } catch (DirectoryNotEmptyException e) {
        continue; // something of it is read, or is not Flink's
      } catch (IOException e) {
        throw stays(folder, e);
      }
    }
    folders.clear();
    return bytes;
  }

  private static boolean isMark(Path path) {
    return path.getFileName().toString().equals(CheckpointFile.NAME);
  }

  private static long remove(List<Path> files) {
    long bytes = 0;
    for (Path file : files) {
      try {
        long size = Files.size(file);
        Files.delete(file);
        bytes += size;
      } catch (NoSuchFileException e) {
        continue; // Flink was here first
      } catch (IOException e) {
        throw stays(file, e);
      }
    }
    files.clear();
    return bytes;
  }

  private static CommandFailure stays(Path path, IOException why) {
    return new CommandFailure(
        path + " of the state folder cannot be removed: " + why + "; see whose it is", why);
  }
}
